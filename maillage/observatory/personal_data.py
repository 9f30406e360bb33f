"""What this room does with personal data."""

from __future__ import annotations

from maillage.kernel.processing import Processing
from maillage.observatory.actions import practices as actions
from maillage.observatory.models import LINK_TERM

PROCESSINGS = [
    Processing(
        code="practices",
        name="Pratiques des collectivités",
        purpose="Envoyer à la personne désignée par une collectivité le lien de la grille à remplir.",
        legal_basis="La mission d’intérêt public du Pôle (article 6, 1, e du RGPD).",
        people="Les correspondants des collectivités.",
        data="Adresse électronique, date d’envoi, date de réponse.",
        origin="L’équipe d’animation.",
        recipients="L’équipe d’animation.",
        kept_for=LINK_TERM,
        purge=actions.purge_correspondents,
        ends="L’adresse est effacée {term} après l’envoi ; les réponses, qui ne nomment personne, restent.",
        rights="Accès, rectification, effacement, opposition.",
    ),
]
