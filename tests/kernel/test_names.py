"""Names of organisations: what makes two spellings one, and what makes two near-identical names two actors."""

import csv
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz, process

from maillage.kernel.names import (
    LIKELY_SAME,
    POSSIBLY_SAME,
    NameKey,
    is_section_of,
    name_key,
    name_similarity,
    token_weights,
)
from maillage.kernel.text import fold

PLACES = {"creteil", "alfortville", "limeil", "brevannes", "nantes", "valenton"}

SAME = [
    ("Association Les Amis de Léo", "LES AMIS DE LEO"),
    ("Boule lyonnaise (La)", "La boule lyonnaise"),
    ("Abeille cristolienne (L')", "L’Abeille Cristolienne"),
    ("Les Œuvres sociales de St-Christophe", "Oeuvres sociales de Saint Christophe"),
    ("Arts & Couleurs", "ARTS ET COULEURS"),
    ("Maison Ste-Clotilde", "MAISON SAINTE CLOTILDE"),
    ("Théâtre des Deux Rives", "THEATRE DES 2 RIVES"),
    ("Foyer Louis XII", "Foyer Louis 12"),
    ("S.C.E.L. Aquarelle", "SCEL AQUARELLE"),
    ("A.M.V. Aide aux Malades du Val", "AMV Aide aux malades du Val"),
    ("Comité départemental de spéléologie", "CTE DEPT SPELEO"),
    ("MFR du Plessis", "Maison familiale rurale du Plessis"),
    ("Cercle nautique cristolien", "CERCLE NAUTIQ CRISTOLIEN"),
    ("Tournicoti", "ASS TOURNICOTI"),
    ("Ressourcerie des Bords de Marne", "RESOURCERIE DES BORDS DE MARNE"),
    ("Do ré mi fa musique", "DOREMIFA MUSIQUE"),
    ("Hand ball club de Créteil", "Handball Club Créteil"),
    ("Rencontres et Amitiés du Mont-Mesly", "RENCONTRES AMITIES MONT MESLY"),
    ("Coordination des habitants engagés pour le climat", "COORDINATION DES HABITANTS ENGAG"),
    ("Compagnie Zéphyrine ex Théâtre du Lavoir", "THEATRE DU LAVOIR"),
    ("Espace Tournesol (ETM)", "ETM"),
    ("Asosciation des amis de Léo", "Amis de Léo"),
]

DIFFERENT = [
    ("Union sportive d’Alfortville", "Union sportive d’Alfortville, section basket"),
    ("US Créteil judo", "US Créteil karaté"),
    ("Union sportive de Valenton tennis", "Union sportive de Valenton tennis de table"),
    ("Amicale laïque de Créteil", "Amicale laïque d’Alfortville"),
    ("Secours populaire de Limeil-Brévannes", "Secours populaire de Créteil"),
    ("Scouts groupe 12", "Scouts groupe 14"),
    ("Comité départemental de voile", "Comité régional de voile"),
    ("Les amis de la danse", "Les amis du théâtre"),
    ("Club des aînés", "Club des jeunes"),
    ("Aire libre", "Aide libre"),
    ("École de musique", "École de danse"),
    ("", "Les amis de Léo"),
    ("Association", "Association loi 1901"),
]

DOUBTFUL = [
    ("École de musique", "École de musique de Créteil"),
    ("Union sportive d’Alfortville", "Union sportive d’Alfortville basket"),
    ("Comité des fêtes", "Comité des fêtes de Valenton"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert name_similarity(a, b, places=PLACES) >= LIKELY_SAME


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_near_names_of_two_actors(a: str, b: str) -> None:
    assert name_similarity(a, b, places=PLACES) < POSSIBLY_SAME


@pytest.mark.parametrize(("a", "b"), DOUBTFUL)
def test_what_a_person_must_decide(a: str, b: str) -> None:
    assert POSSIBLY_SAME <= name_similarity(a, b, places=PLACES) < LIKELY_SAME


def test_a_known_commune_lifts_the_doubt() -> None:
    pair = ("École de musique", "École de musique de Créteil")
    here = {"creteil": 0.05}
    assert name_similarity(*pair, places=PLACES, weights=here) >= LIKELY_SAME


def test_common_words_of_a_set_weigh_less() -> None:
    keys = [
        name_key(f"Tournesol {word}") for word in ("bleu", "vert", "jaune", "rouge", "gris", "noir", "blanc")
    ]
    weights = token_weights(keys)
    assert weights["tournesol"] < weights["bleu"] == 1.0
    plain = name_similarity("Tournesol bleu", "Tournesol vert")
    assert name_similarity("Tournesol bleu", "Tournesol vert", weights=weights) <= plain


def test_the_key_keeps_the_place_in_a_hierarchy_apart() -> None:
    key = name_key("Fédération départementale des foyers ruraux (FDFR)")
    assert key.markers == {"departement"}
    assert key.sigles == {"fdfr"}
    assert key.tokens == ("foyers", "ruraux")
    assert name_key("Section des retraités").markers == {"section"}
    assert name_key("Amicale, antenne d’Alfortville").markers == {"antenne"}


def test_sigles_in_brackets_after_a_dash_and_apart() -> None:
    assert name_key("Aide aux malades du Val (AMV)").sigles == {"amv"}
    assert name_key("AMV - Aide aux malades du Val").sigles == {"amv"}
    assert name_key("Aide aux malades du Val", sigle="A.M.V.").sigles == {"amv"}
    assert name_key("Rencontres (Créteil)").sigles == frozenset()


def test_the_exact_value_serves_as_an_index() -> None:
    assert name_key("ASS. LES AMIS DE LÉO").exact == name_key("Amis de Leo (Les)").exact
    assert name_key("Amis de Léo, section chant").exact != name_key("Amis de Léo, chant").exact


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Union sportive de Créteil judo", "Union sportive de Créteil"),
        ("Amicale laïque de Valenton section randonnée", "Amicale laïque de Valenton"),
        ("Secours populaire, antenne d’Alfortville", "Secours populaire"),
        ("US CRETEIL HANDBALL", "U.S. Créteil"),
    ],
)
def test_sections(a: str, b: str) -> None:
    assert is_section_of(a, b)
    assert not is_section_of(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Union sportive de Créteil", "Union sportive de Créteil"),
        ("Union sportive d’Alfortville judo", "Union sportive de Créteil"),
        ("Union sportive de Créteil judo", "Union sportive"),
        ("Judo club de Créteil", "Karaté club de Créteil"),
        ("École de danse", ""),
    ],
)
def test_what_is_no_section(a: str, b: str) -> None:
    assert not is_section_of(a, b)


