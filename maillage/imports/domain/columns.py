"""What the columns of a list may hold, and which one each of them most likely holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.kernel.text import fold
from maillage.kernel.vocabulary import FAMILIES, INSERTION_TYPES
from maillage.tables import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IGNORED = ""
"""The code of a column that is not imported."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may be made into: `kinds` are the contents that fit, `several` whether columns add up."""

    code: str
    label: str
    group: str
    kinds: frozenset[Kind] = frozenset((Kind.TEXT,))
    several: bool = False


_STRUCTURE, _PLACE, _PERSON = "La structure", "Son lieu", "Une personne"
_NUMBERS = frozenset((Kind.INTEGER, Kind.DECIMAL))
_CODES = frozenset((Kind.TEXT, Kind.INTEGER))


def _kinds(*kinds: Kind) -> frozenset[Kind]:
    return frozenset(kinds)


_ALL = (
    Target("name", "Nom", _STRUCTURE),
    Target("official_name", "Nom officiel (raison sociale)", _STRUCTURE),
    Target("sigle", "Sigle", _STRUCTURE),
    Target("siren", "SIREN", _STRUCTURE, _kinds(Kind.SIREN, Kind.DESTROYED_NUMBER)),
    Target("siret", "SIRET", _STRUCTURE, _kinds(Kind.SIRET, Kind.DESTROYED_NUMBER)),
    Target("rna", "Numéro RNA (ou ancien numéro)", _STRUCTURE, _kinds(Kind.RNA)),
    Target("former_number", "Ancien numéro d’association", _STRUCTURE, _CODES),
    Target(
        "identifier",
        "Identifiant mêlé (SIRET, SIREN ou RNA)",
        _STRUCTURE,
        _kinds(Kind.SIRET, Kind.SIREN, Kind.RNA, Kind.TEXT, Kind.INTEGER, Kind.DESTROYED_NUMBER),
    ),
    Target("family", "Famille (association, coopérative…)", _STRUCTURE),
    Target("legal_form", "Forme juridique (code INSEE)", _STRUCTURE, _CODES),
    Target("description", "Présentation, objet", _STRUCTURE, several=True),
    Target("theme", "Thème ou domaine", _STRUCTURE, several=True),
    Target("subtheme", "Sous-thème, sous-domaine", _STRUCTURE),
    Target("rna_object", "Objet social codé (RNA)", _STRUCTURE, _CODES, several=True),
    Target("insertion_types", "Type d’insertion (ACI, EI, ESAT…)", _STRUCTURE),
    Target("labels", "Labels", _STRUCTURE),
    Target("networks", "Réseaux", _STRUCTURE),
    Target("publics", "Publics", _STRUCTURE),
    Target("website", "Site internet", _STRUCTURE, _kinds(Kind.URL)),
    Target("email", "Courriel", _STRUCTURE, _kinds(Kind.EMAIL)),
    Target("phone", "Téléphone", _STRUCTURE, _kinds(Kind.PHONE), several=True),
    Target("opening_hours", "Horaires (forme OSM)", _STRUCTURE),
    Target("founded_on", "Date de création", _STRUCTURE, _kinds(Kind.DATE, Kind.INTEGER)),
    Target("ended_on", "Date de fermeture ou de dissolution", _STRUCTURE, _kinds(Kind.DATE, Kind.INTEGER)),
    Target("activity", "En activité ou dissoute (RNA : A, D, S)", _STRUCTURE, _kinds(Kind.TEXT, Kind.YES_NO)),
    Target("employer", "Structure employeuse (oui, non ou nombre)", _STRUCTURE, _kinds(Kind.YES_NO) | _NUMBERS),
    Target("list_key", "Numéro de la ligne dans cette liste", _STRUCTURE, _CODES),
    Target("agreement_start", "Convention d’insertion : du", _STRUCTURE, _kinds(Kind.DATE)),
    Target("agreement_end", "Convention d’insertion : au", _STRUCTURE, _kinds(Kind.DATE)),
    Target("address", "Adresse (ou partie d’adresse)", _PLACE, _CODES, several=True),
    Target("postcode", "Code postal", _PLACE, _kinds(Kind.POSTCODE)),
    Target("commune", "Commune", _PLACE),
    Target("commune_code", "Code INSEE de la commune", _PLACE, _CODES | {Kind.POSTCODE}),
    Target("latitude", "Latitude", _PLACE, _kinds(Kind.COORDINATE, Kind.DECIMAL)),
    Target("longitude", "Longitude", _PLACE, _kinds(Kind.COORDINATE, Kind.DECIMAL)),
    Target("position", "Position (latitude et longitude ensemble)", _PLACE, _kinds(Kind.COORDINATE, Kind.TEXT)),
    Target("contact_name", "Nom de la personne", _PERSON, several=True),
    Target("contact_first_name", "Prénom de la personne", _PERSON, several=True),
    Target("contact_function", "Fonction de la personne", _PERSON, several=True),
    Target("contact_email", "Courriel de la personne", _PERSON, _kinds(Kind.EMAIL), several=True),
    Target("contact_phone", "Téléphone de la personne", _PERSON, _kinds(Kind.PHONE), several=True),
)
TARGETS: Mapping[str, Target] = {target.code: target for target in _ALL}
GROUPS = (_STRUCTURE, _PLACE, _PERSON)

