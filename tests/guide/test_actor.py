"""An actor's page: what it tells, what it hides, where it leads."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from maillage.accounts.models import User
from maillage.actors.actions import (
    confirm_actor,
    edit_actor,
    mark_section,
    merge_actors,
    new_establishment,
    set_state,
    source_for,
)
from maillage.actors.models import (
    Actor,
    ActorState,
    Agreement,
    Contact,
    Contribution,
    Initiative,
    InitiativeActor,
    Membership,
    Picture,
    Service,
    Source,
    SourceKind,
)
from maillage.actors.projection import project
from maillage.territory.models import Commune, Territory
from tests.factories import make_actor
from tests.page import check_html

pytestmark = pytest.mark.django_db
PAGE = "/annuaire/chorale-du-mont-mesly/"


def service(contribution: Contribution, actor: Actor, **fields: Any) -> Service:
    return Service.objects.create(contribution=contribution, actor=actor, said_of=actor, **fields)


def contact(contribution: Contribution, actor: Actor, name: str, consent: str) -> Contact:
    return Contact.objects.create(
        contribution=contribution,
        actor=actor,
        said_of=actor,
        name=name,
        email=f"{name}@x.example",
        consent=consent,
    )


def test_the_page_tells_what_for_whom_where_and_when(
    client: Client, chorale: Actor, contribution: Contribution
) -> None:
    service(
        contribution,
        chorale,
        kind="garde-enfants",
        description="Pendant les répétitions.",
        publics=["familles"],
    )
    project([chorale.pk])
    html = check_html(client.get(PAGE))
    for told in (
        "On y chante, le mardi soir",
        "Jeunes",
        "Personnes âgées",
        "Familles",
        "Garde d’enfants",
        "Pendant les répétitions.",
        "Maison des associations, 1 rue Juliette Savar",
        "Le mardi de 19",
        "01\u00a045\u00a067\u00a089\u00a001",
        'href="tel:+33145678901"',
        'href="mailto:contact@chorale.example"',
        'href="https://chorale.example"',
        "Association",
        "Musique et chant",
        "pas encore vérifiée",
    ):
        assert told in html, told


def test_every_page_is_sound_even_almost_empty(client: Client, nowhere: Actor, at_home: Actor) -> None:
    html = check_html(client.get("/annuaire/reseau-sans-lieu/"))
    assert "Cette page est encore courte" in html
    assert "/annuaire/reseau-sans-lieu/revendiquer/" in html
    check_html(client.get("/annuaire/les-amis-du-jardin/"))


def test_a_home_is_on_no_face_of_the_page(client: Client, at_home: Actor) -> None:
    for path in ("/annuaire/les-amis-du-jardin/", "/annuaire/les-amis-du-jardin.vcf"):
        text = client.get(path).content.decode()
        assert "Créteil" in text
        assert "Lilas" not in text and "48.78" not in text and "2.461" not in text, path


def test_another_place_is_shown_under_the_same_rule(
    client: Client, chorale: Actor, contribution: Contribution
) -> None:
    town = Commune.objects.get(pk="94002")
    new_establishment(
        contribution, chorale, name="Annexe", address="7 rue du Secret", commune=town, is_head_office=False
    ).save()
    new_establishment(
        contribution, chorale, address="Gymnase Cachin, 2 rue Rouge", commune=town, is_head_office=False
    ).save()
    Actor.objects.filter(pk=chorale.pk).update(opening_hours="", description="")
    chorale.facts.filter(field="opening_hours").delete()
    project([chorale.pk])
    html = client.get(PAGE).content.decode()
    assert "Annexe" in html and "Alfortville" in html
    assert "Gymnase Cachin" in html
    assert "rue du Secret" not in html


def test_persons_appear_only_once_they_agreed(
    client: Client, as_amina: Client, as_bruno: Client, bruno: User, chorale: Actor, contribution: Contribution
) -> None:
    contact(contribution, chorale, "Accord", Contact.Consent.AGREED)
    for consent in (Contact.Consent.UNKNOWN, Contact.Consent.INFORMED, Contact.Consent.OBJECTED):
        contact(contribution, chorale, f"Cache-{consent}", consent)
    for stranger in (client, as_bruno):
        html = stranger.get(PAGE).content.decode()
        assert "Accord" in html and "Cache-" not in html
    assert "Accord" not in client.get("/annuaire/chorale-du-mont-mesly.vcf").content.decode(), (
        "general contact only"
    )
    Membership.objects.create(user=bruno, actor=chorale)
    for keeper in (as_amina, as_bruno):
        html = check_html(keeper.get(PAGE))
        assert "Cache-unknown" in html
        assert "x.example" in html, "that of who agreed"
        assert "Cache-unknown@" not in html


def test_only_its_people_see_what_is_missing(
    client: Client, as_amina: Client, as_bruno: Client, bruno: User, chorale: Actor
) -> None:
    for stranger in (client, as_bruno):
        html = stranger.get(PAGE).content.decode()
        assert "Qualité de la page" not in html and "/modifier/" not in html
        assert "/revendiquer/" in html and "/corriger/" in html
    Membership.objects.create(user=bruno, actor=chorale)
    for keeper in (as_amina, as_bruno):
        html = keeper.get(PAGE).content.decode()
        assert "Qualité de la page" in html
        assert "Décrire au moins un service rendu" in html
        assert "/annuaire/chorale-du-mont-mesly/modifier/" in html
    Membership.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "Qualité de la page" not in as_bruno.get(PAGE).content.decode()


def test_each_thing_has_its_source_and_its_date(client: Client, chorale: Actor) -> None:
    source = source_for(SourceKind.STRUCTURE, "Chorale du Mont-Mesly", stated_on=date(2026, 3, 4))
    edit_actor(chorale, {"phone": "0145000000", "address_public": True}, by=None, source=source)
    html = client.get(PAGE).content.decode()
    rows = dict(re.findall(r'<tr><th scope="row">([^<]+)</th><td>([^<]+?)\s*<', html))
    assert rows["Téléphone de la structure"] == "Chorale du Mont-Mesly"
    assert rows["Thèmes"] == "Liste de Créteil"
    assert rows["Adresse"] == "Liste de Créteil"
    assert "4\u00a0mars\u00a02026" in html
    assert "Adresse affichée" not in html, "that a structure shows or hides its address is told to nobody"


def test_the_date_of_the_last_check(client: Client, chorale: Actor) -> None:
    confirm_actor(chorale, by=None, on=date(2026, 5, 1))
    assert "1er\u00a0mai\u00a02026" in client.get(PAGE).content.decode()


def test_agreements_with_their_dates(client: Client, cooperative: Actor, contribution: Contribution) -> None:
    for kind, ends_on in (("EI", date(2030, 1, 1)), ("esus", date(2010, 1, 1))):
        Agreement.objects.create(
            contribution=contribution,
            actor=cooperative,
            said_of=cooperative,
            kind=kind,
            starts_on=date(2005, 1, 1),
            ends_on=ends_on,
        )
    html = check_html(client.get("/annuaire/traiteur-du-port/"))
    assert "Entreprise d’insertion" in html and "Entreprise solidaire d’utilité sociale" in html
    assert html.count(">passé<") == 1


def test_sections_initiatives_and_neighbours(
    client: Client, chorale: Actor, nowhere: Actor, cooperative: Actor, contribution: Contribution
) -> None:
    section = make_actor(
        "Petite chorale", themes=["culture/musique"], position=(48.791, 2.456), family="cooperative"
    )
    mark_section(section, chorale, by=None)
    project_ = Initiative.objects.create(
        contribution=contribution, title="Festival", slug="festival", stage="idea", sort_key="festival"
    )
    hidden = Initiative.objects.create(
        contribution=contribution,
        title="Secret",
        slug="secret",
        stage="idea",
        sort_key="secret",
        published=False,
    )
    for initiative in (project_, hidden):
        InitiativeActor.objects.create(initiative=initiative, actor=chorale, said_of=chorale, role="leader")
    html = check_html(client.get(PAGE))
    assert 'href="/annuaire/petite-chorale/"' in html
    assert 'href="/initiatives/festival/"' in html
    assert "Secret" not in html
    around = html[html.index("Sur le même thème") :]
    assert around.index("Petite chorale") < around.index("Réseau sans lieu"), "nearest and closest theme first"
    assert "Traiteur du port" not in around
    assert 'href="/annuaire/chorale-du-mont-mesly/"' in client.get("/annuaire/petite-chorale/").content.decode()


def test_pictures_carry_their_words_and_their_credit(
    client: Client, chorale: Actor, contribution: Contribution, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    for kind in ("logo", "photo"):
        content = io.BytesIO()
        Image.new("RGB", (40, 30)).save(content, "PNG")
        Picture.objects.create(
            contribution=contribution,
            actor=chorale,
            said_of=chorale,
            kind=kind,
            file=SimpleUploadedFile(f"{kind}.png", content.getvalue()),
            alt=f"Description {kind}",
            credit="Léa Photo",
        )
    html = check_html(client.get(PAGE))
    assert 'alt="Description logo"' in html and 'alt="Description photo"' in html
    assert "© Léa Photo" in html


def test_invented_ones_say_so_and_are_kept_from_search_engines(
    client: Client, plaine_centrale: Territory
) -> None:
    make_actor("Imaginaire", invented=True)
    html = check_html(client.get("/annuaire/imaginaire/"))
    assert "Structure inventée" in html and 'content="noindex"' in html


def test_a_merged_page_leads_to_the_one_kept_for_good(
    client: Client, chorale: Actor, nowhere: Actor, cooperative: Actor, local_list: Source
) -> None:
    merge_actors(nowhere, chorale, by=None, source=local_list)
    merge_actors(cooperative, nowhere, by=None, source=local_list)
    response = client.get(PAGE)
    assert response.status_code == 301
    assert response.headers["Location"] == "/annuaire/traiteur-du-port/"
    assert "Traiteur du port" in client.get("/annuaire/chorale-du-mont-mesly.vcf").content.decode()


def test_a_closed_structure_is_gone_and_its_neighbours_are_shown(
    client: Client, chorale: Actor, nowhere: Actor
) -> None:
    set_state(chorale, ActorState.CLOSED, by=None)
    html = check_html(client.get(PAGE), status=410)
    assert "Chorale du Mont-Mesly a fermé" in html and "Réseau sans lieu" in html
    assert client.get("/annuaire/chorale-du-mont-mesly.vcf").status_code == 404
    assert client.get("/annuaire/chorale-du-mont-mesly.png").status_code == 404


def test_of_a_withdrawn_structure_nothing_is_left(client: Client, as_amina: Client, chorale: Actor) -> None:
    set_state(chorale, ActorState.WITHDRAWN, by=None)
    html = check_html(client.get(PAGE), status=410)
    assert "Mont-Mesly" not in html and "chorale.example" not in html


def test_an_unpublished_page_is_for_its_people(
    client: Client, as_amina: Client, as_chloe: Client, chorale: Actor
) -> None:
    Actor.objects.filter(pk=chorale.pk).update(published=False)
    assert client.get(PAGE).status_code == 404
    assert as_chloe.get(PAGE).status_code == 404
    assert "Page non publiée" in check_html(as_amina.get(PAGE))


def test_an_unknown_page(client: Client, plaine_centrale: Territory) -> None:
    assert client.get("/annuaire/personne/").status_code == 404
    assert client.get("/annuaire/personne.vcf").status_code == 404


def test_words_fixed_in_addresses_are_never_slugs(client: Client, plaine_centrale: Territory) -> None:
    from maillage.actors.actions import RESERVED_SLUGS
    from maillage.guide.urls import urlpatterns

    fixed = {
        str(route.pattern).split("/")[1] for route in urlpatterns if str(route.pattern).startswith("annuaire/")
    }
    assert {word for word in fixed if word and "<" not in word and "." not in word} == RESERVED_SLUGS
    actor = make_actor("Thèmes")
    assert actor.slug == "themes-2"
    assert "Thèmes" in check_html(client.get("/annuaire/themes-2/"))


def test_linked_data_says_what_the_page_says(client: Client, chorale: Actor) -> None:
    html = client.get(PAGE).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data = json.loads(found.group(1))
    assert data["name"] == "Chorale du Mont-Mesly"
    assert data["alternateName"] == ["CMM"]
    assert data["address"]["addressLocality"] == "Créteil"
    assert data["location"]["geo"]["latitude"] == chorale.latitude
    assert data["@id"] == "http://testserver" + PAGE


def test_hostile_words_stay_words(client: Client, plaine_centrale: Territory) -> None:
    actor = make_actor(
        "</script><script>alert(1)</script>", description="</script>", website="https://x.example/?a=1&b=2"
    )
    html = check_html(client.get(f"/annuaire/{actor.slug}/"))
    assert "<script>alert" not in html


def test_a_card_for_the_address_book(client: Client, chorale: Actor) -> None:
    response = client.get("/annuaire/chorale-du-mont-mesly.vcf")
    assert response.headers["Content-Type"].startswith("text/vcard")
    assert 'filename="chorale-du-mont-mesly.vcf"' in response.headers["Content-Disposition"]
    text = response.content.decode().replace("\r\n ", "")
    assert "FN:Chorale du Mont-Mesly\r\n" in text
    assert "SOURCE:http://testserver/annuaire/chorale-du-mont-mesly/" in text


def test_the_picture_that_is_shared(client: Client, chorale: Actor) -> None:
    response = client.get("/annuaire/chorale-du-mont-mesly.png")
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    again = client.get(
        "/annuaire/chorale-du-mont-mesly.png", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    assert (
        'property="og:image" content="http://testserver/annuaire/chorale-du-mont-mesly.png"'
        in client.get(PAGE).content.decode()
    )


def test_the_public_address_is_used_where_it_is_configured(
    client: Client, chorale: Actor, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://ess.example"
    html = client.get(PAGE).content.decode()
    assert '<link rel="canonical" href="https://ess.example/annuaire/chorale-du-mont-mesly/">' in html


def test_the_number_of_queries_does_not_follow_what_the_page_holds(
    client: Client, chorale: Actor, contribution: Contribution, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE)
    for number in range(30):
        service(contribution, chorale, kind="garde-enfants", name=str(number), publics=["familles"])
        contact(contribution, chorale, f"Personne {number}", Contact.Consent.AGREED)
        make_actor(f"Chorale {number}", themes=["culture/musique"])
        new_establishment(
            contribution,
            chorale,
            address=f"Gymnase {number}",
            commune=Commune.objects.get(pk="94002"),
            is_head_office=False,
        ).save()
    project([chorale.pk])
    with django_assert_max_num_queries(20) as many:
        client.get(PAGE)
    assert len(many) <= len(few)
