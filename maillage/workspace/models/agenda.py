"""Events of every kind, their programme, who registers, the polls that find a date, and private calendars."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from maillage.actors.models import Actor, new_token
from maillage.territory.models import Commune
from maillage.workspace.domain.agenda import day_in_french, time_in_french, when_in_french

from .groups import Group
from .names import PersonSortKey
from .searched import Searched


def new_uid() -> str:
    """The identifier by which every calendar knows an event, for ever."""
    return str(uuid.uuid4())


class EventSeries(models.Model):
    """Events made together by a rule; each is then its own."""

    # What `domain.recurrence.Rule` holds, as plain JSON.
    rule = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"série {self.pk}"


class EventQuerySet(models.QuerySet["Event"]):
    def shown(self) -> EventQuerySet:
        """Those that were published, cancelled ones among them."""
        return self.exclude(state=Event.State.DRAFT)

    def published(self) -> EventQuerySet:
        """Those that take place."""
        return self.filter(state=Event.State.PUBLISHED)

    def coming(self, now: datetime | None = None) -> EventQuerySet:
        """Those that are not over, the next first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> EventQuerySet:
        """Those that are over, the last first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def between(self, start: datetime, end: datetime) -> EventQuerySet:
        """Those that take place in part from `start` (in) to `end` (out)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start).order_by("starts_at", "pk")


