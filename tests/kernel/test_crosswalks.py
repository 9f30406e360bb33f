"""Crosswalks: other people's nomenclatures lead to our themes, and a bad guess is not made."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from maillage.kernel.text import fold
from maillage.kernel.vocabulary import (
    LEGAL_FORMS,
    NETWORKS,
    PUBLICS,
    RNA_TO_THEME,
    SERVICE_FORMS,
    SERVICES,
    THEMES,
    service_from_inclusion,
    theme_from_inclusion,
    theme_from_label,
    theme_from_rna,
    theme_from_text,
)


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    if not path.is_file():
        pytest.skip(f"no {path.name} in ../shared/data: this nomenclature not tried")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_rna_codes_lead_to_themes_that_exist() -> None:
    assert all(code in THEMES for code in RNA_TO_THEME.values())
    assert theme_from_rna("006030") == "culture/musique"
    assert theme_from_rna("6030") == "culture/musique", "leading zeros lost by a spreadsheet"
    assert theme_from_rna("006999") == "culture", "an unknown detail falls back on its family"
    assert theme_from_rna("021005") == "education/petite-enfance"
    for nothing in ("", "000000", "050000", "999999", "abc"):
        assert theme_from_rna(nothing) is None


def test_the_whole_rna_nomenclature_is_covered(shared_data: Path) -> None:
    codes = [row["code"] for row in rows(shared_data / "rna/objet_social_nomenclature.csv")]
    without = [code for code in codes if theme_from_rna(code) is None]
    assert without == ["050000"], "only the domains to be sorted again lead nowhere"
    assert {code for code in RNA_TO_THEME if len(code) == 6} <= set(codes)


def test_the_whole_of_data_inclusion_is_covered(shared_data: Path) -> None:
    for row in rows(shared_data / "inclusion/data_inclusion_v1_thematiques_v1.csv"):
        assert theme_from_inclusion(row["value"]) in THEMES
        assert service_from_inclusion(row["value"]) in SERVICES
    publics = {row["value"] for row in rows(shared_data / "inclusion/data_inclusion_v1_publics_v1.csv")}
    assert publics == set(PUBLICS.codes)
    forms = {row["value"] for row in rows(shared_data / "inclusion/data_inclusion_v1_types_de_services_v1.csv")}
    assert forms == set(SERVICE_FORMS.codes)
    known = {row["value"] for row in rows(shared_data / "inclusion/data_inclusion_v1_reseaux_porteurs_v1.csv")}
    assert len(known & set(NETWORKS.codes)) >= 20


def test_data_inclusion_by_family() -> None:
    assert theme_from_inclusion("famille--garde-denfants") == "education/petite-enfance"
    assert theme_from_inclusion("famille") == "sante-social/famille"
    assert theme_from_inclusion("jardinage") is None


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (("SPORTS",), "sport"),
        (("Culture - musique",), "culture/musique"),
        (("Culture > Théâtre",), "culture/theatre"),
        (("Anciens combattants",), "citoyennete/memoire"),
        (("Aide à domicile",), "sante-social/aide-a-domicile"),
        (("SPORTS", "DANSE"), "sport/gymnastique"),
        (("CULTURE", "DANSE"), "culture/danse"),
        (("CULTURE", "Divers culture"), "culture"),
        (("SANTE", "AIDE AUX MALADES"), "sante-social/malades"),
        (("SOCIAL ET CITOYENNETE", "INSERTION"), "insertion"),
        (("INTERNATIONAL", "CULTURE ETRANGERE"), "international/cultures-du-monde"),
        (("Santé, social, handicap",), "sante-social"),
        (("Petite enfance",), "education/petite-enfance"),
        (("Économie sociale et solidaire",), "economie"),
        (("Protection de l’environnement",), "environnement"),
        (("Épicerie solidaire",), "alimentation/aide-alimentaire"),
    ],
)
def test_labels_of_city_lists(labels: tuple[str, ...], code: str) -> None:
    match = theme_from_label(*labels)
    assert match is not None and match.code == code
    assert match.words and 0.5 <= match.confidence <= 1.0


@pytest.mark.parametrize("label", ["", "Divers", "Autres", "Associations", "A à F", "2011", "Zone 3"])
def test_no_guess_is_better_than_a_bad_one(label: str) -> None:
    assert theme_from_label(label) is None
    assert theme_from_text(label) is None


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.code)
def test_our_own_labels_come_back(theme) -> None:
    match = theme_from_label(theme.label)
    assert match is not None and match.code == theme.code
    match = theme_from_label(THEMES.root(theme.code).label, theme.label)
    assert match is not None and match.code == theme.code


# What each domain of a real city's list must lead to, its sub-domains aside.
DOMAINS = {
    "AGRICULTURE ET VITICULTURE": "alimentation",
    "ANIMAUX": "environnement",
    "COMMUNICATION ET MEDIAS": "numerique",
    "CULTURE": "culture",
    "EDUCATION": "education",
    "ENTREPRISE ET TRAVAIL": "economie",
    "ENVIRONNEMENT ET CADRE DE VIE": "environnement",
    "INTERNATIONAL": "international",
    "LOISIRS": "loisirs",
    "MILITAIRES ANC. COMBATTANTS": "citoyennete",
    "PARTENAIRES VILLE": "citoyennete",
    "RAPATRIES": "citoyennete",
    "RELIGIONS ET PHILOSOPHIES": "convictions",
    "SANTE": "sante-social",
    "SCIENCES": "sciences",
    "SOCIAL ET CITOYENNETE": "sante-social",
    "SPORTS": "sport",
    "VIE DES QUARTIERS": "citoyennete",
}


@pytest.mark.parametrize(("domain", "root"), DOMAINS.items())
def test_domains_of_a_real_list(domain: str, root: str) -> None:
    match = theme_from_label(domain)
    assert match is not None and match.theme.root_code == root


def test_every_couple_of_a_real_list_finds_its_theme(shared_data: Path) -> None:
    path = shared_data / "subventions/montpellier/associations_2011_sans_contacts.csv"
    listed = [(row["Domaine"], row["Sous-Domaine"], row["NomAsso"]) for row in rows(path)]
    couples = {(domain, sub) for domain, sub, _ in listed if domain}
    assert len(couples) == 133
    assert {couple for couple in couples if theme_from_label(*couple) is None} == set()
    kept = Counter(
        (match := theme_from_label(domain, sub)) is not None and match.theme.root_code == DOMAINS[domain]
        for domain, sub, _ in listed
        if domain
    )
    assert kept[True] / kept.total() > 0.9, "a sub-domain leaves its domain only for a reason"
    assert all(theme_from_label(d, s).theme.root_code == "culture" for d, s, _ in listed if d == "CULTURE")

    guesses = [(theme_from_text(name), theme_from_label(domain, sub)) for domain, sub, name in listed if domain]
    answered = [(guess, truth) for guess, truth in guesses if guess is not None]
    right = sum(guess.theme.root_code == truth.theme.root_code for guess, truth in answered)
    assert len(answered) / len(guesses) > 0.5
    assert right / len(answered) > 0.7, "from the name alone, against what the city chose"


def test_legal_forms_are_those_of_the_nomenclature(shared_data: Path) -> None:
    path = shared_data / "nomenclatures/natures-juridiques.json"
    if not path.is_file():
        pytest.skip("no legal categories in ../shared/data: codes not checked against their labels")
    official = json.loads(path.read_text(encoding="utf-8"))
    for form in LEGAL_FORMS:
        label = official.get(form.code)
        assert label, f"{form.code} is no legal category"
        likeness = fuzz.token_set_ratio(fold(form.label), fold(label.replace("&nbsp;", " ")))
        assert likeness >= 70, f"{form.code}: « {form.label} » for « {label} »"
    cooperatives = {code for code, label in official.items() if "coopérati" in label.lower()}
    assert {form.code for form in LEGAL_FORMS if form.family == "cooperative"} >= cooperatives - {
        "7349",
        "7470",
        "9970",
    }


@given(st.text(max_size=60))
def test_any_text_gives_a_theme_or_none(text: str) -> None:
    for match in (theme_from_label(text), theme_from_text(text)):
        assert match is None or (match.code in THEMES and 0.0 < match.confidence <= 1.0)