# Headings as lists write them, folded; a star ends a phrase that only counts when it is the whole heading.
_HEADINGS: Mapping[str, str] = {
    "name":
    "nom asso, nom association, nom de l association, nom structure, nom de la structure, structure, "
    "association, nom usuel, nom d usage, nom organisme, organisme, nom du beneficiaire, beneficiaire, "
    "titre, nom de l organisme, nom commercial, enseigne, brand, name, nom*, intitule, libelle*, intitule "
    "structure, nom de l etablissement, etablissement*, titre de l association, acteur, acteurs, nom "
    "acteur, nom de l acteur, entreprise*",
    "official_name":
    "raison sociale, denomination, denomination sociale, nom officiel, nom legal, denomination unite "
    "legale, nom complet, titre officiel",
    "sigle": "sigle, acronyme, titre court, nom court, abreviation",
    "siren": "siren, n siren, numero siren",
    "siret": "siret, n siret, numero siret, siret siege, code siret",
    "rna":
    "rna, n rna, numero rna, id association, identifiant association, numero waldec, identifiant rna, "
    "waldec, w rna, num rna, numero w",
    "former_number": "id ex association, id ex, ancien numero, ancien numero association",
    "identifier":
    "identification du beneficiaire, identifiant du beneficiaire, identifiant beneficiaire, "
    "idbeneficiaire, siret ou rna, siren siret, siren ou siret, identifiant national, siret rna",
    "family":
    "famille, statut, statut juridique, forme juridique, type de structure, nature juridique, type "
    "structure, statuts, famille juridique, famille statutaire",
    "legal_form":
    "categorie juridique, code forme juridique, nature juridique code, code categorie juridique",
    "description":
    "objet*, objet social*, objet de l association, description, descriptif, presentation, activites "
    "proposees, missions, mission, but, buts, resume, activites principales, detail activite, description "
    "de l activite",
    "theme":
    "domaine, domaines, theme, themes, thematique, thematiques, secteur, secteur d activite, secteurs, "
    "categorie, categories, rubrique, domaine d activite, domaines d intervention, champ, type d "
    "activite, activite, activites, type, secteur d activites, famille d activite",
    "subtheme":
    "sous domaine, sous theme, sous thematique, sous categorie, sous secteur, discipline, specialite, "
    "sous rubrique",
    "rna_object": "objet social1, objet social2, objet social 1, objet social 2, code objet social",
    "insertion_types":
    "kind, type siae, type d insertion, type iae, conventionnement, type de siae, type de convention, "
    "dispositif, type de conventionnement, siae",
    "labels": "label, labels, agrement, agrements",
    "networks": "reseau, reseaux, federation d affiliation, affiliation, reseaux porteurs, tete de reseau",
    "publics":
    "public, publics, public vise, public accueilli, publics vises, publics cibles, beneficiaires, public "
    "cible, publics accueillis",
    "website":
    "internet, site internet, site web, site, url, web, website, adresse internet, lien, www, page web, "
    "adresse du site, siteweb",
    "email":
    "mail, email, e mail, courriel, mel, adresse mail, adresse electronique, adresse email, adresse "
    "courriel, courrier electronique, mail structure, mail contact, email contact, contact email",
    "phone":
    "tel, telephone, tel fixe, telephone fixe, numero de telephone, tel structure, phone, telephone "
    "structure, standard, n telephone, telephone 1, tel 1, telephone 2, tel 2, contact phone, portable, "
    "mobile, tel portable, telephone portable, telephones",
    "opening_hours": "horaires, horaire, heures d ouverture, opening hours, ouverture, jours et horaires",
    "founded_on":
    "date creation, date de creation, creation, annee de creation, annee creation, cree le, date "
    "declaration, date de declaration, creee le",
    "ended_on":
    "date declaration dissolution, date dissolution, date de dissolution, date de fermeture, date disso, "
    "fermee le, date de cessation",
    "activity": "position activite, position*, etat administratif, en activite",
    "employer":
    "employeur, employeuse, emploie, effectif, effectifs, nombre de salaries, nb salaries, salaries, "
    "nombre salaries, etp, nb de salaries, nombre d emplois, association employeuse",
    "list_key":
    "id*, identifiant*, numero*, n*, code*, num*, ref*, reference*, cle*, id structure, code interne, "
    "numero d ordre, n d ordre",
    "agreement_start": "date debut convention, debut de convention, convention du, date de debut",
    "agreement_end": "date fin convention, fin de convention, convention au, date de fin, echeance",
    "address":
    "adresse, adresse 1, adresse 2, adresse1, adresse2, adresse 3, adr1, adr2, adr3, address, address "
    "line 1, address line 2, adresse postale, adresse siege, siege social, siege, rue, voie, numero voie, "
    "numero de voie, type voie, type de voie, libelle voie, libelle de voie, nom de la voie, repetition, "
    "indice de repetition, complement, complement d adresse, complement adresse, l1 adresse import, l2 "
    "adresse import, l3 adresse import, adresse numero voie, adresse repetition, adresse type voie, "
    "adresse libelle voie, adresse distribution, adrs numvoie, adrs repetition, adrs typevoie, adrs "
    "libvoie, adrs distrib, adrs complement, lieu dit, distribution, boite postale, bp, adresse complete, "
    "adresse administrative, n voie, lieu, adresse du siege, numero et voie, n et rue, adresse "
    "geographique",
    "postcode":
    "code postal, cp, postcode, post code, code postal siege, adresse code postal, adrs codepostal, "
    "codepostal, codpos, zip, c p",
    "commune":
    "commune, ville, city, localite, libelle commune, nom commune, adresse libelle commune, libcom, adrs "
    "libcommune, commune siege, nom de la commune, commune du siege, municipalite, bureau distributeur",
    "commune_code":
    "code insee, code commune, insee, code insee commune, adresse code insee, adrs codeinsee, codgeo, "
    "insee com, citycode, code commune insee, depcom, code officiel commune",
    "latitude": "latitude, lat, coord y, y, geo lat, ycoord",
    "longitude": "longitude, lon, lng, long, coord x, x, geo lon, xcoord",
    "position":
    "coords, coordonnees, coordonnees gps, geo point, geo point 2d, geom, gps, point geo, coordonnees "
    "geographiques, geolocalisation, position geographique",
    "contact_name":
    "nom du responsable, responsable, nom contact, contact, nom du contact, president, presidente, nom du "
    "president, directeur, directrice, nom du dirigeant, dirigeant, interlocuteur, referent, personne, "
    "nom prenom, nom et prenom, personne contact, personne a contacter, tresorier, secretaire, gerant, "
    "personne ressource, nom de la personne, contact name, correspondant, nom du referent, president e",
    "contact_first_name": "prenom, prenoms, prenom du contact, prenom du responsable, prenom du president",
    "contact_function": "fonction, qualite, fonction du contact, role, poste, titre du contact",
    "contact_email":
    "mail du responsable, mail president, mail du president, courriel du responsable, email du president, "
    "mail du contact, courriel du president, email responsable, mail directeur",
    "contact_phone":
    "tel du responsable, tel president, tel du president, telephone du responsable, telephone du "
    "president, portable du president, telephone president, tel directeur",
}  # fmt: skip
# Headings that look like one of those but say something else.
_FOREIGN = _words(
    "gestion correspondance facturation bancaire quartier canton circonscription iban montant "
    "subvention maj commentaire observation observations remarque remarques updated created parcelle "
    "civilite naf ape fax telecopie departement department region pays country population autorisation "
    "publication safir attribuant reconnaissance adrg"
)
_FOREIGN_PHRASES = ("sous quartier", "date de la convention", "code naf", "derniere maj", "code gestion")
_PERSON_ROLES = _words(
    "president presidente presidence directeur directrice direction responsable tresorier tresoriere "
    "secretaire gerant gerante dirigeant dirigeante referent referente interlocuteur interlocutrice "
    "contact personne correspondant coordinateur coordinatrice vice animateur animatrice"
)
_PHONE_WORDS = _words("tel telephone portable mobile phone gsm")
_EMAIL_WORDS = _words("mail email courriel mel e")
_STRONG = {
    Kind.SIRET: "siret",
    Kind.SIREN: "siren",
    Kind.RNA: "rna",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.POSTCODE: "postcode",
    Kind.URL: "website",
}
_PERSONAL = {"email": "contact_email", "phone": "contact_phone", "name": "contact_name"}
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_ENOUGH = 0.4


