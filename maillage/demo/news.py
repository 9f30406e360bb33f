"""News of the demonstration: invented articles in each state, columns elsewhere, and what is due to them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from maillage.accounts.models import User
from maillage.actors.models import Actor
from maillage.actors.permissions import current_memberships
from maillage.kernel.text import typeset
from maillage.workspace.actions.news import (
    Written,
    add_picture,
    approve,
    give_text,
    keep_column,
    plan_text,
    proposed,
    publish_article,
    send_back,
    send_to_approve,
    withdraw_article,
    write_article,
    write_text,
)
from maillage.workspace.models import Article, Column, Event, Notification

State = Article.State
INVENTED: Final = "\n\n*Article inventé pour la démonstration.*"
READ_AFTER: Final = 7
"""What is older (days) was read by everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedArticle:
    """An article: who writes it, how far it is, how many days ago it was published.

    Negative `days` are those until its hour. `about` are people whose invented structures it speaks of;
    `reason` says what is to be changed, or why it was withdrawn; `event` is the title of a linked meeting.
    """

    title: str
    who: str
    state: Article.State
    text: str = ""
    summary: str = ""
    theme: str = ""
    days: float = 0
    audience: Article.Audience = Article.Audience.PUBLIC
    about: tuple[str, ...] = ()
    event: str = ""
    reason: str = ""
    drawn: bool = False


BIKES: Final = "Une clinique du vélo dans la cour du gymnase"
GARDEN: Final = "Un verger partagé au pied des immeubles"
HOURS: Final = "Douze associations ont compté leurs heures de bénévolat"
ARTICLES: Final = (
    SeedArticle(
        title=GARDEN,
        who="Inès",
        state=State.PUBLISHED,
        days=12,
        theme="environnement/jardins",
        about=("Inès",),
        drawn=True,
        summary="Quarante fruitiers, trois immeubles et une règle : qui arrose récolte. Visite le premier "
        "samedi du mois.",
        text="Il y a deux ans, la pelouse ne servait à personne. Aujourd’hui, quarante pommiers, poiriers et "
        "cognassiers y poussent, plantés par les habitants de trois immeubles.\n\n"
        "## Une règle simple\n\n"
        "Qui arrose récolte. Un carnet accroché à la cabane dit qui est passé, et quand. Les outils se "
        "prêtent, la taille s’apprend à plusieurs.\n\n"
        "> On se disait bonjour. Maintenant, on se demande des nouvelles des poires.\n\n"
        "## Venir\n\n"
        "La visite a lieu le premier samedi du mois, à dix heures. Le chemin est plat et stabilisé. Apportez "
        "des gants si vous voulez aider.",
    ),
    SeedArticle(
        title=HOURS,
        who="Hugo",
        state=State.PUBLISHED,
        days=5,
        theme="citoyennete/vie-associative",
        about=("Hugo", "Inès"),
        summary="Un cahier, un mois, et une surprise : l’accueil et le téléphone prennent plus de temps que "
        "l’activité elle-même.",
        text="Pendant un mois, douze associations ont noté chaque heure donnée par leurs bénévoles. Le cahier "
        "tient sur une page : qui, quand, pour quoi faire.\n\n"
        "La surprise vient de l’accueil. Répondre au téléphone, ouvrir la salle, écrire aux familles : ces "
        "gestes prennent plus de temps que l’activité elle-même, et personne ne les comptait.\n\n"
        "Ce que les associations en font :\n\n"
        "- dire leur poids dans une demande de subvention ;\n"
        "- partager une permanence à plusieurs ;\n"
        "- remercier ceux qu’on ne voit pas.\n\n"
        "Le modèle du cahier est à prendre dans les documents du Pôle.",
    ),
    SeedArticle(
        title="Le questionnaire aux acteurs : où en sommes-nous",
        who="Elsa",
        state=State.PUBLISHED,
        days=2,
        audience=Article.Audience.MEMBERS,
        theme="citoyennete/debat",
        summary="Les réponses arrivent, surtout d’Alfortville et de Créteil. Relancez une structure que vous "
        "connaissez.",
        text="Les réponses au questionnaire arrivent, surtout d’Alfortville et de Créteil. Limeil-Brévannes "
        "répond moins : **chacun de nous peut relancer une structure qu’il connaît**.\n\n"
        "Le dépouillement se fera avec le groupe de travail. Rien ne sera publié structure par structure.",
    ),
    SeedArticle(
        title="Le forum se prépare : ce qu’il faut apporter",
        who="Amina",
        state=State.PUBLISHED,
        days=-4,
        theme="citoyennete/vie-associative",
        event="Forum local de l’économie sociale et solidaire",
        summary="Une table, une affiche, une histoire à raconter. Le reste est sur place.",
        text="Chaque structure aura une table d’un mètre vingt et une chaise de plus qu’il ne faut, pour "
        "qu’un visiteur s’assoie.\n\n"
        "Apportez une affiche, et une histoire à raconter en deux minutes : c’est ce que les gens retiennent.",
    ),
    SeedArticle(
        title=BIKES,
        who="Elsa",
        state=State.READY,
        theme="mobilite/douce",
        about=("Elsa",),
        summary="Un samedi par mois, on y répare son vélo au lieu de le jeter.",
        text="Un samedi par mois, la cour du gymnase se remplit de vélos retournés. Trois bénévoles prêtent "
        "les clés et montrent le geste.\n\n"
        "On repart avec des freins qui freinent. La pièce neuve est à prix coûtant ; la pièce d’occasion est "
        "gratuite.",
    ),
    SeedArticle(
        title="Une répétition ouverte à tous",
        who="Bruno",
        state=State.TO_APPROVE,
        theme="culture/musique",
        about=("Bruno",),
        summary="L’orchestre pousse les chaises et laisse la porte ouverte.",
        text="Nous répétons le jeudi soir. Ce mois-ci, la porte reste ouverte : on s’assoit entre les "
        "pupitres, on écoute, on pose des questions.\n\n"
        "Les enfants sont les bienvenus jusqu’à l’entracte.",
    ),
    SeedArticle(
        title="La soupe du vendredi",
        who="Karima",
        state=State.WRITING,
        theme="alimentation/gout",
        about=("Karima",),
        text="Chaque vendredi, la salle sent le poireau. On épluche à six, on mange à trente.",
        reason="Dites le jour, l’heure et l’adresse ; ajoutez une photo de la marmite, sans visage.",
    ),
    SeedArticle(
        title="Suivre une tournée de compost, du seau au jardin",
        who="Inès",
        state=State.IDEA,
        theme="environnement/reemploi",
    ),
    SeedArticle(
        title="Brocante du réemploi",
        who="Elsa",
        state=State.WITHDRAWN,
        days=40,
        theme="environnement/reemploi",
        summary="La brocante est reportée : l’article est retiré du site.",
        text="Tout ce qui peut resservir trouve preneur. Venez avec un sac.",
        reason="La brocante est reportée, la date était fausse.",
    ),
)


