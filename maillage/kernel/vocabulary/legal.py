"""Statutory families, and the legal forms of INSEE's nomenclature with the family each belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .terms import Term, Vocabulary

# The edition of INSEE's "catégories juridiques" from which the codes below were checked.
LEGAL_FORMS_EDITION = "2022-09"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Term):
    """A statutory family; `is_ess` says whether the law of 31 July 2014 counts it in the ESS by statute."""

    is_ess: bool


FAMILIES = Vocabulary(
    "statutory families",
    (
        # Loi 2014-856, art. 1, II, 1°
        Family(
            code="association",
            label="Association",
            definition="Association de la loi de 1901 ou du droit local d’Alsace-Moselle.",
            is_ess=True,
        ),
        Family(
            code="cooperative",
            label="Coopérative",
            definition=(
                "Société coopérative : Scop, Scic, coopérative d’usagers, agricole, bancaire, d’habitants…"
            ),
            is_ess=True,
        ),
        Family(
            code="mutuelle",
            label="Mutuelle",
            definition="Mutuelle, union de mutuelles ou société d’assurance mutuelle.",
            is_ess=True,
        ),
        Family(
            code="fondation",
            label="Fondation",
            definition="Fondation, dotée ou non d’une reconnaissance d’utilité publique.",
            is_ess=True,
        ),
        # Loi 2014-856, art. 1, II, 2°
        Family(
            code="societe-ess",
            label="Société commerciale de l’ESS",
            definition=(
                "Société commerciale dont les statuts respectent les principes de l’économie sociale et "
                "solidaire, inscrite à ce titre au registre."
            ),
            is_ess=True,
        ),
        Family(
            code="public",
            label="Organisme public",
            definition=(
                "Collectivité, établissement public, service de l’État ou groupement d’intérêt public."
            ),
            is_ess=False,
        ),
        Family(
            code="entreprise",
            label="Entreprise",
            definition="Société ou entrepreneur individuel hors économie sociale et solidaire.",
            is_ess=False,
        ),
        Family(
            code="collectif",
            label="Collectif",
            definition="Groupe de personnes ou d’organismes sans personnalité juridique propre.",
            is_ess=False,
        ),
        Family(
            code="autre",
            label="Autre organisme",
            definition="Syndicat, comité social, organisme de prévoyance, groupement ou congrégation.",
            is_ess=False,
        ),
    ),
)


class Standing(StrEnum):
    """The place of a legal form in article 1 of the law of 31 July 2014 (n° 2014-856)."""

    STATUTE = "statute"  # II, 1°: the form itself is in the ESS
    OPEN = "open"  # the form alone does not say: no legal person, or statutes that vary under one code
    COMPANY = "company"  # II, 2°: a commercial company, in the ESS only by its statutes and its mention
    EXCLUDED = "excluded"  # neither: public law, natural persons, civil companies, unions, councils…


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm(Term):
    """A legal form: `code` is INSEE's four-digit legal category, `family` a code of FAMILIES.

    `settles_family` is false when the form alone does not prove the family: a SARL or a SAS may be a société
    commerciale de l’ESS or a Scic, an agricultural SICA may or may not be a cooperative. `standing` is its
    place in the law, and `proven_family` the family it is counted in once another proof put it in the ESS.
    """

    family: str
    settles_family: bool = True
    standing: Standing
    proven_family: str


def _forms(
    family: str,
    forms: Iterable[tuple[str, str]],
    standing: Standing,
    settles_family: bool = True,
    proven_family: str = "",
) -> Iterable[LegalForm]:
    for code, label in forms:
        yield LegalForm(
            code=code,
            label=label,
            definition=f"Catégorie juridique {code} de l’Insee.",
            family=family,
            settles_family=settles_family,
            standing=standing,
            proven_family=proven_family or family,
        )


LEGAL_FORMS = Vocabulary(
    "legal forms",
    (
        *_forms(
            "association",
            (
                ("9220", "Association déclarée"),
                ("9221", "Association déclarée d’insertion par l’économique"),
                ("9222", "Association intermédiaire"),
                ("9223", "Groupement d’employeurs"),
                ("9230", "Association reconnue d’utilité publique"),
                ("9260", "Association de droit local (Alsace-Moselle)"),
            ),
            Standing.STATUTE,
        ),
        # Undeclared, it is no legal person (loi du 1er juillet 1901, art. 2 and 5), and the law wants one.
        *_forms("association", (("9210", "Association non déclarée"),), Standing.OPEN),
        *_forms(
            "cooperative",
            (
                ("5191", "Société de caution mutuelle"),
                ("5192", "Banque populaire (société coopérative)"),
                ("5193", "Caisse de crédit maritime mutuel"),
                ("5194", "Caisse de crédit mutuel"),
                # A cooperative under the local law of 1 May 1889, despite its name of association.
                ("5195", "Association coopérative inscrite (Alsace-Moselle)"),
                ("5196", "Caisse d’épargne (société coopérative)"),
                ("5203", "Société en nom collectif coopérative"),
                ("5307", "Société en commandite simple coopérative"),
                ("5309", "Société en commandite par actions coopérative"),
                ("5443", "SARL coopérative de construction"),
                ("5451", "SARL coopérative de consommation"),
                ("5453", "SARL coopérative artisanale"),
                ("5454", "SARL coopérative d’intérêt maritime"),
                ("5455", "SARL coopérative de transport"),
                ("5458", "SARL coopérative de production (Scop)"),
                ("5459", "SARL union de sociétés coopératives"),
                ("5460", "Autre SARL coopérative (Scic, CAE…)"),
                ("5543", "SA coopérative de construction"),
                ("5547", "SA coopérative de production de HLM"),
                ("5551", "SA coopérative de consommation"),
                ("5552", "SA coopérative de commerçants détaillants"),
                ("5553", "SA coopérative artisanale"),
                ("5554", "SA coopérative d’intérêt maritime"),
                ("5555", "SA coopérative de transport"),
                ("5558", "SA coopérative de production (Scop)"),
                ("5559", "SA union de sociétés coopératives"),
                ("5560", "Autre SA coopérative (Scic…)"),
                ("5643", "SA coopérative de construction à directoire"),
                ("5647", "SA coopérative de production de HLM à directoire"),
                ("5651", "SA coopérative de consommation à directoire"),
                ("5652", "SA coopérative de commerçants détaillants à directoire"),
                ("5653", "SA coopérative artisanale à directoire"),
                ("5654", "SA coopérative d’intérêt maritime à directoire"),
                ("5655", "SA coopérative de transport à directoire"),
                ("5658", "SA coopérative de production (Scop) à directoire"),
                ("5659", "SA union de sociétés coopératives à directoire"),
                ("5660", "Autre SA coopérative à directoire"),
                ("6100", "Caisse d’épargne et de prévoyance"),
                ("6316", "Coopérative d’utilisation de matériel agricole (Cuma)"),
                ("6317", "Société coopérative agricole"),
                ("6318", "Union de sociétés coopératives agricoles"),
                ("6543", "Société civile coopérative de construction"),
                ("6551", "Société civile coopérative de consommation"),
                ("6554", "Société civile coopérative d’intérêt maritime"),
                ("6558", "Société civile coopérative entre médecins"),
                ("6560", "Autre société civile coopérative"),
                ("6595", "Caisse locale de crédit mutuel"),
                ("6596", "Caisse de crédit agricole mutuel"),
            ),
            Standing.STATUTE,
        ),
        *_forms(
            "mutuelle",
            (
                ("6411", "Société d’assurance mutuelle"),
                ("8210", "Mutuelle"),
                ("8250", "Assurance mutuelle agricole"),
            ),
            Standing.STATUTE,
        ),
        # Not all of them come under the code de la mutualité or the code des assurances.
        *_forms("mutuelle", (("8290", "Autre organisme mutualiste"),), Standing.OPEN),
        *_forms("fondation", (("9300", "Fondation"),), Standing.STATUTE),
        *_forms(
            "public",
            (
                ("4110", "Établissement public national industriel ou commercial, avec comptable public"),
                ("4120", "Établissement public national industriel ou commercial, sans comptable public"),
                ("4130", "Exploitant public"),
                ("4140", "Établissement public local industriel ou commercial"),
                ("4150", "Régie d’une collectivité, industrielle ou commerciale"),
                ("4160", "Banque de France"),
                ("7112", "Autorité administrative ou publique indépendante"),
                ("7113", "Ministère"),
                ("7120", "Service central d’un ministère"),
                ("7160", "Service de l’État à compétence nationale"),
                ("7171", "Service régional de l’État"),
                ("7172", "Service départemental de l’État"),
                ("7179", "Autre service territorial de l’État"),
                ("7210", "Commune"),
                ("7220", "Département"),
                ("7225", "Collectivité d’outre-mer"),
                ("7229", "Autre collectivité territoriale"),
                ("7230", "Région"),
                ("7312", "Commune associée ou déléguée"),
                ("7313", "Section de commune"),
                ("7331", "Établissement public local d’enseignement"),
                ("7340", "Pôle métropolitain"),
                ("7343", "Communauté urbaine"),
                ("7344", "Métropole"),
                ("7345", "Syndicat intercommunal à vocation multiple (Sivom)"),
                ("7346", "Communauté de communes"),
                ("7348", "Communauté d’agglomération"),
                ("7349", "Autre établissement public local de coopération, ou entente"),
                ("7353", "Syndicat intercommunal à vocation unique (Sivu)"),
                ("7354", "Syndicat mixte fermé"),
                ("7355", "Syndicat mixte ouvert"),
                ("7357", "Pôle d’équilibre territorial et rural (PETR)"),
                ("7361", "Centre communal d’action sociale (CCAS)"),
                ("7362", "Caisse des écoles"),
                ("7363", "Caisse de crédit municipal"),
                ("7364", "Établissement public d’hospitalisation"),
                ("7366", "Établissement public local social ou médico-social"),
                ("7367", "Centre intercommunal d’action sociale (CIAS)"),
                ("7371", "Office public d’HLM"),
                ("7372", "Service départemental d’incendie et de secours (SDIS)"),
                ("7373", "Établissement public local culturel"),
                ("7378", "Régie d’une collectivité, administrative"),
                ("7379", "Autre établissement public administratif local"),
                ("7381", "Organisme consulaire (chambre de commerce, de métiers, d’agriculture)"),
                ("7382", "Établissement public national d’administration centrale"),
                ("7383", "Établissement public national scientifique, culturel et professionnel"),
                ("7384", "Autre établissement public national d’enseignement"),
                ("7385", "Établissement public national administratif à compétence territoriale"),
                ("7389", "Établissement public national administratif"),
                ("7410", "Groupement d’intérêt public (GIP)"),
                ("7490", "Autre personne morale de droit administratif"),
            ),
            Standing.EXCLUDED,
        ),
        *_forms(
            "entreprise",
            (
                ("5202", "Société en nom collectif"),
                ("5306", "Société en commandite simple"),
                ("5308", "Société en commandite par actions"),
                ("5499", "Société à responsabilité limitée (SARL)"),
                ("5599", "SA à conseil d’administration"),
                ("5699", "SA à directoire"),
                ("5710", "Société par actions simplifiée (SAS)"),
            ),
            Standing.COMPANY,
            settles_family=False,
            proven_family="societe-ess",
        ),
        *_forms(
            "entreprise",
            (
                # Sociétés d’intérêt collectif agricole: cooperatives only when their statutes say so.
                ("5432", "SARL d’intérêt collectif agricole (Sica)"),
                ("5532", "SA d’intérêt collectif agricole (Sica)"),
                ("5632", "SA d’intérêt collectif agricole (Sica) à directoire"),
                ("6532", "Société civile d’intérêt collectif agricole (Sica)"),
            ),
            Standing.OPEN,
            settles_family=False,
            proven_family="cooperative",
        ),
        *_forms(
            "entreprise",
            (
                ("5415", "SARL d’économie mixte"),
                ("5515", "SA d’économie mixte"),
                ("5546", "SA de HLM"),
                ("5615", "SA d’économie mixte à directoire"),
                ("5646", "SA de HLM à directoire"),
            ),
            Standing.COMPANY,
            proven_family="societe-ess",
        ),
        *_forms(
            "entreprise",
            (
                ("1000", "Entrepreneur individuel"),
                ("6220", "Groupement d’intérêt économique (GIE)"),
                ("6533", "Groupement agricole d’exploitation en commun (Gaec)"),
                ("6540", "Société civile immobilière"),
                ("6597", "Société civile d’exploitation agricole"),
                ("6598", "Exploitation agricole à responsabilité limitée"),
                ("6599", "Autre société civile"),
            ),
            Standing.EXCLUDED,
        ),
        *_forms(
            "autre",
            (
                ("8110", "Régime général de la Sécurité sociale"),
                ("8130", "Institution de retraite complémentaire"),
                ("8140", "Mutualité sociale agricole"),
                ("8310", "Comité social et économique d’entreprise"),
                ("8311", "Comité social et économique d’établissement"),
                ("8410", "Syndicat de salariés"),
                ("8420", "Syndicat patronal"),
                ("8450", "Ordre professionnel"),
                ("8490", "Autre organisme professionnel"),
                ("8510", "Institution de prévoyance"),
                ("9110", "Syndicat de copropriété"),
                ("9150", "Association syndicale libre"),
                ("9224", "Association d’avocats"),
                ("9970", "Groupement de coopération sanitaire à gestion privée"),
            ),
            Standing.EXCLUDED,
        ),
        # Governed by title III of the law of 1901, yet no association of that law.
        *_forms("autre", (("9240", "Congrégation"),), Standing.OPEN),
        *_forms(
            "autre",
            (("9900", "Autre personne morale de droit privé"),),
            Standing.OPEN,
            settles_family=False,
        ),
    ),
)

# What the first digit of a code says when the code itself is not in the list above.
_FAMILY_BY_FIRST_DIGIT = {
    "1": "entreprise",
    "2": "collectif",
    "3": "autre",
    "4": "public",
    "5": "entreprise",
    "6": "entreprise",
    "7": "public",
    "8": "autre",
    "9": "autre",
}


def standing_of_legal_form(code: str) -> Standing | None:
    """Return the place of an INSEE legal category in the law of 2014, or None when it is not one.

    Of the codes that are not in LEGAL_FORMS, those of the fifth level (commercial companies) are companies.
    """
    if len(code) != 4 or not (code.isascii() and code.isdigit()):
        return None
    form = LEGAL_FORMS.get(code)
    if form:
        return form.standing
    return Standing.COMPANY if code[0] == "5" else Standing.EXCLUDED


def family_of_legal_form(code: str, *, declared_ess: bool = False) -> str | None:
    """Return the statutory family of an INSEE legal category, or None when it is not one.

    `declared_ess` is whether the company bears the ESS mention at the register or the ESUS agreement: it
    turns a commercial company into a société commerciale de l’ESS (loi 2014-856, art. 1, II, 2°), no more.
    """
    if len(code) != 4 or not code.isdigit():
        return None
    form = LEGAL_FORMS.get(code)
    family = form.family if form else _FAMILY_BY_FIRST_DIGIT.get(code[0])
    if family == "entreprise" and declared_ess and code[0] == "5":
        return "societe-ess"
    return family
