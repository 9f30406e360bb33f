"""What this room does with personal data."""

from __future__ import annotations

from maillage.kernel.processing import Processing
from maillage.outbox import actions

PROCESSINGS = [
    Processing(
        code="outbox",
        name="Courriels envoyés par le site",
        purpose="Envoyer les codes de connexion, les demandes de vérification et les réponses, "
        "et savoir s’ils sont partis.",
        legal_basis="L’intérêt légitime à faire vivre l’annuaire (article 6, 1, f du RGPD).",
        people="Les personnes à qui le site écrit.",
        data="Adresse électronique, objet et texte du message, état de l’envoi.",
        origin="Le compte, la fiche ou la demande qui a causé le message.",
        recipients="L’équipe d’animation et le prestataire qui achemine le courriel.",
        kept_for=actions.KEPT_FOR,
        purge=actions.purge_messages,
        ends="Effacés {term} après leur écriture.",
        rights="Accès, effacement, opposition.",
    ),
]