@transaction.atomic
def load_news(people: Mapping[str, User], *, by: User, bruno: User) -> None:
    """Write the articles, open the columns, and set back what is past."""
    known = {**people, by.name: by, bruno.name: bruno}
    written = {one.title: _write(one, known, by) for one in ARTICLES}
    _give_columns(written, by)


def _write(one: SeedArticle, people: Mapping[str, User], by: User) -> Article:
    author = people[one.who]
    article = write_article(
        Article(invented=True),
        Written(
            title=typeset(one.title),
            summary=typeset(one.summary),
            text=typeset(one.text) + INVENTED if one.text else "",
            theme=one.theme,
            audience=one.audience,
            is_idea=one.state == State.IDEA,
            actors=_structures([people[name] for name in one.about]),
            events=list(Event.objects.filter(title=one.event)) if one.event else [],
        ),
        by=author,
    )
    if one.drawn:
        add_picture(
            article,
            SimpleUploadedFile("verger.png", orchard(), "image/png"),
            alt="Dessin : des arbres fruitiers devant trois immeubles, sous le soleil.",
            caption="Le verger, au pied des trois immeubles.",
            credit="Dessin fait pour la démonstration",
            by=author,
        )
    _bring(article, one, author, by)
    return article


def _structures(people: Sequence[User]) -> list[Actor]:
    """Their invented structures: nothing invented is said of a real one."""
    held = [membership.actor for one in people for membership in current_memberships(one)]
    return list({actor.pk: actor for actor in held if actor.invented}.values())


def _bring(article: Article, one: SeedArticle, author: User, by: User) -> None:
    """Bring an article to its state, by the way that articles take, and to its day."""
    if one.state == State.TO_APPROVE:
        send_to_approve(article, by=author)
    elif one.state == State.READY:
        approve(article, by=by)
    elif one.state == State.WRITING and one.reason:
        send_to_approve(article, by=author)
        send_back(article, remark=typeset(one.reason), by=by)
    elif one.state in (State.PUBLISHED, State.WITHDRAWN):
        now = timezone.now()
        publish_article(article, at=now - timedelta(days=one.days) if one.days < 0 else None, by=by)
        if one.days > 0:
            _set_back(article, one.days)
        if one.state == State.WITHDRAWN:
            withdraw_article(article, reason=typeset(one.reason), by=by)


