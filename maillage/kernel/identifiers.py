"""SIREN, SIRET, RNA and former association numbers: cleaned, checked, explained in French when wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from .text import typeset, unaccent


class IdentifierError(ValueError):
    """A number that cannot be kept; its message is a French sentence fit for the screen."""


class IdentifierKind(StrEnum):
    """The kinds of numbers by which a French organisation is known."""

    SIREN = "siren"
    SIRET = "siret"
    RNA = "rna"
    FORMER_NUMBER = "former_number"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A checked number in its bare form, with French remarks on what had to be repaired to read it."""

    kind: IdentifierKind
    value: str
    remarks: tuple[str, ...] = ()


# At most this many leading zeros are restored: real SIREN numbers begin with one to three of them.
_MAX_LOST_ZEROS = 3

_LABEL = re.compile(
    r"^\s*(?:N\s*[°ºo]?\s*)?(?:SIRENE|SIREN|SIRET|RNA|WALDEC)\s*(?:N\s*[°ºo]?)?\s*[:=]?\s*",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[\s.\u200b\u200e\u200f\ufeff'’`\"_-]+")
_FLOAT_ZEROS = re.compile(r"^(\d[\d\s]*)[.,]0+$")
_SCIENTIFIC = re.compile(r"^[+-]?\d+(?:[.,]\d*)?\s*E\s*\+?\s*\d+$", re.IGNORECASE)
_RNA = re.compile(r"^W[0-9][0-9A-Z][0-9][0-9]{6}$")
# The code of the prefecture or sub-prefecture (three signs, then P or S), then that office's own number.
_FORMER_FULL = re.compile(r"^[0-9][0-9A-Z][0-9][PS][0-9A-Z/-]{2,14}$")
_FORMER_BARE = re.compile(r"^[0-9][0-9A-Z/-]{1,13}$")


def read_siren(text: str) -> Identifier:
    """Read a SIREN however it was typed, saying what had to be repaired; raise IdentifierError if wrong."""
    digits = _bare_digits(text, "SIREN")
    if len(digits) == 14:
        raise _error(
            f"« {digits} » a 14 chiffres : c'est un SIRET, qui désigne un établissement. "
            f"Le SIREN en est le début : {digits[:9]}."
        )
    return _checked(digits, 9, "SIREN", IdentifierKind.SIREN, stdnum_siren.validate)


def read_siret(text: str) -> Identifier:
    """Read a SIRET however it was typed, saying what had to be repaired; raise IdentifierError if wrong.

    La Poste's establishments (SIREN 356000000) follow a rule of their own: the sum of their digits is a
    multiple of 5.
    """
    digits = _bare_digits(text, "SIRET")
    if len(digits) == 9 and stdnum_siren.is_valid(digits):
        raise _error(
            f"« {digits} » a 9 chiffres : c'est un SIREN, qui désigne l'organisme entier. Le SIRET en a 14 ; "
            "mettez ce numéro dans la colonne SIREN, ou ajoutez les cinq chiffres de l'établissement."
        )
    return _checked(digits, 14, "SIRET", IdentifierKind.SIRET, stdnum_siret.validate)


def read_rna(text: str) -> Identifier:
    """Read an RNA number (W and nine signs, no check digit); raise IdentifierError if it is wrong."""
    value = _SEPARATORS.sub("", unaccent(_without_label(text, "RNA"))).upper()
    if _RNA.match(value):
        return Identifier(IdentifierKind.RNA, value)
    if _FORMER_FULL.match(value):
        raise _error(
            f"« {value} » est un ancien numéro d'association, antérieur au RNA : "
            "mettez-le dans la colonne de l'ancien numéro. Le numéro RNA commence par W."
        )
    if value.isdigit() and len(value) in (9, 14):
        raise _error(
            f"« {value} » ressemble à un {'SIREN' if len(value) == 9 else 'SIRET'}, pas à un numéro RNA, "
            "qui commence par W suivi de neuf signes (W941000123)."
        )
    raise _error(
        f"« {value} » n'est pas un numéro RNA : il commence par W, suivi de neuf chiffres dont le deuxième "
        "peut être une lettre (W941000123, W2A1000249). Vérifiez-le sur le récépissé de la préfecture."
    )


def read_former_number(text: str) -> Identifier:
    """Read the number that an association bore before the RNA; raise IdentifierError if it cannot be one.

    Two forms are known: with the code of the office (913S0913012577, 2A1P02A1013100) and without
    (0913012577, 2002-00514, 305/2005). Neither bears a check digit, so only the shape is checked; hyphens
    and strokes are kept.
    """
    value = re.sub(r"[\s.]+", "", unaccent(_without_label(text, "ancien numéro"))).upper()
    if _RNA.match(value):
        raise _error(f"« {value} » est un numéro RNA : mettez-le dans la colonne du RNA.")
    if _FORMER_FULL.match(value) or (_FORMER_BARE.match(value) and sum(sign.isdigit() for sign in value) >= 2):
        return Identifier(IdentifierKind.FORMER_NUMBER, value)
    raise _error(
        f"« {value} » n'est pas un ancien numéro d'association : on attend des chiffres, précédés ou non "
        "du code de la préfecture (913S0913012577, 0913012577)."
    )


def read_identifier(text: str) -> Identifier:
    """Read a number from a column where several kinds are mixed, as in the lists of subsidies.

    A SIRET, a SIREN, an RNA number and a former number with its office's code are told apart by their shape;
    a former number without its code is too shapeless to be told from a mistake, and is refused.
    """
    value = _SEPARATORS.sub("", unaccent(_without_label(text, "identifiant"))).upper()
    if _RNA.match(value):
        return Identifier(IdentifierKind.RNA, value)
    if _FORMER_FULL.match(value):
        return Identifier(IdentifierKind.FORMER_NUMBER, value)
    if value.isdigit() and 9 - _MAX_LOST_ZEROS <= len(value) <= 9:
        return read_siren(value)
    if value.isdigit() and 14 - _MAX_LOST_ZEROS <= len(value) <= 14:
        return read_siret(value)
    raise _error(
        f"« {text.strip()} » n'est ni un SIRET (14 chiffres), ni un SIREN (9 chiffres), ni un numéro RNA "
        "(W suivi de neuf signes). Corrigez-le ou videz la case."
    )


def parse_siren(text: str) -> str:
    """Return the nine digits of a SIREN, however it was typed; raise IdentifierError if it is wrong."""
    return read_siren(text).value


def parse_siret(text: str) -> str:
    """Return the fourteen digits of a SIRET, however it was typed; raise IdentifierError if it is wrong."""
    return read_siret(text).value


def parse_rna(text: str) -> str:
    """Return an RNA number in capitals without spaces; raise IdentifierError if it is wrong."""
    return read_rna(text).value


def parse_former_number(text: str) -> str:
    """Return the number borne before the RNA, in capitals, unspaced; raise IdentifierError if wrong."""
    return read_former_number(text).value


def siren_of(siret: str) -> str:
    """Return the SIREN of the organisation to which an establishment's (checked) SIRET belongs."""
    return siret[:9]


def format_siren(siren: str) -> str:
    """Return "123 456 789" with non-breaking spaces."""
    return "\u00a0".join((siren[:3], siren[3:6], siren[6:]))


def format_siret(siret: str) -> str:
    """Return "123 456 789 01234" with non-breaking spaces."""
    return "\u00a0".join((siret[:3], siret[3:6], siret[6:9], siret[9:]))


def _error(message: str) -> IdentifierError:
    return IdentifierError(typeset(message))


def _without_label(text: str, what: str) -> str:
    """Remove a prefix such as "SIRET :" and a spreadsheet's ".0"; refuse an empty or a destroyed number."""
    value = _LABEL.sub("", text).strip()
    if not value:
        raise _error(f"Le {what} est vide." if what[0].isupper() else f"L'{what} est vide.")
    if _SCIENTIFIC.match(value):
        raise _error(
            f"« {value} » n'est plus un numéro : le tableur l'a arrondi, et les chiffres perdus ne se "
            "devinent pas. Dans le fichier d'origine, mettez la colonne au format « Texte », vérifiez que "
            "les numéros sont entiers, puis exportez de nouveau."
        )
    decimal = _FLOAT_ZEROS.match(value)
    return decimal.group(1) if decimal else value


def _bare_digits(text: str, what: str) -> str:
    value = _SEPARATORS.sub("", _without_label(text, what))
    if not (value.isascii() and value.isdigit()):
        if _RNA.match(value.upper()):
            raise _error(
                f"« {value.upper()} » est un numéro RNA, pas un {what} : mettez-le dans la colonne du RNA."
            )
        raise _error(
            f"« {text.strip()} » n'est pas un {what} : il ne doit contenir que des chiffres. "
            "Corrigez-le ou videz la case."
        )
    return value


def _checked(
    digits: str, length: int, what: str, kind: IdentifierKind, validate: Callable[[str], str]
) -> Identifier:
    if set(digits) == {"0"}:
        raise _error(
            f"Un {what} fait de zéros ne désigne personne. Videz la case si le numéro n'est pas connu."
        )
    lost = length - len(digits)
    remarks: tuple[str, ...] = ()
    candidate = digits
    if 0 < lost <= _MAX_LOST_ZEROS:
        candidate = digits.zfill(length)
        zeros = "un zéro perdu" if lost == 1 else f"{lost} zéros perdus"
        remarks = (typeset(f"{zeros} au début du {what} : « {digits} » lu « {candidate} »"),)
    elif lost:
        raise _error(
            f"« {digits} » a {len(digits)} chiffres ; un {what} en a {length}. "
            "Vérifiez-le sur l'annuaire des entreprises ou videz la case."
        )
    try:
        return Identifier(kind, validate(candidate), remarks)
    except ValidationError:
        if lost:
            raise _error(
                f"« {digits} » a {len(digits)} chiffres ; un {what} en a {length}. "
                "Compléter par des zéros au début ne donne pas un numéro valable : il manque sans doute "
                "d'autres chiffres. Vérifiez-le ou videz la case."
            ) from None
        raise _error(
            f"« {digits} » n'est pas un {what} valable : la clé de contrôle ne tombe pas juste, un chiffre "
            "est sans doute faux ou deux chiffres sont intervertis. Vérifiez-le sur l'annuaire des "
            "entreprises."
        ) from None
