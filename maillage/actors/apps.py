"""Django's registration of this room."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from maillage.kernel import processing


def _mend_search_index(using: str, **_: Any) -> None:
    """See that the database keeps the index of the search, unless its migration was taken back."""
    from maillage.actors.search.index import ACTORS

    database = connections[using]
    if "actors_word" in database.introspection.table_names():
        ACTORS.make(database)


class ActorsConfig(AppConfig):
    name = "maillage.actors"
    verbose_name = "Acteurs"

    def ready(self) -> None:
        from maillage.actors.personal_data import PROCESSINGS

        processing.declare(*PROCESSINGS)
        post_migrate.connect(_mend_search_index, sender=self)
