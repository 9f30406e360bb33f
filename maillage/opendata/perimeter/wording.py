"""The French sentence that says why a unit is in the ESS, or is not, or must be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from maillage.kernel.text import french_date, typeset
from maillage.kernel.vocabulary import LEGAL_FORMS, Standing

from .proofs import Facts, Proof, ProofDates
from .rules import Status, judge

PROOF_LABELS = {
    Proof.STATUTE: "Forme juridique de l’ESS",
    Proof.FOUNDATION: "Répertoire national des fondations",
    Proof.ESUS: "Agrément Esus",
    Proof.MENTION: "Mention ESS au registre",
    Proof.ESS_LIST: "Liste des entreprises de l’ESS",
    Proof.SIRENE_FLAG: "Repérage ESS de Sirene",
}


def explain(facts: Facts, dates: ProofDates | None = None, kinds: Iterable[str] = ()) -> str:
    """Say in French why a unit has its status, with the dates of what proves it.

    `kinds` are the insertion types of its conventions ("EI", "EA"…).
    """
    dates = dates or ProofDates()
    verdict = judge(facts)
    proven = _joined(_told(proof, dates) for proof in verdict.proofs if proof is not Proof.STATUTE)
    form = _form(facts)
    sentence = f"{verdict.status.label} : {form}"
    if facts.standing is Standing.EXCLUDED:
        sentence += ", forme que la loi du 31 juillet 2014 (art. 1) ne range pas dans l’ESS"
        sentence += f" ; elle est pourtant {proven}" if proven else ""
    elif proven:
        sentence += f", {proven}"
    elif verdict.status is Status.CERTAIN:
        sentence += ", forme que la loi du 31 juillet 2014 (art. 1) range dans l’ESS"
    sentence += "." + _reserve(facts, verdict.status, dates, tuple(kinds))
    if dates.ceased_on:
        sentence += f" Cessée le {french_date(dates.ceased_on)}."
    return typeset(sentence)


def _form(facts: Facts) -> str:
    code = facts.legal_category
    if not code:
        return "forme juridique non renseignée"
    form = LEGAL_FORMS.get(code)
    if form is None:
        names = {Standing.COMPANY: "société commerciale", None: "forme juridique inconnue"}
        return f"{names.get(facts.standing, 'autre forme juridique')} (catégorie {code})"
    # « Association » loses its capital, « SARL » and « SA » keep theirs.
    label = form.label if form.label[:2].isupper() else form.label[0].lower() + form.label[1:]
    return f"{label} (catégorie {code})"


def _told(proof: Proof, dates: ProofDates) -> str:
    match proof:
        case Proof.FOUNDATION:
            return "inscrite au répertoire national des fondations" + _on(" au ", dates.foundations)
        case Proof.ESUS:
            if dates.esus_until or dates.esus_on:
                return "agréée Esus" + _on(" le ", dates.esus_on) + _on(" jusqu’au ", dates.esus_until)
            return "agréée Esus" + _on(" d’après la liste du ", dates.esus_list)
        case Proof.MENTION:
            return "portant la mention ESS au registre"
        case Proof.ESS_LIST:
            return "inscrite dans la liste d’ESS France" + _on(" du ", dates.ess_list)
        case _:
            return "repérée ESS dans Sirene" + _on(" au ", dates.sirene)


def _reserve(facts: Facts, status: Status, dates: ProofDates, kinds: tuple[str, ...]) -> str:
    """What keeps it from being certain, and what would settle it."""
    kind = f" conventionnée {' et '.join(kinds)}" if kinds else " d’insertion ou du secteur adapté"
    match facts.standing, status:
        case Standing.STATUTE, Status.PROBABLE:
            return f" Mais Sirene la dit hors de l’ESS{_on(' au ', dates.sirene)}."
        case Standing.OPEN, Status.PROBABLE:
            return " Cette forme ne suffit pas à elle seule : les statuts le confirmeraient."
        case Standing.OPEN, Status.TO_CHECK:
            return " Cette forme ne suffit pas à elle seule : ses statuts sont à lire."
        case Standing.COMPANY | None, Status.PROBABLE:
            return " Une seule source le dit : la mention au registre ou l’agrément Esus le confirmerait."
        case Standing.EXCLUDED, Status.TO_CHECK:
            return " La forme et cet acte se contredisent : l’un des deux est à corriger."
        case _, Status.TO_CHECK if facts.esus_expired:
            ended = _on(" depuis le ", dates.esus_until)
            return f" Son agrément Esus n’a plus cours{ended} : a-t-il été renouvelé ?"
        case _, Status.TO_CHECK:
            return (
                f" Structure{kind}, ce qui ne prouve pas l’appartenance à l’ESS : il y faut la mention au "
                "registre ou l’agrément Esus."
            )
        case _, Status.OUTSIDE if facts.standing in (Standing.COMPANY, None):
            return " Aucune preuve d’appartenance à l’ESS."
        case _:
            return ""


def _on(before: str, day: date | None) -> str:
    return before + french_date(day) if day else ""


def _joined(parts: Iterable[str]) -> str:
    listed = list(parts)
    return " et ".join((", ".join(listed[:-1]), listed[-1])) if len(listed) > 1 else "".join(listed)
