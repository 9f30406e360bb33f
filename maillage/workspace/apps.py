"""Django's registration of this room, and its entries in the menus."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_delete

from maillage.kernel import processing
from maillage.ui import navigation


def _mend_search_index(using: str, **_: Any) -> None:
    """See that the database keeps the indexes of words, unless their migration was taken back."""
    from maillage.workspace.queries.words import INDEXES

    database = connections[using]
    with database.cursor() as cursor:
        tables = database.introspection.table_names(cursor)
        for index in INDEXES:
            if index.of not in tables:
                continue
            columns = database.introspection.get_table_description(cursor, index.of)
            if {one.name for one in columns} >= {*index.columns}:
                index.make(database)


def _hand_over(instance: Any, **_: Any) -> None:
    """However an account ends, no group is left without anybody to run it."""
    from maillage.workspace.actions.groups import hand_over_groups

    hand_over_groups(instance)


class WorkspaceConfig(AppConfig):
    name = "maillage.workspace"
    verbose_name = "Espace des membres"

    def ready(self) -> None:
        from maillage.accounts import portability as accounts
        from maillage.accounts.permissions import is_animator
        from maillage.workspace import awaited, portability
        from maillage.workspace.actions.discussion_letters import write_thread
        from maillage.workspace.actions.notifications import write_by_itself
        from maillage.workspace.news import articles_waiting, people_waiting, proposals_waiting
        from maillage.workspace.permissions import is_member
        from maillage.workspace.personal_data import PROCESSINGS
        from maillage.workspace.queries.agenda import awaited_of_agenda, minutes_awaited
        from maillage.workspace.queries.discussions import reports_awaited
        from maillage.workspace.queries.documents import to_read
        from maillage.workspace.queries.news import news_awaited
        from maillage.workspace.queries.space import of_animator, of_profile
        from maillage.workspace.queries.tasks import tasks_awaited

        processing.declare(*PROCESSINGS)
        accounts.declare("Mon profil", portability.profile_kept)
        accounts.declare("Mes structures", portability.structures_kept)
        accounts.declare("Mes groupes", portability.groups_kept)
        accounts.declare("Invitations et demandes", portability.invitations_kept)
        accounts.declare("Inscriptions aux événements", portability.registrations_kept)
        accounts.declare("Présences et invitations", portability.presence_kept)
        accounts.declare("Nouvelles", portability.notifications_kept)
        awaited.register(of_profile)
        awaited.register(of_animator)
        awaited.register(to_read)
        post_migrate.connect(_mend_search_index, sender=self)
        pre_delete.connect(_hand_over, sender="accounts.User")
        accounts.declare("Documents déposés", portability.documents_kept)
        awaited.register(awaited_of_agenda)
        awaited.register(minutes_awaited)
        accounts.declare("Discussions", portability.messages_kept)
        accounts.declare("Tâches", portability.tasks_kept)
        awaited.register(reports_awaited)
        awaited.register(tasks_awaited)
        awaited.register(news_awaited)
        accounts.declare("Articles", portability.articles_kept)
        write_by_itself("workspace.discussion", write_thread)
        navigation.register("Agenda", "workspace:agenda", place="main", order=15)
        navigation.register("Actualités", "workspace:articles", place="main", order=16)
        navigation.register(
            "Rédaction",
            "workspace:newsroom",
            place="account",
            order=45,
            who=is_member,
            icon="edit",
            description="Écrire un article, suivre ceux que vous avez écrits.",
        )
        navigation.register(
            "Actualités et rubriques",
            "workspace:editorial-calendar",
            place="animation",
            order=25,
            who=is_animator,
            icon="edit",
            description="Ce qui est dû au journal, à la revue, à la radio, sur le site, et quand.",
            news=articles_waiting,
        )
        navigation.register("Lettre d’information", "workspace:subscribe", place="footer", order=22)
        navigation.register(
            "Lettre d’information",
            "workspace:newsletters",
            place="animation",
            order=26,
            who=is_animator,
            icon="mail",
            description="La composer avec les articles et les rendez-vous, l’envoyer, suivre ce qui revient.",
        )
        navigation.register(
            "Ce que je prépare",
            "workspace:manage-agenda",
            place="account",
            order=40,
            who=is_member,
            icon="calendar",
            description="Proposer ou préparer un événement, suivre ses inscriptions.",
        )
        navigation.register(
            "Mon agenda ailleurs",
            "workspace:agenda-subscriptions",
            place="account",
            order=45,
            who=navigation.signed_in,
            icon="calendar",
            description="Suivre l’agenda du Pôle et vos rendez-vous depuis votre téléphone.",
        )
        navigation.register(
            "Agenda",
            "workspace:manage-agenda",
            place="animation",
            order=16,
            who=is_animator,
            icon="calendar",
            description="Préparer, publier, importer ; suivre les inscriptions.",
            news=proposals_waiting,
        )
        navigation.register(
            "Mon profil",
            "workspace:profile",
            place="account",
            order=25,
            who=navigation.signed_in,
            icon="person",
            description="Votre nom, et ce que les autres membres voient de vous.",
        )
        navigation.register(
            "Annuaire des membres",
            "workspace:members",
            place="account",
            order=30,
            who=is_member,
            icon="people",
            description="Qui fait partie du Pôle, et comment joindre ceux qui l’ont voulu.",
        )
        navigation.register(
            "Groupes",
            "workspace:groups",
            place="account",
            order=35,
            who=is_member,
            icon="people",
            description="Les groupes de travail, les réseaux et les chantiers du Pôle.",
        )
        navigation.register(
            "Discussions",
            "workspace:discussions",
            place="account",
            order=36,
            who=is_member,
            icon="people",
            description="Ce qui se dit dans vos groupes, ce qui est nouveau d’abord.",
        )
        navigation.register(
            "Mes tâches",
            "workspace:tasks",
            place="account",
            order=37,
            who=is_member,
            icon="check",
            description="Ce que vous avez à faire, et ce qui est fait.",
        )
        navigation.register(
            "Documents",
            "workspace:documents",
            place="account",
            order=40,
            who=is_member,
            icon="file",
            description="Ce que les groupes ont déposé ; cherchez dans les titres et dans les textes.",
        )
        navigation.register(
            "Ce que je reçois",
            "workspace:rhythms",
            place="account",
            order=60,
            who=navigation.signed_in,
            icon="mail",
            description="Choisir ce qui vous est écrit, et à quel rythme.",
        )
        navigation.register(
            "Chiffres des événements",
            "workspace:event-statistics",
            place="animation",
            order=17,
            who=is_animator,
            icon="chart",
            description="Inscriptions, présences, nouvelles personnes : par sorte, par trimestre.",
        )
        navigation.register("Recherche", "workspace:search", place="footer", order=5)
        navigation.register("Groupes du Pôle", "workspace:groups", place="footer", order=20)
        navigation.register(
            "Rejoindre le Pôle",
            "workspace:join",
            place="footer",
            order=25,
            who=lambda user: not is_member(user),
        )
        navigation.register(
            "Personnes",
            "workspace:people",
            place="animation",
            order=15,
            who=is_animator,
            icon="people",
            description="Qui fait partie du Pôle, qui demande à entrer, qui n’a pas répondu.",
            news=people_waiting,
        )