def _set_back(article: Article, days: float) -> None:
    """Put an article in its day, and what was told of it."""
    at = timezone.now() - timedelta(days=days)
    Article.objects.filter(pk=article.pk).update(
        published_at=at, announced_at=at, created_at=at - timedelta(days=3), changed_at=at
    )
    told = Notification.objects.filter(url=article.get_absolute_url())
    told.update(created_at=at)
    if days > READ_AFTER:
        told.update(read_at=at, sent_at=at)


# --- Columns ----------------------------------------------------------------------------------------------
def _give_columns(written: Mapping[str, Article], by: User) -> None:
    """Three columns elsewhere: a text given, one ready, one late, one to write."""
    today = timezone.localdate()
    channels, rhythms = Column.Channel, Column.Every
    journal, review, radio = (
        keep_column(
            Column(
                name=name,
                channel=channel,
                limit=limit,
                every=every,
                first_due=today + timedelta(days=days),
                contact="redaction@example.org",
            ),
            by=by,
        )
        for name, channel, limit, every, days in (
            ("Journal interne (inventé)", channels.JOURNAL, 900, rhythms.MONTHLY, -3),
            ("Revue de l’agglomération (inventée)", channels.REVIEW, 900, rhythms.QUARTERLY, 20),
            ("Chronique à la radio (inventée)", channels.RADIO, 90, rhythms.WEEKLY, 2),
        )
    )
    for title, column, days, ready, given in (
        (GARDEN, review, -8, True, True),
        (GARDEN, radio, 2, True, False),
        (HOURS, journal, -3, False, False),
        (HOURS, radio, -5, True, True),
        (BIKES, review, 20, False, False),
    ):
        text = plan_text(written[title], column, due_on=today + timedelta(days=days), by=by)
        if ready:
            said = proposed(written[title], column)
            write_text(text, text=_without_mark(said), due_on=text.due_on, ready=True, by=by)
        if given:
            give_text(text, by=by)


def _without_mark(text: str) -> str:
    """What is said or printed elsewhere, without the sentence that marks the page here."""
    return text.replace(INVENTED.strip("\n*"), "").strip()


BUILDINGS: Final = ((120, 170, 230, "#e0a48a"), (420, 110, 260, "#c9b79c"), (770, 200, 230, "#d98f73"))
TREES: Final = (
    (150, 545, 80), (340, 500, 70), (540, 560, 92), (750, 510, 72), (950, 570, 90), (1110, 520, 66),
)  # fmt: skip


def orchard() -> bytes:
    """A drawing (PNG) of fruit trees before three buildings: no photograph of anybody."""
    scale = 2
    drawn = Image.new("RGB", (1200 * scale, 675 * scale), "#dcebf0")
    pen = ImageDraw.Draw(drawn)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return (left * scale, top * scale, right * scale, bottom * scale)

    pen.ellipse(box(980, 60, 1100, 180), fill="#f2c14e")
    for left, top, width, colour in BUILDINGS:
        pen.rectangle(box(left, top, left + width, 480), fill=colour)
        for row in range(int((470 - top - 30) // 62)):
            for column in range(4):
                x = left + 22 + column * (width - 44) / 4
                y = top + 26 + row * 62
                pen.rectangle(box(x, y, x + 30, y + 36), fill="#fdf6e3")
    pen.ellipse(box(-300, 400, 1000, 1100), fill="#8fb573")
    pen.ellipse(box(350, 430, 1600, 1100), fill="#7aa45f")
    for x, y, size in TREES:
        pen.rectangle(box(x - size / 9, y - size / 4, x + size / 9, y + size * 0.9), fill="#7a5236")
        pen.ellipse(box(x - size, y - size * 1.5, x + size, y + size * 0.3), fill="#3f7d4f")
        for dx, dy in ((-0.5, -0.7), (0.1, -1.05), (0.5, -0.45), (-0.1, -0.25), (-0.65, -0.2)):
            pen.ellipse(
                box(x + dx * size - 8, y + dy * size - 8, x + dx * size + 8, y + dy * size + 8), fill="#d9483b"
            )
    stream = io.BytesIO()
    drawn.resize((1200, 675), Image.Resampling.LANCZOS).save(stream, "PNG")
    return stream.getvalue()
