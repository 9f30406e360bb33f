"""Telling a structure's general contact from one that names a person, which stays hidden until they agree."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from maillage.kernel.text import clean_spaces, fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Boxes anybody can open: the part before the @ says whether it is the structure's or somebody's.
_PROVIDERS = _words(
    "gmail googlemail orange wanadoo free hotmail outlook live laposte yahoo ymail sfr neuf bbox aol "
    "icloud me mac msn club-internet numericable aliceadsl tiscali voila noos cegetel protonmail proton "
    "gmx dbmail"
)
# Words by which structures name their boxes.
_GENERAL = _words(
    "contact contacts info infos information accueil bonjour hello secretariat secretaire bureau asso "
    "assoc association associations direction administration admin mairie ville club comite ecole "
    "centre siege service services communication com compta comptabilite presidence president tresorier "
    "tresorerie inscription inscriptions adhesion adhesions benevoles benevole recrutement emploi "
    "formation reservation reservations billetterie boutique atelier ateliers vente ventes commande "
    "commandes collectif coop cooperative scop scic ressourcerie recyclerie webmaster postmaster site "
    "web mail courrier fede federation section ligue union maison espace foyer theatre cie compagnie "
    "musique sport sports football foot judo tennis basket coordination equipe team pole reseau projet "
    "projets fr paris idf noreply direction dg"
)
_FIRST_NAMES = _words(
    "adele adrien agathe agnes ahmed aicha alain albert alexandra alexandre alexis alice aline amandine "
    "amelie amina anais andre andree angele anissa anita anna anne annick annie antoine antonio armand "
    "arnaud arthur aurelie aurelien axel aziz baptiste barbara beatrice benedicte benjamin benoit "
    "bernadette bernard bertrand blandine boris brigitte bruno camille carine carole caroline catherine "
    "cecile cedric celine chantal charles charlotte chloe christelle christian christiane christine "
    "christophe claire clara claude claudine clement clementine colette coralie corinne cyril dalila "
    "damien daniel daniele danielle david delphine denis denise diane didier dominique edith edouard "
    "eleonore elena eliane elisabeth elise elodie elsa emilie emma emmanuel emmanuelle eric estelle "
    "esther etienne eugenie eva evelyne fabien fabienne fabrice fanny farid fatima fatou fernand "
    "florence florent florian franck francis franck francois francoise frederic frederique gabriel "
    "gabrielle gael gaelle genevieve georges gerald geraldine gerard germaine ghislaine gilbert gilles "
    "gisele gregory guillaume gustave guy hamid hassan helene henri herve hugo hugues huguette ibrahim "
    "ines irene isabelle ismael jacqueline jacques jean jeanine jeanne jennifer jeremy jerome jessica "
    "joel joelle jonathan jose joseph josephine josette josiane judith jules julia julie julien "
    "juliette justine karim karine katia kevin khadija lamia laetitia laura laure laurence laurent lea "
    "leila leo leon leonie liliane lina lionel lisa loic louis louise luc lucas lucie lucien lucienne "
    "ludovic lydia lydie madeleine magali malika manon manuel marc marcel marcelle margaux marguerite "
    "maria marianne marie marine marion marlene marthe martin martine maryse mathieu mathilde matthieu "
    "maurice max maxime melanie michel michele micheline michelle mireille mohamed monique mourad "
    "muriel myriam nadege nadia nadine naima nathalie nathan nicolas nicole noel noelle noemie odette "
    "odile olga olivia olivier pascal pascale patrice patricia patrick paul paule paulette pauline "
    "philippe pierre pierrette quentin rachel rachid raoul raphael raymond raymonde regine regis remi "
    "remy renaud rene renee richard robert roger roland romain rosa rose sabine sabrina said salima "
    "samia samir samuel sandra sandrine sara sarah sebastien serge sergio severine simon simone sofia "
    "solange sonia sophie stephane stephanie suzanne sylvain sylvie tania tatiana teresa theo therese "
    "thibault thierry thomas valentin valerie vanessa veronique victor victoria vincent virginie "
    "viviane xavier yann yannick yasmina yasmine yohan yolande youssef yves yvette yvonne zoe zohra"
)
_TITLES = _words("m mr mme mlle monsieur madame mademoiselle dr docteur me maitre pr")
_SEPARATORS = re.compile(r"[._\-+]+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named by a row, with what the row says of them; blank where it says nothing."""

    name: str
    function: str = ""
    email: str = ""
    phone: str = ""


@dataclass(slots=True)
class PersonCells:
    """The cells of one row about one person, before they are put together."""

    name: list[str] = field(default_factory=list)
    first_name: str = ""
    function: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""

    def person(self) -> Person | None:
        """The person, or None where no name can be told."""
        name = clean_spaces(" ".join([self.first_name, *self.name]))
        words = name.split()
        while words and fold(words[0]) in _TITLES:
            words = words[1:]
        name = " ".join(words) or (name_of_email(self.email) if self.email else "")
        if not any(char.isalpha() for char in name):
            return None
        return Person(name[:150], (self.function or self.role)[:100], self.email, self.phone)


def names_a_person(email: str, structure_words: Collection[str]) -> bool:
    """Whether an e-mail address looks like a person's: « prenom.nom@… », a first name, somebody's private box.

    `structure_words` are the folded words (and sigles) of the structure's names: a box that bears one of them
    is the structure's. In doubt between the two, the answer is yes: hiding costs less than disclosing.
    """
    local, _, domain = email.lower().partition("@")
    parts = [part for part in (fold(piece).replace(" ", "") for piece in _SEPARATORS.split(local)) if part]
    letters = [re.sub(r"\d+", "", part) for part in parts]
    letters = [part for part in letters if part]
    glued = "".join(letters)
    if not letters:
        return False
    long_words = {word for word in structure_words if len(word) >= 3}
    about = any(
        part in _GENERAL or part in long_words or any(len(word) >= 4 and word in part for word in long_words)
        for part in letters
    )
    about = about or glued in _GENERAL or any(glued.startswith(word) for word in long_words if len(word) >= 3)
    initials = "".join(word[0] for word in structure_words if word)
    about = about or (len(glued) >= 3 and glued in initials)
    if len(letters) == 2 and letters[0] in _FIRST_NAMES and letters[1] not in _GENERAL:
        # « marie.curie@ » in an « Institut Marie Curie » stays the institute's; « marie.durand@ » is hers.
        return not (letters[0] in long_words and letters[1] in long_words)
    if about:
        return False
    provider = domain.partition(".")[0] in _PROVIDERS
    if len(letters) >= 2 and all(len(part) >= 2 or index == 0 for index, part in enumerate(letters)):
        return True
    return provider or letters[0] in _FIRST_NAMES


def name_of_email(email: str) -> str:
    """The name that an address bears, as well as it can be told: "jean.dupont@…" gives "Jean Dupont"."""
    local = email.partition("@")[0]
    parts = [re.sub(r"\d+", "", part) for part in _SEPARATORS.split(local)]
    return " ".join(part.capitalize() for part in parts if part)


def is_mobile(phone: str) -> bool:
    """Whether a parsed French number is a mobile one."""
    return phone.startswith(("06", "07"))
