"""Inviting a list: what each line would do, what is left out and why, and nothing sent before the word."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.accounts.actions import grant_role
from maillage.accounts.models import Role
from maillage.outbox.models import OutgoingMessage
from maillage.tables import TableError, open_pasted
from maillage.workspace.actions.people import invite
from maillage.workspace.domain.people_list import read_people
from maillage.workspace.forms.people_list import InviteAllForm
from maillage.workspace.models import Invitation
from maillage.workspace.queries.people_list import judged
from tests.factories import make_actor
from tests.page import check_html

LIST = """Prénom\tNom\tCourriel\tStructure\tFonction\tRôle
Dina\tMartin\tDina@Example.org\tles jardins partages\tdirectrice\t
Farid\t\tfarid@example.org\t\t\tÉlu
Sans\tAdresse\t\tLes Jardins partagés\t\t
Fausse\tAdresse\tpas une adresse\tLes Jardins partagés\t\t
Deux\tFois\tdina@example.org\tLes Jardins partagés\t\t
Nulle\tPart\tnulle@example.org\tZorglub\t\t
Rien\tDu Tout\trien@example.org\t\t\t
Mauvais\tRôle\trole@example.org\tLes Jardins partagés\t\tRoi
Homonyme\tH\thomonyme@example.org\tComité des fêtes\t\t
Bruno\tB\tbruno@example.org\tLes Jardins partagés\t\t
Gil\tG\tgil@example.org\tLes Jardins partagés\t\t
"""


def read(text: str) -> list:
    with open_pasted(text) as book:
        return list(read_people(book.main.table()))


class TestReading:
    def test_columns_are_known_by_their_titles_in_any_order(self):
        people = read("Fonction;Mail;Nom de la personne;Organisme\nPrésidente;a@example.org;Anne;Les Vergers\n")
        (one,) = people
        assert (one.line, one.email, one.name, one.structure, one.function) == (
            2,
            "a@example.org",
            "Anne",
            "Les Vergers",
            "Présidente",
        )

    def test_addresses_are_known_by_what_they_are(self):
        (one,) = read("Qui;Où\nAnne;a@example.org\n")
        assert one.email == "a@example.org"

    def test_without_addresses_the_list_is_refused(self):
        with pytest.raises(TableError, match="Courriel"):
            read("Nom;Ville\nAnne;Créteil\n")

    @pytest.mark.parametrize(
        ("said", "role"), [("Élue", "elected"), ("co-pilote", "copilot"), ("Partenaire", "partner"), ("", "")]
    )
    def test_roles_are_said_in_words(self, said, role):
        (one,) = read(f"Courriel;Rôle;Structure\na@example.org;{said};Les Vergers\n")
        assert (one.role, one.wrong) == (role, "")


@pytest.mark.django_db
class TestInviting:
    @pytest.fixture
    def known(self, gardens, bruno, membership, amina):
        make_actor("Comité des fêtes")
        make_actor("Comité des fêtes", commune="94002")
        invite("gil@example.org", actor=gardens, by=amina)
        OutgoingMessage.objects.all().delete()

    def test_each_line_says_what_it_would_do(self, known):
        lines = judged(read(LIST))
        assert [line.person.email for line in lines if not line.why] == [
            "dina@example.org",
            "farid@example.org",
        ]
        why = {line.person.name: line.why for line in lines}
        for name, words in {
            "Sans Adresse": "vide",
            "Fausse Adresse": "adresse électronique",
            "Deux Fois": "déjà à la ligne 2",
            "Nulle Part": "Aucune structure",
            "Rien Du Tout": "Ni structure ni rôle",
            "Mauvais Rôle": "Roi",
            "Homonyme H": "Plusieurs structures",
            "Bruno B": "en fait déjà partie",
            "Gil G": "déjà invitée",
        }.items():
            assert words in why[name], name

    def test_nothing_leaves_before_the_animator_said_so(self, known, as_amina, gardens):
        address = reverse("workspace:people-list")
        check_html(as_amina.get(address))
        answer = as_amina.post(address, {"pasted": LIST})
        html = check_html(answer)
        assert "2 personnes à inviter" in html
        assert "Laissées de côté (9)" in html
        assert Invitation.objects.count() == 1
        assert not OutgoingMessage.objects.exists()
        signed = answer.context["form"]["people"].value()
        sent = as_amina.post(address, {"people": signed, "message": "À bientôt !"}, follow=True)
        assert "2 invitations envoyées." in check_html(sent)
        dina = Invitation.objects.get(email="dina@example.org")
        assert (dina.name, dina.actor, dina.function, dina.role) == ("Dina Martin", gardens, "directrice", "")
        assert Invitation.objects.get(email="farid@example.org").role == Role.ELECTED
        assert all("À bientôt !" in one.text for one in OutgoingMessage.objects.all())
        # Sent twice, it writes to nobody twice.
        again = as_amina.post(address, {"people": signed, "message": ""}, follow=True)
        assert "0 invitation envoyée. 2 personnes déjà là ou invitées" in check_html(again)
        assert OutgoingMessage.objects.count() == 2

    def test_a_file_reads_as_well(self, known, as_amina):
        rows = "Courriel;Structure\nd@example.org;Les Jardins partagés\n".encode("cp1252")
        posted = {"file": SimpleUploadedFile("gens.csv", rows)}
        assert "1 personne à inviter" in check_html(as_amina.post(reverse("workspace:people-list"), posted))

    @pytest.mark.parametrize("signed", ["rien", "a:b:c"])
    def test_lines_that_were_not_read_here_are_refused(self, known, as_amina, signed):
        answer = as_amina.post(reverse("workspace:people-list"), {"people": signed})
        assert "relisez-la" in check_html(answer)
        assert Invitation.objects.count() == 1

    def test_what_is_no_list_is_said(self, known, as_amina):
        address = reverse("workspace:people-list")
        picture = SimpleUploadedFile("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(300))
        for posted in (
            {"pasted": ""},
            {"pasted": "Nom;Ville\nAnne;Créteil"},
            {"file": picture},
            {"pasted": "Courriel"},
        ):
            answer = as_amina.post(address, posted)
            assert answer.context["form"].errors, posted
            check_html(answer)
        many = "Courriel;Structure\n" + "".join(f"a{n}@example.org;X\n" for n in range(501))
        assert "501 lignes" in check_html(as_amina.post(address, {"pasted": many}))

    def test_a_member_asked_in_by_a_role_alone_is_left_to_their_page(self, bruno, membership):
        (line,) = judged(read("Courriel;Rôle\nbruno@example.org;partenaire\n"))
        assert "déjà membre" in line.why

    def test_queries_do_not_follow_the_lines(self, known, django_assert_max_num_queries):
        people = read("Courriel;Structure\n" + "".join(f"a{n}@example.org;S{n}\n" for n in range(90)))
        with django_assert_max_num_queries(6):
            judged(people)

    def test_someone_who_came_in_meanwhile_is_counted_not_written_to(self, known, as_amina, bruno, amina):
        answer = as_amina.post(reverse("workspace:people-list"), {"pasted": LIST})
        signed = answer.context["form"]["people"].value()
        farid = type(bruno).objects.create_user("farid@example.org", name="Farid")
        grant_role(farid, Role.ELECTED)
        as_amina.post(reverse("workspace:people-list"), {"people": signed})
        assert not Invitation.objects.filter(email="farid@example.org").exists()
        assert InviteAllForm.of([]).initial["people"]
