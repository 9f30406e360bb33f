"""What is known of a legal unit that bears on its being in the ESS: each proof apart, none inferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maillage.kernel.vocabulary import Standing, standing_of_legal_form


class Proof(StrEnum):
    """A proof that a unit is in the ESS, in the order in which they are told."""

    STATUTE = "statute"  # its legal category is one of article 1, II, 1°
    FOUNDATION = "foundation"  # it is in the national directory of foundations
    ESUS = "esus"  # an agreement in force (code du travail, art. L. 3332-17-1), given to the ESS alone
    MENTION = "mention"  # its entry in the register bears the ESS mention (art. 1, III)
    ESS_LIST = "ess_list"  # the list that the regional chambers publish (art. 6)
    SIRENE_FLAG = "sirene_flag"  # economieSocialeSolidaireUniteLegale = O


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the sources say of a unit.

    `ess_flag` is SIRENE's: "O", "N", or None when it says nothing. `esus` is whether an agreement is in force
    on the day considered, `esus_expired` whether there was one only. `insertion` is whether a list of insertion
    or of adapted work names it. `list_family` is the family that the ESS list gives, as it is spelt there.
    `mention` is read by people on an extract of the register: no national open file gives it.
    """

    legal_category: str | None
    ess_flag: str | None = None
    ess_list: bool = False
    list_family: str | None = None
    esus: bool = False
    esus_expired: bool = False
    mention: bool = False
    foundation: bool = False
    insertion: bool = False

    @property
    def standing(self) -> Standing | None:
        """The place of its form in the law, or None when the category is absent or is none."""
        return standing_of_legal_form(self.legal_category) if self.legal_category else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofDates:
    """On what day each source spoke: the vintages, and the dates of the unit's own agreement."""

    sirene: date | None = None
    ess_list: date | None = None
    foundations: date | None = None
    esus_list: date | None = None
    esus_on: date | None = None
    esus_until: date | None = None
    ceased_on: date | None = None
