"""What this room does with personal data."""

from __future__ import annotations

from maillage.actors import actions, search
from maillage.kernel.processing import Processing

PROCESSINGS = [
    Processing(
        code="directory",
        name="Annuaire des structures",
        purpose="Faire connaître les structures du territoire : ce qu’elles font, pour qui, où les trouver.",
        legal_basis="La mission d’intérêt public de la collectivité qui porte le Pôle, ou son intérêt légitime "
        "(article 6, 1, e et f du RGPD).",
        people="Les personnes que le nom, l’adresse ou le courriel d’une structure pourraient désigner.",
        data="Coordonnées générales de la structure. Quand le siège d’une petite association peut être un "
        "domicile, seule sa commune est montrée, tant que la structure n’en décide pas autrement.",
        origin="Listes locales, registres publics, la structure elle-même ; chaque fiche dit ses sources.",
        recipients="Tout le monde : l’annuaire est public, sur le site, sur papier et en données ouvertes.",
        ends="Tant que la structure existe et n’a pas demandé son retrait. Après un retrait, il ne reste que "
        "de quoi empêcher qu’un import la fasse revenir.",
        rights="Accès, rectification, opposition (« Retirer ma structure »), limitation.",
    ),
    Processing(
        code="contacts",
        name="Contacts qui nomment une personne",
        purpose="Savoir à qui écrire ; afficher cette personne seulement si elle en est d’accord.",
        legal_basis="Le consentement pour l’affichage ; l’intérêt légitime pour la tenue de l’annuaire "
        "(article 6, 1, a et f du RGPD).",
        people="Les responsables et salariés nommés dans les listes locales.",
        data="Nom, fonction, courriel, téléphone, réponse donnée.",
        origin="Les listes importées ou la structure ; la personne en est informée par courriel.",
        recipients="L’équipe d’animation ; tout le monde si la personne est d’accord.",
        kept_for=actions.CONTACT_TERM,
        purge=actions.purge_contacts,
        ends="Effacés {term} après l’import si la personne n’a pas répondu, et {term} après son opposition "
        "(le nom seul est gardé jusque-là, pour ne pas l’inscrire de nouveau).",
        rights="Accès, rectification, effacement, opposition à tout moment, par le lien reçu ou par écrit.",
    ),
    Processing(
        code="missed-searches",
        name="Recherches restées sans résultat",
        purpose="Savoir quels services manquent au territoire.",
        legal_basis="L’intérêt légitime à connaître les besoins (article 6, 1, f du RGPD).",
        people="Personne en particulier : ni compte, ni adresse IP, ni adresse électronique n’y est lié.",
        data="Les mots cherchés, seulement s’ils l’ont été trois jours différents ; ce qui ressemble à un nom "
        "de personne, à un numéro ou à une adresse n’est pas compté.",
        origin="Les recherches faites dans l’annuaire.",
        recipients="L’équipe d’animation du Pôle.",
        kept_for=search.MISSED_KEPT_FOR,
        purge=search.purge_missed_searches,
        ends="Effacées {term} après la recherche.",
        rights="Sans objet : rien n’y désigne une personne.",
    ),
]
