"""What this room does with personal data."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from maillage.accounts import actions
from maillage.kernel.processing import Processing

PROCESSINGS = [
    Processing(
        code="accounts",
        name="Comptes",
        purpose="Permettre à une personne de se connecter et de tenir la fiche de sa structure.",
        legal_basis="La demande de la personne, qui ouvre ou accepte son compte (article 6, 1, b du RGPD).",
        people="Les personnes des structures et l’équipe d’animation.",
        data="Adresse électronique, nom affiché, rôle, clés d’accès si la personne en ajoute.",
        origin="La personne elle-même, ou l’équipe d’animation qui l’invite.",
        recipients="L’équipe d’animation du Pôle.",
        kept_for=actions.IDLE_FOR,
        purge=actions.purge_idle_accounts,
        ends="Effacées {term} après la dernière connexion, ou plus tôt sur demande.",
        rights="Accès, rectification, effacement, limitation, portabilité.",
    ),
    Processing(
        code="sessions",
        name="Connexions en cours",
        purpose="Garder une personne connectée, et lui montrer où son compte est ouvert.",
        legal_basis="L’intérêt légitime à protéger les comptes (article 6, 1, f du RGPD).",
        people="Les personnes connectées.",
        data="Adresse IP, navigateur, date de la connexion.",
        origin="Le navigateur de la personne.",
        recipients="La personne elle-même.",
        kept_for=timedelta(seconds=settings.SESSION_COOKIE_AGE),
        purge=actions.purge_sessions,
        ends="Effacées {term} après la connexion, ou dès la déconnexion.",
        rights="Accès, effacement (« Mon espace », puis « Appareils connectés »).",
    ),
    Processing(
        code="journal",
        name="Journal des décisions",
        purpose="Pouvoir montrer qui a décidé quoi, et qu’aucune décision n’a été réécrite.",
        legal_basis="L’intérêt légitime à rendre compte des décisions (article 6, 1, f du RGPD).",
        people="Les personnes connectées qui changent quelque chose.",
        data="Le numéro du compte (ni nom ni adresse), l’action et sa date.",
        origin="L’usage du site.",
        recipients="L’équipe d’animation du Pôle.",
        ends="Gardé aussi longtemps que le Pôle : le numéro ne dit plus rien une fois le compte effacé.",
        rights="Accès, limitation.",
    ),
]