def heading_key(heading: str) -> str:
    """The folded words of a heading, camel case parted: « NomAsso » gives "nom asso"."""
    return fold(_CAMEL.sub(" ", heading))


def _phrases() -> dict[str, list[tuple[str, bool]]]:
    table: dict[str, list[tuple[str, bool]]] = {}
    for code, text in _HEADINGS.items():
        for phrase in text.split(","):
            phrase = phrase.strip()
            table.setdefault(phrase.rstrip("*"), []).append((code, phrase.endswith("*")))
    return table


_PHRASES = _phrases()


@dataclass(frozen=True, slots=True)
class Heading:
    """A column to guess: its unique label, its heading and band as written, its kind and some values."""

    label: str
    heading: str
    band: str
    kind: Kind
    values: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold, how sure that is from 0 to 1, and why, in French."""

    target: str
    confidence: float
    reason: str


def guess_columns(columns: Sequence[Heading], learnt: Mapping[str, str] | None = None) -> list[Guess]:
    """Guess what each column holds, from its heading and its content; each single target goes to one column.

    `learnt` gives the target of headings (by `heading_key`) that a person has corrected before.
    """
    learnt = learnt or {}
    scored: list[tuple[float, int, str, str]] = []
    chosen: dict[int, Guess] = {}
    taken: set[str] = set()
    for index, column in enumerate(columns):
        known = learnt.get(heading_key(column.label))
        if known is not None and (known == IGNORED or known in TARGETS):
            chosen[index] = Guess(known, 1.0, "déjà choisi pour ce titre")
            taken.add(known)
            continue
        scored += [(score, -index, code, reason) for code, score, reason in _scores(column)]
    for score, negative, code, reason in sorted(scored, reverse=True):
        index = -negative
        if index in chosen or score < _ENOUGH or (code in taken and not TARGETS[code].several):
            continue
        chosen[index] = Guess(code, min(score, 1.0), reason)
        taken.add(code)
    guesses = [chosen.get(index, Guess(IGNORED, 0.0, "")) for index in range(len(columns))]
    return _settled(columns, guesses)


def _scores(column: Heading) -> Iterable[tuple[str, float, str]]:
    key = heading_key(column.heading)
    words = key.split()
    person = bool(_PERSON_ROLES & set(words)) or bool(_PERSON_ROLES & set(heading_key(column.band).split()))
    found: dict[str, float] = {}
    foreign = bool(_FOREIGN & set(words)) or any(phrase in key for phrase in _FOREIGN_PHRASES)
    if not foreign:
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                whole = end - start == len(words)
                for code, only_whole in _PHRASES.get(" ".join(words[start:end]), ()):
                    if whole or not only_whole:
                        score = 1.0 if whole else 0.5 + 0.3 * (end - start) / len(words)
                        found[code] = max(found.get(code, 0.0), score)
    if person:
        found = _of_person(found, set(words), column)
    for code, score in found.items():
        fit = _fit(TARGETS[code], column)
        yield code, score * fit + 0.02 * TARGETS[code].several, f"titre « {column.heading} »"
    if foreign:
        return
    yield from _by_content(column, person)


def _of_person(found: dict[str, float], words: set[str], column: Heading) -> dict[str, float]:
    """What a heading becomes when it, or the band above it, names a person's role."""
    moved = {
        _PERSONAL.get(code, code): score for code, score in found.items() if code not in {"website", "theme"}
    }
    general = words <= {"contact", "contacts"} | _PHONE_WORDS | _EMAIL_WORDS and not column.band
    if column.kind is Kind.EMAIL or words & {"mail", "email", "courriel", "mel"}:
        return {"email" if general else "contact_email": 1.0}
    if column.kind is Kind.PHONE or words & _PHONE_WORDS:
        return {"phone" if general else "contact_phone": 1.0}
    return moved


