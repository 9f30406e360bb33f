"""What the animator should know before printing: a list of things to mend, each with what it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from maillage.guide.domain.edition import Stock
from maillage.guide.domain.wording import counted
from maillage.ui.pdf import lost_characters

# code → (one, several, what to do), in the order in which they are shown.
KINDS: dict[str, tuple[str, str, str]] = {
    "picture-unreadable": (
        "image illisible",
        "images illisibles",
        "Elles ne sont pas imprimées : remplacez-les par un fichier JPEG ou PNG.",
    ),
    "picture-unsaid": (
        "image sans texte de remplacement",
        "images sans texte de remplacement",
        "Elles ne sont pas imprimées : dites en quelques mots ce qu’elles montrent.",
    ),
    "picture-small": (
        "image trop petite",
        "images trop petites",
        "Sous 200 points par pouce, une image imprimée est floue : demandez-en une plus grande.",
    ),
    "no-text": (
        "fiche sans présentation",
        "fiches sans présentation",
        "Elles ne donnent que le nom et le contact : une campagne de mise à jour peut les compléter.",
    ),
    "long-text": (
        "présentation coupée",
        "présentations coupées",
        "Le guide n’en imprime que le début, jusqu’à la fin d’une phrase.",
    ),
    "no-contact": (
        "fiche sans moyen de contact",
        "fiches sans moyen de contact",
        "Ni téléphone, ni courriel, ni site.",
    ),
    "no-commune": (
        "fiche sans commune",
        "fiches sans commune",
        "Elles manquent à l’index par commune.",
    ),
    "no-theme": (
        "fiche sans thème",
        "fiches sans thème",
        "Elles sont rangées dans le dernier chapitre, « Autres structures ».",
    ),
    "never-checked": (
        "fiche jamais vérifiée",
        "fiches jamais vérifiées",
        "Personne n’a confirmé ce qu’elles disent.",
    ),
    "lost-letters": (
        "texte à lettres impossibles à imprimer",
        "textes à lettres impossibles à imprimer",
        "La police du guide n’a pas ces signes : ils sont remplacés ou retirés.",
    ),
    "no-foreword": ("avant-propos absent", "", "Quelques lignes d’une élue ou du Pôle présentent le guide."),
    "no-printer": (
        "imprimeur non indiqué",
        "",
        "La loi du 29 juillet 1881 (article 3) veut que son nom et son adresse soient imprimés.",
    ),
}


@dataclass(frozen=True)
class Item:
    """What a remark concerns; `slug` is the actor's whose page can be mended, where there is one."""

    text: str
    slug: str = ""


@dataclass(frozen=True)
class Remark:
    """A thing to know, and what it concerns: the first items of `total`."""

    title: str
    advice: str
    items: list[Item]
    total: int


class Remarks:
    """Remarks by kind, as they are found."""

    MOST_ITEMS = 200

    def __init__(self) -> None:
        self._items: dict[str, list[Item]] = {}

    def add(self, kind: str, text: str = "", slug: str = "") -> None:
        """Note one more thing of a kind (a key of `KINDS`)."""
        self._items.setdefault(kind, []).append(Item(text, slug))

    def listed(self) -> list[Remark]:
        """The remarks, gravest first."""
        found = []
        for kind, (one, several, advice) in KINDS.items():
            items = self._items.get(kind)
            if not items:
                continue
            title = counted(len(items), one, several) if several else one[:1].upper() + one[1:]
            found.append(
                Remark(title, advice, [item for item in items if item.text][: self.MOST_ITEMS], len(items))
            )
        return found

    def to_json(self) -> list[dict[str, Any]]:
        """The remarks as plain data, to be kept with a document."""
        return [asdict(one) for one in self.listed()]


def examine(stock: Stock, remarks: Remarks, *, text_limit: int) -> None:
    """Add what the entries and the choices call for."""
    if not stock.plan.foreword.strip():
        remarks.add("no-foreword")
    if not stock.plan.printer.strip():
        remarks.add("no-printer")
    for entry in stock.entries:
        if not entry.text:
            remarks.add("no-text", entry.name, entry.slug)
        elif len(entry.text) > text_limit:
            remarks.add("long-text", f"{entry.name} ({counted(len(entry.text), 'caractère')})", entry.slug)
        if not (entry.email or entry.phone or entry.website or entry.people):
            remarks.add("no-contact", entry.name, entry.slug)
        if not entry.commune:
            remarks.add("no-commune", entry.name, entry.slug)
        if not entry.themes:
            remarks.add("no-theme", entry.name, entry.slug)
        if not entry.checked_on:
            remarks.add("never-checked", entry.name, entry.slug)
        if lost := lost_characters(" ".join(_texts(entry.name, entry.text, entry.sigle, entry.address))):
            remarks.add("lost-letters", f"{entry.name} : {lost[:20]}", entry.slug)


def _texts(*texts: str) -> Iterable[str]:
    return (text for text in texts if text)
