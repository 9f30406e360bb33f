"""The invented members of the demonstration: people, groups, what waits for the animator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from maillage.accounts.actions import grant_role, open_account
from maillage.accounts.models import Role, User
from maillage.actors.actions import start_membership
from maillage.actors.models import Actor, Membership
from maillage.demo.generator import InventedActor
from maillage.kernel.text import typeset, unaccent
from maillage.workspace.actions.documents import ask_to_read, give_document, give_version, make_folder
from maillage.workspace.actions.groups import close_group, everyone, let_in, open_group
from maillage.workspace.actions.people import Shown, ask_to_join, invite, prove_join, save_profile
from maillage.workspace.models import Group, JoinRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An invented person: of which structure of the synthesis (key) or of which theme of the invented ones."""

    name: str
    function: str = ""
    seed: str = ""
    theme: str = ""
    role: Role | None = None
    presentation: str = ""
    shown: bool | None = True
    show_email: bool = False
    phone: str = ""

    @property
    def email(self) -> str:
        """An address that leads nowhere."""
        return f"{unaccent(self.name).lower()}@example.org"


MEMBERS: Final = (
    Member(
        name="Denis",
        function="Chargé d’études au développement économique",
        seed="direction-developpement-economique",
        role=Role.COPILOT,
        presentation="Copilote côté collectivités : études, marchés, lien avec les communes.",
        show_email=True,
        phone="0199000110",
    ),
    Member(
        name="Elsa",
        function="Directrice",
        theme="insertion",
        role=Role.COPILOT,
        presentation="Copilote côté structures. Parlons embauche, parcours, insertion.",
        show_email=True,
    ),
    Member(
        name="Farid",
        function="Élu à l’économie sociale et solidaire",
        seed="ville-alfortville",
        role=Role.ELECTED,
        presentation="Élu : je relaie les propositions du Pôle au conseil.",
    ),
    Member(
        name="Gaëlle",
        function="Chargée de projets",
        seed="adie",
        role=Role.PARTNER,
        presentation="Microcrédit et accompagnement de celles et ceux qui créent leur activité.",
        phone="0199000113",
    ),
    Member(
        name="Hugo", function="Trésorier", theme="sport", presentation="Je tiens des comptes depuis vingt ans."
    ),
    Member(name="Inès", function="Coordinatrice", theme="environnement", show_email=True),
    Member(name="Joël", function="Bénévole référent", theme="sante-social", shown=None),
    Member(name="Karima", function="Présidente", theme="culture", shown=False),
)
MINUTES: Final = """Compte rendu inventé pour la démonstration.

Présents : Amina, Denis, Elsa, Hugo, Inès, Karima.

Le groupe prépare le guide interactif et une journée de rencontre. Elsa rassemble les chroniques pour
le journal de l’agglomération ; Hugo cherche une salle accessible ; Inès écrit aux associations sportives.
"""
ASKED: Final = "Texte inventé pour la démonstration.\n\nL’étude dira quels services manquent, et à qui.\n"
SPECIFICATIONS: Final = (
    ASKED,
    f"{ASKED}Calendrier : choix du bureau d’études au printemps, premiers résultats à l’automne.\n",
)
WELCOME: Final = "Bienvenue ! Le Pôle prépare son forum : votre avis compte."