def _by_content(column: Heading, person: bool) -> Iterable[tuple[str, float, str]]:
    """What the values alone tell, below what a heading says."""
    code = _STRONG.get(column.kind)
    if code:
        code = _PERSONAL.get(code, code) if person else code
        yield code, 0.55, "contenu de la colonne"
    elif column.kind is Kind.COORDINATE and column.values:
        target = _coordinate(column.values)
        if target:
            yield target, 0.5, "contenu de la colonne"
    elif column.kind is Kind.TEXT and column.values:
        folded = [fold(value) for value in column.values]
        if _share(folded, _INSERTION_WORDS) >= 0.6:
            yield "insertion_types", 1.05, "contenu de la colonne"
        elif _share(folded, _FAMILY_WORDS) >= 0.6:
            yield "family", 0.9, "contenu de la colonne"


_INSERTION_WORDS = frozenset(fold(term.code) for term in INSERTION_TYPES) | frozenset(
    fold(term.label) for term in INSERTION_TYPES
)
_FAMILY_WORDS = frozenset(fold(term.label) for term in FAMILIES) | frozenset(
    (
        *("association loi 1901", "asso", "associations", "scop", "scic", "mutuelle", "fondation"),
        *("cooperative", "collectif", "societe", "sarl", "sas", "etablissement public", "collectivite"),
    )
)


