"""What this room does with personal data."""

from __future__ import annotations

from maillage.kernel.processing import Processing
from maillage.upkeep import actions

PROCESSINGS = [
    Processing(
        code="requests",
        name="Demandes et propositions",
        purpose="Savoir qui demande à tenir la page d’une structure ou à la retirer, et lui répondre ; "
        "répondre à qui propose une correction.",
        legal_basis="L’intérêt légitime à tenir un annuaire exact (article 6, 1, f du RGPD).",
        people="Les personnes qui remplissent ces formulaires.",
        data="Nom, fonction, adresse électronique, message, décision.",
        origin="La personne elle-même.",
        recipients="L’équipe d’animation.",
        kept_for=actions.REQUEST_TERM,
        purge=actions.purge_requests,
        ends="Effacées {term} après la décision ; une semaine après le dépôt si l’adresse n’est pas confirmée.",
        rights="Accès, rectification, effacement, opposition.",
    ),
    Processing(
        code="campaigns",
        name="Campagnes de mise à jour",
        purpose="Demander aux structures si leur page est exacte, et ne pas les relancer deux fois.",
        legal_basis="L’intérêt légitime à tenir un annuaire exact (article 6, 1, f du RGPD).",
        people="Les personnes qui lisent l’adresse générale d’une structure.",
        data="Adresse électronique de la structure, dates d’envoi, réponse.",
        origin="L’annuaire.",
        recipients="L’équipe d’animation.",
        kept_for=actions.CAMPAIGN_TERM,
        purge=actions.purge_campaign_addresses,
        ends="L’adresse est effacée {term} après la fin de la campagne ; la réponse reste, sans adresse.",
        rights="Accès, opposition (« Retirer ma structure »).",
    ),
]