class Event(Searched):
    """Anything that has a date, from a permanence to the forum: one model for all, told apart by its kind."""

    IN_TEXT = ("description", "teaches", "for_whom", "problem", "place", "address", "commune")

    class Kind(models.TextChoices):
        HIGH_POINT = "high-point", "temps fort annuel"
        FORUM = "forum", "forum"
        ENCOUNTER = "encounter", "rencontre entre acteurs"
        CALL_DAY = "call-day", "journée d’appel"
        LOCAL = "local", "événement de proximité"
        INFORMATION = "information", "réunion collective d’information"
        TRAINING = "training", "formation"
        ROUND_TABLE = "round-table", "table ronde"
        CONFERENCE = "conference", "séance de la Conférence"
        PERMANENCE = "permanence", "permanence d’accueil"
        MEETING = "meeting", "réunion de travail"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Tout le monde"
        MEMBERS = "members", "Les membres du Pôle"
        GROUP = "group", "Le groupe seulement"

    class State(models.TextChoices):
        DRAFT = "draft", "brouillon"
        PUBLISHED = "published", "publié"
        CANCELLED = "cancelled", "annulé"

    class Access(models.TextChoices):
        UNKNOWN = "unknown", "On ne sait pas encore"
        YES = "yes", "Oui"
        NO = "no", "Non"

    uid = models.CharField(max_length=255, unique=True, default=new_uid, editable=False)
    slug = models.SlugField(max_length=110, unique=True, editable=False)
    kind = models.CharField("sorte", max_length=12, choices=Kind.choices)
    title = models.CharField("titre", max_length=160)
    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="events", verbose_name="groupe"
    )
    audience = models.CharField("qui le voit", max_length=8, choices=Audience.choices, default=Audience.PUBLIC)
    organiser = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name="organisé par"
    )
    description = models.TextField("présentation", max_length=6000, blank=True)
    teaches = models.TextField("ce que la formation apprend", max_length=2000, blank=True)
    for_whom = models.CharField("pour qui", max_length=300, blank=True)
    problem = models.TextField("le problème posé", max_length=2000, blank=True)

    # Without dates: a draft whose date a poll looks for. Whole days end at the midnight that follows the last.
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    all_day = models.BooleanField("journées entières", default=False)

    place = models.CharField("lieu", max_length=150, blank=True)
    address = models.CharField("adresse", max_length=250, blank=True)
    commune = models.ForeignKey(
        Commune, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name="commune"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    online_url = models.URLField("lien pour participer à distance", max_length=500, blank=True)
    access = models.CharField(
        "accessible aux personnes à mobilité réduite",
        max_length=7,
        choices=Access.choices,
        default=Access.UNKNOWN,
    )
    access_words = models.CharField("précisions sur l’accès", max_length=300, blank=True)

    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    cancel_reason = models.CharField("raison de l’annulation", max_length=500, blank=True)
    # Said once moved: the date before, and what the organiser wrote of it.
    previous_starts_at = models.DateTimeField(null=True, blank=True)
    change_note = models.CharField("mot sur le changement", max_length=500, blank=True)
    # SEQUENCE of iCalendar: raised by each change of date or place, and when it is cancelled.
    sequence = models.PositiveIntegerField(default=0)
    # A member proposes it; whoever runs the agenda publishes it.
    is_proposal = models.BooleanField(default=False)
    # Made for the demonstration, with whoever registers.
    invented = models.BooleanField(default=False)
    series = models.ForeignKey(EventSeries, models.SET_NULL, null=True, blank=True, related_name="events")

    takes_registrations = models.BooleanField("inscription demandée", default=False)
    capacity = models.PositiveIntegerField("nombre de places", null=True, blank=True)
    registration_opens_at = models.DateTimeField("ouverture des inscriptions", null=True, blank=True)
    registration_closes_at = models.DateTimeField("clôture des inscriptions", null=True, blank=True)
    asks_childcare = models.BooleanField("garde d’enfants", default=False)
    asks_sign_language = models.BooleanField("interprétation en langue des signes", default=False)
    asks_image_right = models.BooleanField("droit à l’image", default=False)
    asks_meal = models.BooleanField("repas", default=False)
    # Only where whoever organises asks for it; counted, never shown of one person.
    asks_sex = models.BooleanField("civilité", default=False)

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "événement"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "ends_at"]), models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="an_event_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(starts_at__isnull=False), name="only_a_draft_has_no_date"
            ),
            models.CheckConstraint(
                condition=~Q(audience="group") | Q(group__isnull=False), name="for_a_group_that_there_is"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workspace:event", args=[self.slug])

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_moved(self) -> bool:
        return self.state == self.State.PUBLISHED and self.previous_starts_at is not None

    @property
    def is_past(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def first_day(self) -> date | None:
        """The local day on which it begins."""
        return timezone.localtime(self.starts_at).date() if self.starts_at else None

    @property
    def last_day(self) -> date | None:
        """The local day on which it ends; what ends at midnight ended the day before."""
        return timezone.localtime(self.ends_at - timedelta(microseconds=1)).date() if self.ends_at else None

    @property
    def when(self) -> str:
        """« jeudi 12 mars 2026, de 9 h à 17 h 30 », or that the date is still looked for."""
        if self.starts_at is None or self.ends_at is None:
            return "date à fixer"
        return when_in_french(
            timezone.localtime(self.starts_at), timezone.localtime(self.ends_at), all_day=self.all_day
        )

    @property
    def when_before(self) -> str:
        """The date before it moved."""
        if self.previous_starts_at is None:
            return ""
        before = timezone.localtime(self.previous_starts_at)
        return when_in_french(before, before, all_day=self.all_day)

    @property
    def themes(self) -> list[str]:
        """Codes of the vocabulary of themes; one query unless prefetched."""
        return [one.code for one in self.event_themes.all()]

    @property
    def root_theme(self) -> str:
        """The first level of its first theme, that gives its colour."""
        return self.themes[0].partition("/")[0] if self.themes else "none"

    @property
    def hours(self) -> str:
        """« 9 h – 12 h », or the first hour of what lasts several days."""
        if self.starts_at is None or self.ends_at is None or self.all_day:
            return ""
        start = time_in_french(timezone.localtime(self.starts_at))
        return start if self.lasts_days else f"{start} – {time_in_french(timezone.localtime(self.ends_at))}"

    @property
    def starts_label(self) -> str:
        """The hour at which it begins, nothing for whole days."""
        return "" if self.all_day or not self.starts_at else time_in_french(timezone.localtime(self.starts_at))

    @property
    def lasts_days(self) -> bool:
        return self.first_day != self.last_day

    @property
    def where(self) -> str:
        """Place, address and commune on one line; « en ligne » where there is only a link."""
        parts = [self.place, self.address, self.commune.name if self.commune else ""]
        said = ", ".join(part for part in parts if part)
        return said or ("en ligne" if self.online_url else "")


class EventTheme(models.Model):
    """One theme of an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_themes")
    code = models.CharField(max_length=60, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "code"], name="a_theme_once_an_event")]

    def __str__(self) -> str:
        return self.code


class Slot(models.Model):
    """A line of the programme."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    title = models.CharField("intitulé", max_length=200)
    room = models.CharField("salle", max_length=100, blank=True)
    speakers = models.CharField("intervenantes et intervenants", max_length=300, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)

    class Meta:
        verbose_name = "temps du programme"
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> str:
        """« 9 h – 9 h 30 », with the day where the event lasts several."""
        start = timezone.localtime(self.starts_at)
        said = time_in_french(start)
        if self.ends_at:
            said = f"{said} – {time_in_french(timezone.localtime(self.ends_at))}"
        return f"{day_in_french(start.date(), year=False)}, {said}" if self.event.lasts_days else said


class EventQuestion(models.Model):
    """A question asked of whoever registers, beside the standing ones."""

    class Kind(models.TextChoices):
        TEXT = "text", "Une réponse libre"
        YES_NO = "yes-no", "Oui ou non"
        CHOICE = "choice", "Une réponse parmi plusieurs"

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField("question", max_length=200)
    kind = models.CharField("sorte de réponse", max_length=6, choices=Kind.choices, default=Kind.TEXT)
    choices = models.JSONField("réponses possibles", default=list, blank=True)
    required = models.BooleanField("réponse obligatoire", default=False)

    class Meta:
        verbose_name = "question"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def key(self) -> str:
        """What its answers are kept under."""
        return f"q{self.pk}"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def living(self) -> RegistrationQuerySet:
        """Those that hold a place, or wait for one."""
        return self.filter(state__in=[Registration.State.CONFIRMED, Registration.State.WAITING])

    def queue(self) -> RegistrationQuerySet:
        """The waiting list, first come first."""
        return self.filter(state=Registration.State.WAITING).order_by("waiting_since", "pk")


class Registration(models.Model):
    """Somebody comes to an event, or would like to. Attendance, badges and certificates point to it."""

    class State(models.TextChoices):
        # The form was filled; the address has not confirmed it yet. It holds no place.
        TO_CONFIRM = "to-confirm", "à confirmer"
        CONFIRMED = "confirmed", "inscrite ou inscrit"
        WAITING = "waiting", "en liste d’attente"
        CANCELLED = "cancelled", "annulée"

    class Channel(models.TextChoices):
        WEB = "web", "sur le site"
        PHONE = "phone", "par téléphone"
        LETTER = "letter", "par courrier"
        COLLEAGUE = "colleague", "par une ou un collègue"
        DOOR = "door", "à l’entrée"

    class Sex(models.TextChoices):
        WOMAN = "woman", "Femme"
        MAN = "man", "Homme"
        OTHER = "other", "Autre"

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="registrations")
    name = models.CharField("nom", max_length=120)
    sort_key = PersonSortKey()
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    structure = models.CharField("structure", max_length=200, blank=True)
    actor = models.ForeignKey(Actor, models.SET_NULL, null=True, related_name="registrations")
    function = models.CharField("fonction", max_length=120, blank=True)
    sex = models.CharField("civilité", max_length=5, choices=Sex.choices, blank=True)
    # Standing questions by their name (« childcare »), the event's by `EventQuestion.key`.
    answers = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.TO_CONFIRM)
    waiting_since = models.DateTimeField(null=True, blank=True)
    # Rank in the order of protocol: 1 is greeted first; none come after, by name.
    rank = models.PositiveSmallIntegerField("rang protocolaire", null=True, blank=True)
    channel = models.CharField("inscription reçue", max_length=9, choices=Channel.choices, default=Channel.WEB)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    # Drawn when the form is shown: sent twice, it makes one registration.
    once = models.CharField(max_length=36, blank=True, editable=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # The event's sequence that this person was last written.
    told_sequence = models.PositiveIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # Something changed for somebody who has no address: whoever organises calls, or writes on paper.
    to_call = models.BooleanField(default=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "inscription"
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["event", "state"]), models.Index(fields=["email"])]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(email="") & ~Q(state="cancelled"),
                name="an_address_registers_once",
            ),
            models.UniqueConstraint(
                fields=["event", "user"], condition=~Q(state="cancelled"), name="a_person_registers_once"
            ),
            models.UniqueConstraint(
                fields=["event", "once"], condition=~Q(once=""), name="a_form_registers_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} : {self.event_id}"

    @property
    def is_living(self) -> bool:
        return self.state in (self.State.CONFIRMED, self.State.WAITING)


class DatePoll(models.Model):
    """The dates proposed for an event that has none yet."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="poll")
    message = models.TextField("mot d’accompagnement", max_length=1000, blank=True)
    closes_on = models.DateField("réponses jusqu’au")
    closed_at = models.DateTimeField(null=True, blank=True)
    chosen = models.ForeignKey("PollSlot", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "sondage de date"

    def __str__(self) -> str:
        return f"date de {self.event}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_on >= timezone.localdate()


class PollSlot(models.Model):
    """A date proposed."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")

    class Meta:
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return self.when

    @property
    def when(self) -> str:
        return when_in_french(
            timezone.localtime(self.starts_at), timezone.localtime(self.ends_at), all_day=False
        )


