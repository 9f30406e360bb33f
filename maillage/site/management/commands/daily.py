"""`maillage daily`: what is to be done once a day, by a timer."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from maillage.kernel.processing import purge_all
from maillage.upkeep.actions import remind_silent
from maillage.workspace.actions.agenda_letters import remind_registered, tell_what_is_left
from maillage.workspace.actions.date_polls import tell_voters_left
from maillage.workspace.actions.news import announce_articles
from maillage.workspace.actions.newsletter import go_on_sending
from maillage.workspace.actions.notifications import send_digests
from maillage.workspace.actions.presence_after import send_feedback
from maillage.workspace.actions.tasks import remind_tasks


class Command(BaseCommand):
    help = "Efface ce qui est arrivé à son terme et fait les relances du jour."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in purge_all().items():
            self.stdout.write(f"{name} : {count} effacés, arrivés à leur terme.")
        self.stdout.write(f"{remind_silent()} structures rappelées dans les campagnes qui finissent.")
        self.stdout.write(f"{remind_tasks()} rappels de tâches.")
        self.stdout.write(f"{announce_articles()} articles annoncés aux membres.")
        self.stdout.write(f"{go_on_sending()} lettres d’information reprises.")
        self.stdout.write(
            f"{send_digests()} personnes prévenues de ce qui s’est passé dans l’espace des membres."
        )
        left = tell_what_is_left() + tell_voters_left()
        self.stdout.write(f"{remind_registered()} personnes à qui un rendez-vous proche est rappelé.")
        self.stdout.write(f"{send_feedback()} personnes à qui un avis est demandé après un événement.")
        if left:
            self.stdout.write(f"{left} envois de l’agenda repris, qui avaient été interrompus.")
        call_command("prune_db_task_results", verbosity=0)