def _share(values: Sequence[str], known: frozenset[str]) -> float:
    return sum(value in known for value in values) / len(values)


def _coordinate(values: Sequence[str]) -> str:
    numbers = []
    for value in values:
        try:
            numbers.append(float(value.replace(",", ".")))
        except ValueError:
            return "position"
    middle = sorted(numbers)[len(numbers) // 2]
    if 41 <= middle <= 51.5:
        return "latitude"
    return "longitude" if -6 <= middle <= 10 else ""


def _fit(target: Target, column: Heading) -> float:
    """How far the content agrees with the target: 1 fully, 0.2 not at all."""
    if column.kind in target.kinds:
        if (
            target.code == "theme"
            and column.values
            and _share([fold(v) for v in column.values], _FAMILY_WORDS) > 0.6
        ):
            return 0.5
        return 1.0
    if column.kind in (Kind.EMPTY, Kind.TEXT):
        # A text column under « Siret » is a list with mistakes: the heading is believed.
        return 0.9
    if target.kinds == frozenset((Kind.TEXT,)) and column.kind in (Kind.INTEGER, Kind.YES_NO, Kind.DECIMAL):
        return 0.55
    if target.code == "list_key" and column.kind in _STRONG:
        return 0.4
    if target.kinds & _NUMBERS or target.kinds & {Kind.INTEGER}:
        return 0.8
    return 0.3 if column.kind in _STRONG else 0.6


def _settled(columns: Sequence[Heading], guesses: list[Guess]) -> list[Guess]:
    """Settle what only the whole table tells: whose name, a list with one name column, a lone first name."""
    targets = [guess.target for guess in guesses]
    if "name" in targets and "contact_first_name" in targets:
        index = targets.index("name")
        if heading_key(columns[index].heading) == "nom":
            if "official_name" in targets:
                guesses[index] = Guess("contact_name", 0.8, "à côté d’une colonne « Prénom »")
            else:
                other = next(
                    (
                        place
                        for place, column in enumerate(columns)
                        if targets[place] == IGNORED
                        and any(code == "name" for code, score, _ in _scores(column) if score >= _ENOUGH)
                    ),
                    None,
                )
                if other is not None:
                    guesses[index] = Guess("contact_name", 0.8, "à côté d’une colonne « Prénom »")
                    guesses[other] = Guess("name", 0.8, f"titre « {columns[other].heading} »")
    targets = [guess.target for guess in guesses]
    if "name" not in targets and "official_name" not in targets:
        place = next(
            (
                index
                for index, column in enumerate(columns)
                if targets[index] == IGNORED and column.kind is Kind.TEXT and not column.heading
            ),
            None,
        )
        if place is not None:
            guesses[place] = Guess("name", 0.5, "première colonne de texte")
    if "theme" not in targets and "subtheme" in targets:
        index = targets.index("subtheme")
        guesses[index] = Guess("theme", guesses[index].confidence, guesses[index].reason)
    return guesses
