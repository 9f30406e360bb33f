"""What the synthesis of 10 January 2005 says of the practices of the four collectivities, answer by answer.

Each answer keeps the words it rests on (`quote`), which a test looks for in the document itself. What the
synthesis does not say is not here: no amount for Créteil.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from maillage.observatory.domain.practices import Answer

YEAR: Final = 2004


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedAnswer:
    """One answer: who (a key of `seed_actors`), to which question, what, and the words of the synthesis."""

    actor: str
    practice: str
    answer: Answer
    quote: str
    detail: str = ""
    amount: Decimal | None = None
    structures: int | None = None


_AGGLOMERATION = "communaute-agglomeration"
_ALFORTVILLE, _CRETEIL, _LIMEIL = "ville-alfortville", "ville-creteil", "ville-limeil-brevannes"
COLLECTIVITIES: Final = (_AGGLOMERATION, _ALFORTVILLE, _CRETEIL, _LIMEIL)


def _yes(actor: str, practice: str, detail: str, quote: str) -> SeedAnswer:
    return SeedAnswer(actor=actor, practice=practice, answer=Answer.YES, detail=detail, quote=quote)


def _no(actor: str, practice: str, detail: str, quote: str) -> SeedAnswer:
    return SeedAnswer(actor=actor, practice=practice, answer=Answer.NO, detail=detail, quote=quote)


SEED_ANSWERS: Final[tuple[SeedAnswer, ...]] = (
    _yes(
        _AGGLOMERATION,
        "mandate",
        "Délégation politique à l’économie sociale et solidaire.",
        "s'est dotée d'une délégation politique à l'économie sociale et solidaire",
    ),
    _yes(
        _AGGLOMERATION,
        "correspondent",
        "Mission technique, placée au sein de la direction chargée du développement économique.",
        "également d'une mission technique, positionnée, au moment de la réalisation de l'étude",
    ),
    SeedAnswer(
        actor=_AGGLOMERATION,
        practice="subsidies",
        answer=Answer.YES,
        detail="Insertion sociale et professionnelle, prévention santé, aide à la création d’activité.",
        amount=Decimal(755000),
        structures=16,
        quote="elle aura mobilisé 755 000 euros en 2004 en faveur de 16 structures",
    ),
    _yes(
        _AGGLOMERATION,
        "social-services",
        "Nettoyage des vitres et des luminaires.",
        "les prestations de service relatives au nettoyage des vitres et des luminaires",
    ),
    _yes(
        _AGGLOMERATION,
        "clauses-choice",
        "Préoccupations d’environnement, d’insertion sociale et professionnelle, d’éthique de l’achat.",
        "en intégrant dans ces marchés des préoccupations environnementales",
    ),
    _no(
        _AGGLOMERATION,
        "adapted-sector",
        "Aucune démarche particulière en direction du milieu adapté.",
        "aucune démarche spécifique en direction du milieu adapté",
    ),
    _yes(
        _ALFORTVILLE,
        "mandate",
        "Une élue à l’économie sociale et solidaire ; une commission sur ce thème est envisagée.",
        "dans le cadre de l'équipe municipale d'une Elue à l'économie sociale et solidaire",
    ),
    _yes(
        _ALFORTVILLE,
        "correspondent",
        "Une correspondante technique, au secteur des achats et des marchés.",
        "au sein du secteur des achats et des marchés",
    ),
    SeedAnswer(
        actor=_ALFORTVILLE,
        practice="subsidies",
        answer=Answer.YES,
        detail="Hors apports au centre communal d’action sociale (1 621 000 €) ; fonds de réserve compris.",
        amount=Decimal(230000),
        quote="Alfortville consacre 230 000 euros aux subventions associatives",
    ),
    _yes(
        _ALFORTVILLE,
        "social-services",
        "Animation et loisirs, accueil périscolaire, événements socioculturels, séjours pour les enfants.",
        "notamment en faveur de l'animation/loisirs, de l'accueil périscolaire",
    ),
    _yes(
        _ALFORTVILLE,
        "clauses-choice",
        "Construction d’une salle de spectacles.",
        "avec une expérience pour la construction d'une salle de spectacles",
    ),
    _yes(
        _ALFORTVILLE,
        "fair-trade",
        "Produits et prestataires non précisés.",
        "des exigences pour l'achat de produits issus du commerce éthique ou équitable",
    ),
    _no(
        _ALFORTVILLE,
        "adapted-sector",
        "Ne semble pas faire l’objet de démarches particulières.",
        "ne semble pas faire l'objet de démarches particulières",
    ),
    _no(
        _CRETEIL,
        "mandate",
        "Ne semble pas avoir désigné de référent.",
        "pas avoir mandaté de référent politique, ni de correspondant technique sur le sujet",
    ),
    _no(
        _CRETEIL,
        "correspondent",
        "Ne semble pas avoir désigné de correspondant.",
        "pas avoir mandaté de référent politique, ni de correspondant technique sur le sujet",
    ),
    _yes(
        _CRETEIL,
        "social-services",
        "Aide à domicile, soins infirmiers, accompagnement social, prestations artistiques.",
        "l'aide à domicile, des soins infirmiers, de l'accompagnement social et des prestations artistiques",
    ),
    _yes(
        _CRETEIL,
        "clauses-choice",
        "Fournitures scolaires et jouets : attestation de non-travail des enfants et critères éthiques.",
        "la remise d'une attestation de non travail des enfants",
    ),
    _yes(
        _CRETEIL,
        "adapted-sector",
        "Structures et services non précisés.",
        "elle fait appel, en référence à la Loi de 1987, aux organisations du milieu adapté",
    ),
    _no(
        _LIMEIL,
        "mandate",
        "Pas de mandat propre à ce thème.",
        "Il n'existe pas de mandat politique spécifique sur cette thématique",
    ),
    _yes(
        _LIMEIL,
        "correspondent",
        "Au pilotage du projet de la politique de la ville.",
        "au niveau du pilotage de projet de la Politique de la Ville",
    ),
    SeedAnswer(
        actor=_LIMEIL,
        practice="subsidies",
        answer=Answer.YES,
        detail="Environ, et non exhaustif ; s’y ajoute un soutien en nature.",
        amount=Decimal(258000),
        quote="elle apporte environ 258.000 euros de subventions annuelles",
    ),
    _yes(
        _LIMEIL,
        "social-services",
        "Entretien de bâtiments (second œuvre), notamment par la régie de quartier.",
        "notamment au bénéfice de la Régie de quartier pour des marchés d'entretien",
    ),
    _no(
        _LIMEIL,
        "clauses-choice",
        "",
        "elle ne met pas en pratique l'article 14, ni l'appel à prestations auprès du milieu adapté",
    ),
    _no(
        _LIMEIL,
        "adapted-sector",
        "",
        "elle ne met pas en pratique l'article 14, ni l'appel à prestations auprès du milieu adapté",
    ),
    *(
        _no(
            actor,
            practice,
            "Aucune des quatre collectivités ne semble l’avoir envisagé.",
            "aucune d'entre elles ne semble, par contre, avoir envisagé la mobilisation de ses fonctions "
            "d'employeur",
        )
        for actor in COLLECTIVITIES
        for practice in ("service-vouchers", "workplace-sales", "solidarity-savings")
    ),
)