@transaction.atomic
def load_members(
    named: Mapping[str, Actor],
    invented: Mapping[str, InventedActor],
    actors: Mapping[str, Actor],
    completed: Sequence[str],
    *,
    by: User,
) -> dict[str, User]:
    """Seat the invented people in their structures and groups; return them by name.

    `named` are the actors of the synthesis by their key; the two others go by the key of the truth.
    """
    people: dict[str, User] = {}
    taken = set(Membership.objects.values_list("actor", flat=True))
    free = [key for key in completed if not invented[key].home and actors[key].pk not in taken]
    for member in MEMBERS:
        if member.seed:
            actor = named[member.seed]
        else:
            key = next((one for one in free if invented[one].theme.startswith(member.theme)), free[0])
            free.remove(key)
            actor = actors[key]
        user = open_account(member.email, name=member.name, by=by)
        start_membership(actor, user, function=member.function, by=by)
        if member.role:
            grant_role(user, member.role, by=by)
        if member.shown is not None:
            shown = Shown(
                member.name,
                phone=member.phone,
                presentation=member.presentation,
                listed=member.shown,
                show_email=member.show_email,
                show_phone=bool(member.phone),
            )
            save_profile(user, shown)
        if member.shown is not None:
            User.objects.filter(pk=user.pk).update(
                last_login=timezone.now() - timedelta(days=3 * len(people) + 1)
            )
        people[member.name] = user
    _open_groups(people, named, by)
    invite("lucie@example.org", name="Lucie", actor=named["regie-de-quartier"], message=WELCOME, by=by)
    asking = JoinRequest(
        kind=JoinRequest.Kind.STRUCTURE,
        name="Marc",
        email="marc@example.org",
        structure_name="Emmaüs",
        function="Bénévole",
        message="Nous aimerions participer au groupe sur le réemploi.",
    )
    prove_join(ask_to_join(asking))
    return people


def _open_groups(people: Mapping[str, User], named: Mapping[str, Actor], by: User) -> None:
    everyone()
    kinds, seen = Group.Kind, Group.Visibility
    guide = open_group(
        Group(
            kind=kinds.CHANTIER,
            name="Chantier 1 : sensibiliser, informer, former",
            purpose=typeset(
                "Faire connaître l’économie sociale et solidaire du territoire : guide interactif, journées de "
                "rencontre entre acteurs, chroniques dans les journaux, temps fort annuel."
            ),
            visibility=seen.PUBLIC,
        ),
        by=by,
    )
    mobility = open_group(
        Group(
            kind=kinds.WORKING,
            name="Mobilité des personnes",
            purpose=typeset(
                "Établir le cahier des charges de l’étude sur une plate-forme de services liés à la mobilité, "
                "et suivre ensemble sa réalisation."
            ),
        ),
        by=people["Denis"],
    )
    network = open_group(
        Group(
            kind=kinds.NETWORK,
            name="Insertion et réemploi",
            purpose="Les structures qui embauchent en parcours et celles qui réparent les objets.",
            visibility=seen.PUBLIC,
        ),
        by=people["Elsa"],
    )
    steering = open_group(
        Group(
            kind=kinds.WORKING,
            name="Préparation du budget",
            purpose="Ce que coûte l’animation du Pôle, ce qui est demandé à chaque financeur.",
            visibility=seen.PRIVATE,
        ),
        by=by,
    )
    survey = open_group(
        Group(kind=kinds.WORKING, name="Questionnaire aux acteurs", purpose="L’enquête du diagnostic."), by=by
    )
    for name in ("Denis", "Elsa", "Hugo", "Inès", "Karima"):
        let_in(guide, people[name], by=by)
    for name in ("Farid", "Joël"):
        let_in(mobility, people[name], by=people["Denis"])
    for key in ("emmaus", "regie-de-quartier", "delices-de-l-espoir"):
        let_in(network, named[key], by=people["Elsa"])
    for name in ("Denis", "Farid", "Gaëlle"):
        let_in(steering, people[name], by=by)
    let_in(survey, people["Elsa"], by=by)
    close_group(survey, by=by)
    _give_documents(guide, mobility, people)


def _give_documents(guide: Group, mobility: Group, people: Mapping[str, User]) -> None:
    """Minutes and a list, that say to be invented; one is to be read."""
    minutes = give_document(
        guide,
        SimpleUploadedFile("compte-rendu.txt", MINUTES.encode()),
        title="Compte rendu de la première réunion",
        description="Ce que le groupe a décidé, et qui fait quoi.",
        public=True,
        by=people["Elsa"],
    )
    ask_to_read(minutes, True, by=people["Elsa"])
    folder = make_folder(mobility, "Étude", parent=None, by=people["Denis"])
    for number, text in enumerate(SPECIFICATIONS, 1):
        upload = SimpleUploadedFile("cahier-des-charges.txt", text.encode())
        if number == 1:
            title = "Cahier des charges de l’étude"
            study = give_document(mobility, upload, title=title, folder=folder, by=people["Denis"])
        else:
            give_version(study, upload, note="Le calendrier est ajouté.", by=people["Farid"])