class PollVoter(models.Model):
    """Somebody asked for a date, or a member who answers: through the site, or by a personal link."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="voters")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="poll_voters"
    )
    name = models.CharField("nom", max_length=120, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    token = models.CharField(max_length=60, default=new_token, unique=True, editable=False)
    comment = models.CharField("un mot", max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "user"], name="a_person_answers_a_poll_once"),
            models.UniqueConstraint(
                fields=["poll", "email"], condition=~Q(email=""), name="an_address_answers_a_poll_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.user)


class PollAnswer(models.Model):
    """What somebody says of a date."""

    class Value(models.TextChoices):
        YES = "yes", "Oui"
        IF_NEEDED = "if-needed", "S’il le faut"
        NO = "no", "Non"

    voter = models.ForeignKey(PollVoter, models.CASCADE, related_name="answers")
    slot = models.ForeignKey(PollSlot, models.CASCADE, related_name="answers")
    value = models.CharField(max_length=9, choices=Value.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voter", "slot"], name="one_answer_a_date")]

    def __str__(self) -> str:
        return f"{self.voter_id} {self.slot_id} {self.value}"


class CalendarFeed(models.Model):
    """The secret address of a person's own calendar; renewed, the former address answers nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="calendar_feed"
    )
    token = models.CharField(max_length=60, default=new_token, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "agenda personnel"

    def __str__(self) -> str:
        return str(self.user)
