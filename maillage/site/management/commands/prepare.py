"""`maillage prepare`: create or upgrade the data folder."""

from typing import Any

from django.core.management.base import BaseCommand

from maillage.site.prepare import prepare_data_folder


class Command(BaseCommand):
    help = "Prépare ou met à niveau le dossier de données (tables, communes, fichiers du site)."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_data_folder(static=True)
        self.stdout.write("Le dossier de données est prêt.")