PIECES = "amis du de la union sportive judo section club (ABC) créteil st 12 ex théâtre l' & féd. dépt A.B.C."
words = st.lists(st.sampled_from(PIECES.split()), max_size=6).map(" ".join)


@given(words, words)
def test_likeness_is_symmetrical_and_bounded(a: str, b: str) -> None:
    score = name_similarity(a, b)
    assert 0.0 <= score <= 1.0
    assert score == pytest.approx(name_similarity(b, a))


@given(words | st.text(max_size=30))
def test_a_name_is_like_itself_unless_it_says_nothing(name: str) -> None:
    key = name_key(name)
    assert name_similarity(key, key) == (1.0 if key.tokens or key.sigles else 0.0)


def spellings(shared_data: Path) -> dict[str, list[str]]:
    """The names of each beneficiary of a real list of subsidies, one by folded spelling."""
    path = shared_data / "subventions/pdl/44_loire-atlantique_subventions.csv"
    if not path.is_file():
        pytest.skip("no list of subsidies of Loire-Atlantique in ../shared/data: real spellings not tried")
    names: dict[str, dict[str, str]] = defaultdict(dict)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            siren, name = row["Identification du bénéficiaire"].strip()[:9], row["Nom du bénéficiaire"].strip()
            if siren and fold(name):
                names[siren].setdefault(fold(name), name)
    return {siren: sorted(by_fold.values()) for siren, by_fold in sorted(names.items())}


def test_precision_and_recall_on_real_spellings(shared_data: Path) -> None:
    """Two spellings under one SIREN must meet; names nearest to each other under two SIREN must not.

    Some of the first are changes of name and some of the second are homonyms, or one actor that changed its
    number: neither share can reach 1 by names alone.
    """
    names = spellings(shared_data)
    keys = {siren: [name_key(name) for name in group] for siren, group in names.items()}
    flat = [(siren, key) for siren, group in keys.items() for key in group]
    weights = token_weights(key for _, key in flat)
    same = [pair for group in keys.values() for pair in combinations(group, 2)]
    draw = random.Random(2005)
    strangers = [
        (a, b)
        for (siren_a, a), (siren_b, b) in ((draw.choice(flat), draw.choice(flat)) for _ in range(5000))
        if siren_a != siren_b
    ]
    choices = [" ".join(key.words) for _, key in flat]
    near: list[tuple[NameKey, NameKey]] = []
    for siren, key in draw.sample(flat, 300):
        nearest = process.extract(" ".join(key.words), choices, scorer=fuzz.token_set_ratio, limit=20)
        near += [
            (key, flat[index][1])
            for _, _, index in nearest
            if flat[index][0] != siren and flat[index][1].exact != key.exact
        ][:4]

    def found(pairs: list[tuple[NameKey, NameKey]], threshold: float) -> float:
        return sum(name_similarity(a, b, weights=weights) >= threshold for a, b in pairs) / len(pairs)

    assert found(same, POSSIBLY_SAME) >= 0.82
    assert found(same, LIKELY_SAME) >= 0.63
    assert found(strangers, POSSIBLY_SAME) <= 0.003
    assert found(strangers, LIKELY_SAME) <= 0.0008
    assert found(near, LIKELY_SAME) <= 0.04
