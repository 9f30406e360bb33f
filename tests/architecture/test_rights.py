"""Who may open what: every address of the site against every kind of person, walked one by one."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image

from maillage.accounts.models import User
from maillage.actors.models import Actor, Contact, Contribution, Initiative, Membership
from maillage.guide.models import GuideDocument, GuideEdition
from maillage.imports.actions.preparing import open_batch, open_list
from maillage.imports.models import DoubtfulPair
from maillage.observatory.models import Diagnosis, PracticeGrid
from maillage.opendata.diagnosis import Diagnosis as FrozenDiagnosis
from maillage.outbox.models import MessageState, OutgoingMessage
from maillage.territory.models import Pole, Territory
from maillage.upkeep.models import Campaign, CampaignEntry, PersonRequest, Suggestion
from maillage.workspace.actions.discussions import open_discussion
from maillage.workspace.actions.documents import give_document
from maillage.workspace.actions.news import (
    Written,
    add_picture,
    keep_column,
    plan_text,
    publish_article,
    write_article,
)
from maillage.workspace.actions.newsletter import compose
from maillage.workspace.actions.presence import Pressed, give_link, sessions_of_event, take_marks
from maillage.workspace.models import (
    Article,
    ArticlePicture,
    ArticleVersion,
    CalendarFeed,
    Column,
    ColumnText,
    DatePoll,
    Delivery,
    Discussion,
    Event,
    FeedbackLink,
    FeedbackRound,
    Group,
    GroupMember,
    Guest,
    Invitation,
    JoinRequest,
    Message,
    Newsletter,
    Notification,
    PollSlot,
    PollVoter,
    Profile,
    Reaction,
    Reader,
    Registration,
    ReplyAddress,
    Subscriber,
    Task,
)
from tests.factories import make_actor, make_contribution
from tests.workspace.agenda_ground import make_event, make_registration
from tests.workspace.test_contents import picture as drawn


class To(Enum):
    """To whom an address is open; all others are sent to sign in, or refused."""

    ALL = "everybody"
    VISITORS = "those who are not signed in; the others are sent to their space"
    LINK = "whoever holds the personal link"
    SIGNED_IN = "those who are signed in"
    MEMBER = "the Pôle's members"
    STRUCTURE = "the structure's people, and the animator"
    ANIMATOR = "the animator"
    OWNER = "the person whose it is; for the others it does not exist"


ROLES = {
    To.ALL: {"visitor", "chloe", "bruno", "amina"},
    To.VISITORS: {"visitor", "chloe", "bruno", "amina"},
    To.LINK: {"visitor", "chloe", "bruno", "amina"},
    To.SIGNED_IN: {"chloe", "bruno", "amina"},
    To.MEMBER: {"bruno", "amina"},
    To.STRUCTURE: {"bruno", "amina"},
    To.ANIMATOR: {"amina"},
    To.OWNER: {"bruno"},
}

# A new address is not reachable by anybody's mistake: it has to be written here first.
RIGHTS: dict[str, To] = {
    "home": To.ALL,
    "pole-colours": To.ALL,
    "my-space": To.SIGNED_IN,
    "animation": To.ANIMATOR,
    "mail-trouble": To.ANIMATOR,
    "legal": To.ALL,
    "personal-data": To.ALL,
    "accessibility": To.ALL,
    "site-map": To.ALL,
    "health": To.ALL,
    "robots": To.ALL,
    "favicon": To.ALL,
    "media": To.ALL,
    "gallery": To.ALL,
    "account_login": To.VISITORS,
    "account_logout": To.ALL,
    "account_inactive": To.ALL,
    "account_signup": To.VISITORS,
    "account_reauthenticate": To.SIGNED_IN,
    "account_email": To.SIGNED_IN,
    "account_email_verification_sent": To.VISITORS,
    "account_confirm_login_code": To.VISITORS,
    "account_request_login_code": To.VISITORS,
    "mfa_index": To.SIGNED_IN,
    "mfa_authenticate": To.VISITORS,
    "mfa_reauthenticate": To.SIGNED_IN,
    "mfa_activate_totp": To.SIGNED_IN,
    "mfa_deactivate_totp": To.SIGNED_IN,
    "mfa_view_recovery_codes": To.SIGNED_IN,
    "mfa_generate_recovery_codes": To.SIGNED_IN,
    "mfa_download_recovery_codes": To.SIGNED_IN,
    "mfa_list_webauthn": To.SIGNED_IN,
    "mfa_add_webauthn": To.SIGNED_IN,
    "mfa_reauthenticate_webauthn": To.SIGNED_IN,
    "mfa_remove_webauthn": To.SIGNED_IN,
    "mfa_edit_webauthn": To.SIGNED_IN,
    "mfa_login_webauthn": To.VISITORS,
    "account_data": To.SIGNED_IN,
    "account_data_file": To.SIGNED_IN,
    "account_end": To.SIGNED_IN,
    "usersessions_list": To.SIGNED_IN,
    "guide:list": To.ALL,
    "guide:embedded": To.ALL,
    "guide:embedding": To.ALL,
    "guide:points": To.ALL,
    "guide:names": To.ALL,
    "guide:ground": To.ALL,
    "guide:export-csv": To.ALL,
    "guide:export-xlsx": To.ALL,
    "guide:export-geojson": To.ALL,
    "guide:feed": To.ALL,
    "guide:mailing": To.ANIMATOR,
    "guide:themes": To.ALL,
    "guide:theme": To.ALL,
    "guide:communes": To.ALL,
    "guide:commune": To.ALL,
    "guide:card": To.ALL,
    "guide:actor-image": To.ALL,
    "guide:actor": To.ALL,
    "guide:initiatives": To.ALL,
    "guide:initiative": To.ALL,
    "guide:sitemap": To.ALL,
    "guide:sitemap-part": To.ALL,
    "paper:published": To.ALL,
    "paper:file": To.ALL,
    "paper:cover": To.ALL,
    "paper:editions": To.ANIMATOR,
    "paper:new": To.ANIMATOR,
    "paper:edition": To.ANIMATOR,
    "paper:edit": To.ANIMATOR,
    "paper:prove": To.ANIMATOR,
    "paper:freeze": To.ANIMATOR,
    "paper:frozen": To.ANIMATOR,
    "paper:publish": To.ANIMATOR,
    "paper:unpublish": To.ANIMATOR,
    "paper:duplicate": To.ANIMATOR,
    "paper:delete": To.ANIMATOR,
    "paper:progress": To.ANIMATOR,
    "paper:proof": To.ANIMATOR,
    "imports:list": To.ANIMATOR,
    "imports:new": To.ANIMATOR,
    "imports:batch": To.ANIMATOR,
    "imports:columns": To.ANIMATOR,
    "imports:run": To.ANIMATOR,
    "imports:stop": To.ANIMATOR,
    "imports:undo": To.ANIMATOR,
    "imports:refused": To.ANIMATOR,
    "imports:pairs": To.ANIMATOR,
    "imports:pair": To.ANIMATOR,
    "territory:pole": To.ANIMATOR,
    "territory:default-colours": To.ANIMATOR,
    "observatory:diagnosis": To.ALL,
    "observatory:frozen": To.ALL,
    "observatory:figure": To.ALL,
    "observatory:rows": To.ALL,
    "observatory:chart": To.ALL,
    "observatory:figures": To.ALL,
    "observatory:report": To.ALL,
    "observatory:note": To.ALL,
    "observatory:commune-note": To.ALL,
    "observatory:compare": To.ALL,
    "observatory:changes": To.ALL,
    "observatory:propose": To.ANIMATOR,
    "observatory:data": To.ANIMATOR,
    "observatory:links": To.ANIMATOR,
    "observatory:practices": To.ALL,
    "observatory:practices-year": To.ALL,
    "observatory:practice-grid": To.ALL,
    "observatory:practices-link": To.LINK,
    "observatory:practice-grids": To.ANIMATOR,
    "observatory:edit-grid": To.ANIMATOR,
    "demo:about": To.ALL,
    "demo:enter": To.ALL,
    "demo:list": To.ALL,
    "outbox:mailbox": To.ALL,
    "outbox:message": To.ALL,
    "upkeep:claim": To.ALL,
    "upkeep:suggest": To.ALL,
    "upkeep:edit": To.STRUCTURE,
    "upkeep:pictures": To.STRUCTURE,
    "upkeep:history": To.STRUCTURE,
    "upkeep:withdraw_edit": To.ANIMATOR,
    "upkeep:state": To.ANIMATOR,
    "upkeep:people": To.ANIMATOR,
    "upkeep:propose": To.ALL,
    "upkeep:suggested": To.ALL,
    "upkeep:removal": To.ALL,
    "upkeep:asked": To.ALL,
    "upkeep:prove": To.LINK,
    "upkeep:mine": To.SIGNED_IN,
    "upkeep:code": To.ALL,
    "upkeep:freshness": To.LINK,
    "upkeep:freshness_correct": To.LINK,
    "upkeep:freshness_thanks": To.LINK,
    "upkeep:consent": To.LINK,
    "upkeep:inbox": To.ANIMATOR,
    "upkeep:request": To.ANIMATOR,
    "upkeep:suggestion": To.ANIMATOR,
    "upkeep:campaigns": To.ANIMATOR,
    "upkeep:new_campaign": To.ANIMATOR,
    "upkeep:campaign": To.ANIMATOR,
    "upkeep:letters": To.ANIMATOR,
    "upkeep:contacts": To.ANIMATOR,
    "workspace:join": To.ALL,
    "workspace:join-asked": To.ALL,
    "workspace:join-prove": To.LINK,
    "workspace:invitation": To.LINK,
    "workspace:members": To.MEMBER,
    "workspace:profile": To.SIGNED_IN,
    "workspace:leave": To.OWNER,
    "workspace:invite-colleague": To.STRUCTURE,
    "workspace:people": To.ANIMATOR,
    "workspace:invite": To.ANIMATOR,
    "workspace:people-list": To.ANIMATOR,
    "workspace:person": To.ANIMATOR,
    "workspace:join-request": To.ANIMATOR,
    "workspace:groups": To.ALL,
    "workspace:new-group": To.ANIMATOR,
    "workspace:group": To.ALL,
    "workspace:edit-group": To.ANIMATOR,
    "workspace:group-members": To.MEMBER,
    "workspace:search": To.ALL,
    "workspace:documents": To.MEMBER,
    "workspace:document": To.ALL,
    "workspace:edit-document": To.ANIMATOR,
    "workspace:document-readings": To.ANIMATOR,
    "workspace:document-file": To.ALL,
    "workspace:document-picture": To.ALL,
    "workspace:group-documents": To.MEMBER,
    "workspace:give-document": To.ANIMATOR,
    "workspace:document-bin": To.ANIMATOR,
    "workspace:agenda-feed": To.ALL,
    "workspace:agenda": To.ALL,
    "workspace:agenda-past": To.ALL,
    "workspace:agenda-this-month": To.ALL,
    "workspace:agenda-month": To.ALL,
    "workspace:agenda-map": To.ALL,
    "workspace:agenda-points": To.ALL,
    "workspace:agenda-subscriptions": To.ALL,
    "workspace:agenda-theme-feed": To.ALL,
    "workspace:agenda-personal-feed": To.LINK,
    "workspace:new-event": To.MEMBER,
    "workspace:manage-agenda": To.MEMBER,
    "workspace:import-calendar": To.ANIMATOR,
    "workspace:event": To.ALL,
    "workspace:event-ics": To.ALL,
    "workspace:edit-event": To.ANIMATOR,
    "workspace:publish-event": To.ANIMATOR,
    "workspace:move-event": To.ANIMATOR,
    "workspace:cancel-event": To.ANIMATOR,
    "workspace:repeat-event": To.ANIMATOR,
    "workspace:event-programme": To.ANIMATOR,
    "workspace:event-questions": To.ANIMATOR,
    "workspace:event-poll": To.MEMBER,
    "workspace:open-poll": To.ANIMATOR,
    "workspace:register": To.ALL,
    "workspace:register-asked": To.ALL,
    "workspace:register-colleague": To.SIGNED_IN,
    "workspace:registered": To.ANIMATOR,
    "workspace:registered-csv": To.ANIMATOR,
    "workspace:add-guest": To.ANIMATOR,
    "workspace:guest": To.ANIMATOR,
    "workspace:registration": To.LINK,
    "workspace:poll-voter": To.LINK,
    "workspace:presence": To.ANIMATOR,
    "workspace:presence-list": To.ANIMATOR,
    "workspace:presence-csv": To.ANIMATOR,
    "workspace:checkin-links": To.ANIMATOR,
    "workspace:guests": To.ANIMATOR,
    "workspace:guests-csv": To.ANIMATOR,
    "workspace:invite-guest": To.ANIMATOR,
    "workspace:import-guests": To.ANIMATOR,
    "workspace:edit-guest": To.ANIMATOR,
    "workspace:signing-sheet": To.ANIMATOR,
    "workspace:badges": To.ANIMATOR,
    "workspace:certificates": To.ANIMATOR,
    "workspace:certificate": To.ANIMATOR,
    "workspace:minutes": To.ANIMATOR,
    "workspace:resolutions": To.ANIMATOR,
    "workspace:feedback": To.ANIMATOR,
    "workspace:event-statistics": To.ANIMATOR,
    "workspace:event-statistics-csv": To.ANIMATOR,
    "workspace:event-statistics-rows": To.ANIMATOR,
    "workspace:my-certificate": To.LINK,
    "workspace:feedback-answer": To.LINK,
    "workspace:checkin": To.LINK,
    "workspace:checkin-plain": To.LINK,
    "workspace:checkin-list": To.LINK,
    "workspace:checkin-marks": To.LINK,
    "workspace:checkin-worker": To.LINK,
    "workspace:subscribe": To.ALL,
    "workspace:subscribe-asked": To.ALL,
    "workspace:subscription": To.LINK,
    "workspace:leave-newsletter": To.LINK,
    "workspace:newsletters": To.ANIMATOR,
    "workspace:new-newsletter": To.ANIMATOR,
    "workspace:newsletter": To.ANIMATOR,
    "workspace:edit-newsletter": To.ANIMATOR,
    "workspace:subscribers": To.ANIMATOR,
    "workspace:subscriber": To.ANIMATOR,
    "workspace:newsletter-recipients": To.ANIMATOR,
    "workspace:send-newsletter": To.ANIMATOR,
    "workspace:remove-newsletter": To.ANIMATOR,
    "workspace:newsletter-preview": To.ANIMATOR,
    "workspace:newsletter-text": To.ANIMATOR,
    "workspace:deliveries": To.ANIMATOR,
    "workspace:articles": To.ALL,
    "workspace:articles-feed": To.ALL,
    "workspace:article-picture": To.ALL,
    "workspace:article": To.ALL,
    "workspace:newsroom": To.MEMBER,
    "workspace:new-article": To.MEMBER,
    "workspace:editorial-calendar": To.ANIMATOR,
    "workspace:editorial-month": To.ANIMATOR,
    "workspace:columns": To.ANIMATOR,
    "workspace:press": To.ANIMATOR,
    "workspace:edit-article": To.ANIMATOR,
    "workspace:article-state": To.ANIMATOR,
    "workspace:remove-article": To.ANIMATOR,
    "workspace:article-versions": To.ANIMATOR,
    "workspace:article-pictures": To.ANIMATOR,
    "workspace:article-columns": To.ANIMATOR,
    "workspace:column-text": To.ANIMATOR,
    "workspace:column-sheet": To.ANIMATOR,
    "workspace:column-txt": To.ANIMATOR,
    "workspace:discussions": To.MEMBER,
    "workspace:reports": To.ANIMATOR,
    "workspace:discussion": To.MEMBER,
    "workspace:edit-discussion": To.ANIMATOR,
    "workspace:message": To.MEMBER,
    "workspace:edit-message": To.ANIMATOR,
    "workspace:message-versions": To.ANIMATOR,
    "workspace:report-message": To.MEMBER,
    "workspace:hide-message": To.ANIMATOR,
    "workspace:group-discussions": To.MEMBER,
    "workspace:new-discussion": To.ANIMATOR,
    "workspace:group-decisions": To.MEMBER,
    "workspace:tasks": To.MEMBER,
    "workspace:tasks-csv": To.MEMBER,
    "workspace:new-task": To.MEMBER,
    "workspace:task": To.MEMBER,
    "workspace:edit-task": To.ANIMATOR,
    "workspace:group-tasks": To.MEMBER,
    "workspace:group-tasks-csv": To.MEMBER,
    "workspace:new-group-task": To.ANIMATOR,
    "workspace:notifications": To.SIGNED_IN,
    "workspace:rhythms": To.SIGNED_IN,
}


# A page, another one, or a word that only a form answers.
OPEN = {200, 301, 302, 405}
# Open to those said above, but empty in this test: no such file or key, no edition frozen or published.
ABSENT = {
    "media", "mfa_remove_webauthn", "mfa_edit_webauthn", "paper:file", "paper:cover", "paper:frozen",
    "paper:proof", "demo:list",
}  # fmt: skip
# Steps of something that begins elsewhere: a code that was sent, a key or an application in service.
STEPS = {
    "account_confirm_login_code", "account_email_verification_sent", "account_reauthenticate",
    "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}"
        else:
            yield from addresses(one, f"{space}{one.namespace}:" if one.namespace else space)


@pytest.fixture
def ground(
    plaine_centrale: Territory,
    bruno: User,
    chloe: object,
    amina: User,
    frozen_once: FrozenDiagnosis,
    settings: Any,
) -> dict[str, dict[str, Any]]:
    """A territory with one of each thing, and what to write in the addresses that need it."""
    gardens: Actor = make_actor("Les Jardins partagés", email="jardins@example.org", themes=["environnement"])
    membership = Membership.objects.create(user=bruno, actor=gardens, function="président")
    invitation = Invitation.objects.create(email="f@example.org", actor=gardens)
    asking = JoinRequest.objects.create(
        kind=JoinRequest.Kind.OTHER, name="Gilles", email="g@example.org", state=JoinRequest.State.WAITING
    )
    group = Group.objects.create(name="Mobilité", slug="mobilite", visibility=Group.Visibility.PUBLIC)
    GroupMember.objects.create(group=group, user=amina, is_lead=True)
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    upload = SimpleUploadedFile("plan.png", picture.getvalue())
    paper = give_document(group, upload, title="Plan", public=True, by=amina)
    event = make_event("Forum", asks_meal=True)
    registration = make_registration(event, state=Registration.State.TO_CONFIRM)
    sought = make_event("Réunion", state=Event.State.DRAFT, starts_at=None, audience=Event.Audience.MEMBERS)
    poll = DatePoll.objects.create(event=sought, closes_on=timezone.localdate() + timedelta(days=9))
    PollSlot.objects.create(poll=poll, starts_at=event.starts_at, ends_at=event.ends_at)
    voter = PollVoter.objects.create(poll=poll, email="v@example.org")
    feed = CalendarFeed.objects.create(user=bruno)
    guest = Guest.objects.create(event=event, name="Nadia Exemple")
    phone = give_link(event, "Accueil", by=amina)
    past = make_event("Forum passé", days=-2)
    came = make_registration(past)
    take_marks(past, [Pressed(uuid4(), f"r{came.pk}", True, sessions_of_event(past)[0].key, timezone.now())])
    opinions = FeedbackRound.objects.create(event=past, opened_at=timezone.now())
    asked = FeedbackLink.objects.create(round=opinions, registration=came, is_sent=True)
    thread = open_discussion(group, title="Un minibus", text="Qui en aurait l’usage ?", by=amina)
    task = Task.objects.create(group=group, title="Appeler le garage", created_by=amina)
    article = write_article(Article(), Written(title="Un four à pain", text="Il chauffe."), by=amina)
    publish_article(article, by=amina)
    article.refresh_from_db()
    upload = SimpleUploadedFile("four.png", drawn("PNG"))
    shown = add_picture(article, upload, alt="Un four", by=amina)
    page = keep_column(Column(name="Journal", channel="journal", limit=900), by=amina)
    planned = plan_text(article, page, due_on=None, by=amina)
    issue = compose(Newsletter(subject="Mars", intro="Bonjour."), articles=[article], events=[], by=amina)
    copy = Delivery.objects.create(newsletter=issue, email="nadia@example.org")
    subscriber = Subscriber.objects.create(email="nadia@example.org")
    campaign = Campaign.objects.create(
        name="Printemps",
        message="Bonjour",
        closes_on=timezone.localdate() + timedelta(days=30),
        state=Campaign.State.OPEN,
    )
    entry = CampaignEntry.objects.create(campaign=campaign, actor=gardens, email="jardins@example.org")
    unproven = PersonRequest.objects.create(
        kind=PersonRequest.Kind.CLAIM, actor=gardens, email="d@example.org", name="Dominique"
    )
    waiting = PersonRequest.objects.create(
        kind=PersonRequest.Kind.CLAIM,
        actor=gardens,
        email="e@example.org",
        name="Elsa",
        state=PersonRequest.State.WAITING,
    )
    suggestion = Suggestion.objects.create(actor=gardens, values={"phone": "01 43 00 00 00"})
    source = make_contribution()
    contact = Contact.objects.create(
        actor=gardens, contribution=source, name="Dominique", email="d@example.org"
    )
    letter = OutgoingMessage.objects.create(
        to=["d@example.org"],
        from_email="pole@example.org",
        subject="Bonjour",
        text="Bonjour",
        mime=b"",
        state=MessageState.KEPT,
    )
    edit = Contribution.objects.create(source=source.source, kind=Contribution.Kind.EDIT, label="Correction")
    initiative = Initiative.objects.create(
        title="Épicerie", slug="epicerie", sort_key="epicerie", contribution=source, stage="idea"
    )
    batch = open_batch(open_list("Nom\tCommune\nLes Vergers\tCréteil", "Lignes collées"))
    orchard = make_actor("Les Jardins partages")
    pair = DoubtfulPair.objects.create(first=gardens, second=orchard, score=0.7)
    edition = GuideEdition.objects.create(name="Édition 2026")
    proof = GuideDocument.objects.create(edition=edition, kind=GuideDocument.Kind.PROOF)
    settings.DATA_DIR = frozen_once.folder.parents[2]
    diagnosis = Diagnosis.objects.create(
        territory=plaine_centrale,
        slug=frozen_once.territory["slug"],
        reference=frozen_once.reference,
        stated_on=frozen_once.on,
        state=Diagnosis.State.READY,
        published=True,
    )
    frozen = {"slug": diagnosis.slug, "reference": diagnosis.reference}
    town = make_actor("Ville d’Alfortville", family="public")
    grid = PracticeGrid.objects.create(actor=town, year=2024, state=PracticeGrid.State.PUBLISHED)
    of_batch, of_edition = {"pk": batch.pk}, {"pk": edition.pk}
    return {
        "slug": {"slug": gardens.slug},
        "guide:theme": {"code": "culture"},
        "guide:commune": {"slug": "creteil-94028"},
        "guide:initiative": {"slug": initiative.slug},
        "guide:sitemap-part": {"section": "structures"},
        **{f"imports:{name}": of_batch for name in ("batch", "columns", "run", "stop", "undo", "refused")},
        "imports:pair": {"pk": pair.pk},
        **{
            f"paper:{name}": of_edition
            for name in (
                "file",
                "cover",
                "edition",
                "edit",
                "freeze",
                "publish",
                "unpublish",
                "duplicate",
                "delete",
            )
        },
        "paper:prove": {**of_edition, "kind": "ecran"},
        "paper:frozen": {**of_edition, "use": "ecran"},
        "paper:progress": {"pk": proof.pk},
        "paper:proof": {"pk": proof.pk},
        "upkeep:withdraw_edit": {"slug": gardens.slug, "pk": edit.pk},
        "upkeep:prove": {"token": unproven.token},
        "upkeep:freshness": {"token": entry.token},
        "upkeep:freshness_correct": {"token": entry.token},
        "upkeep:freshness_thanks": {"token": entry.token},
        "upkeep:consent": {"token": contact.token},
        "upkeep:request": {"pk": waiting.pk},
        "upkeep:suggestion": {"pk": suggestion.pk},
        "upkeep:campaign": {"pk": campaign.pk},
        "upkeep:letters": {"pk": campaign.pk},
        **{
            f"observatory:{name}": frozen
            for name in ("frozen", "report", "note", "compare", "changes", "propose")
        },
        "observatory:figure": {**frozen, "code": "essentiel.etablissements"},
        "observatory:rows": {**frozen, "code": "essentiel.etablissements", "form": "csv"},
        "observatory:chart": {**frozen, "code": "familles", "form": "svg"},
        "observatory:figures": {**frozen, "form": "csv"},
        "observatory:commune-note": {**frozen, "commune": "94002"},
        "observatory:practices-year": {"year": 2024},
        "observatory:practice-grid": {"year": 2024, "slug": town.slug},
        "observatory:practices-link": {"token": grid.token},
        "observatory:edit-grid": {"pk": grid.pk},
        "demo:list": {"filename": "associations_alfortville.csv"},
        "outbox:message": {"pk": letter.pk},
        "media": {"path": "pictures/none.png"},
        "workspace:join-prove": {"token": asking.token},
        "workspace:invitation": {"token": invitation.token},
        "workspace:leave": {"pk": membership.pk},
        "workspace:person": {"pk": bruno.pk},
        "workspace:join-request": {"pk": asking.pk},
        **{f"workspace:{name}": {"slug": event.slug} for name in OF_EVENT},
        "workspace:agenda-month": {"month": "2026-03"},
        "workspace:agenda-theme-feed": {"code": "culture"},
        "workspace:agenda-personal-feed": {"token": feed.token},
        "workspace:guest": {"slug": event.slug, "pk": registration.pk},
        "workspace:registration": {"token": registration.token},
        "workspace:event-poll": {"slug": sought.slug},
        "workspace:open-poll": {"slug": sought.slug},
        "workspace:poll-voter": {"token": voter.token},
        **{f"workspace:{name}": {"slug": group.slug} for name in ("group", "edit-group", "group-members")},
        **{
            f"workspace:{name}": {"slug": group.slug}
            for name in ("group-documents", "give-document", "document-bin")
        },
        **{
            f"workspace:{name}": {"uid": paper.uid}
            for name in ("document", "edit-document", "document-readings")
        },
        **{f"workspace:document-{name}": {"uid": paper.uid, "number": 1} for name in ("file", "picture")},
        **{f"workspace:{name}": {"slug": event.slug} for name in OF_PRESENCE},
        "workspace:edit-guest": {"slug": event.slug, "pk": guest.pk},
        "workspace:certificate": {"slug": past.slug, "pk": came.pk},
        "workspace:my-certificate": {"token": came.token},
        "workspace:feedback-answer": {"token": asked.token},
        **{f"workspace:{name}": {"token": phone.token} for name in OF_DOOR},
        "workspace:subscription": {"token": subscriber.token},
        "workspace:subscriber": {"pk": subscriber.pk},
        "workspace:leave-newsletter": {"token": copy.token},
        **{f"workspace:{name}": {"pk": issue.pk} for name in OF_NEWSLETTER},
        "workspace:article": {"slug": article.slug},
        "workspace:article-picture": {"uid": shown.uid},
        "workspace:editorial-month": {"month": "2026-03"},
        **{f"workspace:{name}": {"pk": article.pk} for name in OF_ARTICLE},
        **{f"workspace:column-{name}": {"pk": article.pk, "text": planned.pk} for name in OF_COLUMN},
        **{f"workspace:{name}": {"pk": thread.pk} for name in ("discussion", "edit-discussion")},
        **{f"workspace:{name}": {"pk": thread.pk, "number": 1} for name in OF_MESSAGE},
        **{f"workspace:{name}": {"pk": task.pk} for name in ("task", "edit-task")},
        **{f"workspace:{name}": {"slug": group.slug} for name in OF_GROUP},
        "mfa_remove_webauthn": {"pk": 1},
        "mfa_edit_webauthn": {"pk": 1},
    }


@pytest.fixture
def cast(client: Client, as_chloe: Client, as_bruno: Client, as_amina: Client) -> dict[str, Client]:
    return {"visitor": client, "chloe": as_chloe, "bruno": as_bruno, "amina": as_amina}


@pytest.fixture(autouse=True)
def demonstration(settings: Any, db: None) -> None:
    settings.DEMO = True
    Pole.objects.update_or_create(pk=1, defaults={"is_demonstration": True})


def address(name: str, ground: dict[str, dict[str, Any]]) -> str:
    """Where `name` is, about the things of the ground."""
    for kwargs in (ground.get(name), None, ground["slug"]):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{name} needs something of the ground in its address")


def sent_to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def refused(answer: Any) -> bool:
    return answer.status_code == 403 or sent_to_sign_in(answer)


def test_every_address_is_in_the_table():
    known = set(addresses())
    assert sorted(known - set(RIGHTS)) == [], "say to whom these are open"
    assert sorted(set(RIGHTS) - known) == [], "these are gone"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "chloe", "bruno", "amina"])
def test_each_address_lets_in_whom_it_should_and_nobody_else(role, cast, ground):
    wrong = []
    for name in addresses():
        url, to = address(name, ground), RIGHTS[name]
        opened = cast[role].get(url)
        if role in ROLES[to]:
            if name not in ABSENT | STEPS and (refused(opened) or opened.status_code not in OPEN):
                wrong.append(f"{name}: {opened.status_code}, should be open to {to.value}")
            continue
        answers = [one for one in (opened, cast[role].post(url)) if one.status_code != 405]
        no = 404 if to is To.OWNER else 403
        shut = [sent_to_sign_in(one) if role == "visitor" else one.status_code == no for one in answers]
        if not shut or not all(shut):
            told = [one.status_code for one in answers]
            wrong.append(f"{name}: {told}, should be open only to {to.value}")
    assert wrong == []


@pytest.mark.django_db
def test_opening_any_page_writes_nothing_said_of_an_actor(cast, ground):
    """Mail scanners open links: what a page shows changes on a POST alone."""
    written = (
        *(Actor, Contribution, Membership, PersonRequest, Suggestion, Campaign, CampaignEntry, Contact),
        *(Group, GroupMember, Invitation, JoinRequest, Notification, Profile),
        *(Event, Registration, DatePoll, PollVoter, CalendarFeed),
        *(Discussion, Message, Reader, Reaction, ReplyAddress, Task),
        *(Article, ArticlePicture, ArticleVersion, Column, ColumnText, Newsletter, Delivery, Subscriber),
    )

    def state() -> list[Any]:
        return [list(model.objects.order_by("pk").values()) for model in written]

    before = state()
    for name in addresses():
        cast["amina" if RIGHTS[name] is To.ANIMATOR else "bruno"].get(address(name, ground))
    assert state() == before


OF_EVENT = (
    "event", "event-ics", "edit-event", "publish-event", "move-event", "cancel-event", "repeat-event",
    "event-programme", "event-questions", "register", "register-asked", "register-colleague", "registered",
    "registered-csv", "add-guest",
)  # fmt: skip
OF_PRESENCE = (
    "presence", "presence-list", "presence-csv", "checkin-links", "guests", "guests-csv", "invite-guest",
    "import-guests", "signing-sheet", "badges", "certificates", "minutes", "resolutions", "feedback",
)  # fmt: skip
OF_DOOR = ("checkin", "checkin-plain", "checkin-list", "checkin-marks", "checkin-worker")
OF_NEWSLETTER = (
    "newsletter", "edit-newsletter", "send-newsletter", "remove-newsletter", "newsletter-preview",
    "newsletter-text", "newsletter-recipients", "deliveries",
)  # fmt: skip
OF_ARTICLE = (
    "edit-article", "article-state", "remove-article", "article-versions", "article-pictures",
    "article-columns",
)  # fmt: skip
OF_COLUMN = ("text", "sheet", "txt")
OF_MESSAGE = ("message", "edit-message", "message-versions", "report-message", "hide-message")
OF_GROUP = (
    "group-discussions", "new-discussion", "group-decisions", "group-tasks", "group-tasks-csv",
    "new-group-task",
)  # fmt: skip
ODD = ("abc", "9" * 20, "\x00")
ASKED = (
    "page",
    "q",
    "theme",
    "commune",
    "famille",
    "tri",
    "partie",
    "avec",
    "voir",
    "jour",
    "lieu",
    "v",
    "sorte",
    "groupe",
    "mois",
    "ordre",
    "etat",
    "rubrique",
)


@pytest.mark.django_db
def test_no_address_falls_over_what_nobody_should_send(as_amina, amina, ground):
    """Numbers that are none, dates that are no day, buttons of a page that is gone: said, or passed over."""
    fallen = []
    for name in addresses():
        url = address(name, ground)
        as_amina.force_login(amina)  # an address before may have signed her out
        with transaction.atomic():
            text = text_of(as_amina.get(url))
            transaction.set_rollback(True)
        fields = set(re.findall(r'name="([\w.-]+)"', text)) - {"csrfmiddlewaretoken"}
        buttons = set(re.findall(r'<button[^>]*\bname="([\w.-]+)"', text))
        tries: list[tuple[str, dict[str, str]]] = [("get", dict.fromkeys(ASKED, value)) for value in ODD]
        tries += [("post", dict.fromkeys(sorted(fields - buttons), value)) for value in ODD]
        tries += [("post", {button: value}) for button in sorted(buttons) for value in ODD]
        for way, sent in tries:
            try:
                with transaction.atomic():
                    getattr(as_amina, way)(url, sent)
                    transaction.set_rollback(True)
            except Exception as error:
                fallen.append(f"{way} {name} {sent}: {error!r}")
    assert fallen == []


def text_of(answer: Any) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")
