"""What this room does with personal data."""

from __future__ import annotations

from maillage.kernel.processing import Processing
from maillage.workspace.actions import notifications, people

PROCESSINGS = [
    Processing(
        code="invitations",
        name="Invitations",
        purpose="Inviter une personne dans sa structure ou dans le Pôle, et savoir si elle a répondu.",
        legal_basis="L’intérêt légitime à faire travailler ensemble les structures (article 6, 1, f du RGPD).",
        people="Les personnes invitées.",
        data="Nom, adresse électronique, structure, fonction, rôle, mot d’accompagnement, réponse.",
        origin="L’équipe d’animation, ou une personne de la structure.",
        recipients="L’équipe d’animation, et les personnes de la structure.",
        kept_for=people.KEPT_FOR,
        purge=people.purge_invitations,
        ends="Effacées {term} après la réponse, ou après la fin de validité.",
        rights="Accès, rectification, effacement, opposition (« Décliner » dans l’invitation).",
    ),
    Processing(
        code="joins",
        name="Demandes d’entrée dans le Pôle",
        purpose="Savoir qui demande à entrer dans l’espace des membres, et lui répondre.",
        legal_basis="La demande de la personne (article 6, 1, b du RGPD).",
        people="Les personnes qui remplissent le formulaire « Rejoindre le Pôle ».",
        data="Nom, adresse électronique, structure, fonction, message, décision.",
        origin="La personne elle-même.",
        recipients="L’équipe d’animation.",
        kept_for=people.KEPT_FOR,
        purge=people.purge_joins,
        ends="Effacées {term} après la décision ; une semaine après le dépôt si l’adresse n’est pas confirmée.",
        rights="Accès, rectification, effacement, opposition.",
    ),
    Processing(
        code="members",
        name="Espace des membres",
        purpose="Permettre aux membres de se connaître et de travailler ensemble.",
        legal_basis="La demande de la personne, qui choisit ce qu’elle montre (article 6, 1, b du RGPD).",
        people="Les membres du Pôle.",
        data="Nom, structures et fonctions, groupes ; téléphone et présentation si la personne les donne.",
        origin="La personne elle-même.",
        recipients="Les autres membres, pour ce que la personne a choisi de montrer ; l’équipe d’animation.",
        ends="Avec le compte. Ce qui a été écrit dans un groupe reste, sous le nom de la structure.",
        rights="Accès, rectification, effacement, opposition, portabilité (« Mon espace »).",
    ),
    Processing(
        code="notifications",
        name="Nouvelles de l’espace des membres",
        purpose="Prévenir chaque membre de ce qui le concerne, au rythme qu’il a choisi.",
        legal_basis="La demande de la personne, qui choisit ce qu’elle reçoit (article 6, 1, b du RGPD).",
        people="Les membres du Pôle.",
        data="Ce qui est arrivé, quand, si cela a été lu et envoyé.",
        origin="L’usage de l’espace des membres.",
        recipients="La personne elle-même.",
        kept_for=notifications.KEPT_FOR,
        purge=notifications.purge_notifications,
        ends="Effacées au bout de {term}.",
        rights="Accès, effacement, choix du rythme (« Mon espace », puis « Ce que je reçois »).",
    ),
]
