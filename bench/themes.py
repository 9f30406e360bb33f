"""How well themes are told from names and objects alone, on real rows whose coded object or domain is hidden.

Half of the real rows (by a hash of the name or number) were looked at while the words were written; the figures
are those of the other half. What is learnt is learnt in five folds of all the rows, never on the row measured;
so is the baseline (letters of words and a logistic regression). Quality needs `../shared/data`; speed is that
of invented rows.
"""

from __future__ import annotations

import csv
import hashlib
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bench.table import Table
from maillage.kernel.text import fold
from maillage.kernel.vocabulary import THEMES, theme_from_label, theme_from_rna
from maillage.opendata.themes import Classifier
from maillage.opendata.themes.learning import Example, learn
from maillage.opendata.themes.measures import Measures, measure

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
RNA = DATA / "rna" / "rna_api_extrait_2022.csv"
MONTPELLIER = DATA / "subventions" / "montpellier" / "associations_2011_sans_contacts.csv"
FOLDS = 5


@dataclass(frozen=True)
class Real:
    """A real row: its name, its object, its class, and whether it was kept unseen while writing the words."""

    name: str
    statement: str
    label: str
    held: bool


def run(*, tiny: bool) -> Iterator[Table]:
    every = 8 if tiny else 1
    if RNA.is_file() and MONTPELLIER.is_file():
        rna, cities, domains = (
            rows[::every] for rows in (rna_rows(), city_rows(root_of_couple), city_rows(domain))
        )
        alone = city_rows(root_of_domain)[::every]
        sets = {
            "RNA, title and object → first level": (rna, True),
            "Montpellier, name → first level (domain and sub-domain)": (cities, True),
            "Montpellier, name → first level (domain alone)": (alone, True),
            "Montpellier, name → its 17 domains": (domains, False),
        }
        yield from quality(dict(list(sets.items())[:1]) if tiny else sets, learning=not tiny)
    else:
        yield Table("Themes on real rows", ["measured"], [["nothing: ../shared/data is not there"]])
    yield speed(2_000 if tiny else 40_000)


def quality(sets: dict[str, tuple[list[Real], bool]], *, learning: bool) -> Iterator[Table]:
    columns = ["rows", "what tells", "n", "classified", "accuracy", "macro-F1", "sure", "right when sure"]
    table = Table("Themes, each row's own code or domain hidden (half kept unseen)", columns)
    confusions: list[Table] = []
    for title, (rows, by_theme) in sets.items():
        ways = {"baseline: letters and logistic regression": baseline(rows)}
        if learning:
            ways["learnt in five folds"] = learnt(rows)
        if by_theme:
            ways = {"shipped words, nothing learnt": shipped(rows), **ways}
        for way, guesses in ways.items():
            found = held_measures(rows, guesses)
            table.rows.append(
                [
                    title,
                    way,
                    found.rows,
                    found.classified,
                    found.accuracy,
                    found.macro_f1,
                    found.sure,
                    found.sure_accuracy if found.sure else None,
                ]
            )
            if way.startswith("shipped"):
                confusions.append(
                    Table(
                        f"{title}: the most frequent confusions of the shipped words",
                        ["truth", "guessed", "rows"],
                        [[truth, guess or "(none)", count] for truth, guess, count in found.confusions[:12]],
                    )
                )
    table.notes.append("An unclassified row counts as wrong. The baseline says sure above 0.8.")
    table.notes.append("The learnt model's threshold of what is sure is chosen on the same folds.")
    yield table
    yield from confusions


Guesses = list[tuple[str, bool]]


def held_measures(rows: list[Real], guesses: Guesses) -> Measures:
    pairs = [(row.label, guess, sure) for row, (guess, sure) in zip(rows, guesses, strict=True) if row.held]
    truth, said, sure = (list(column) for column in zip(*pairs, strict=True))
    return measure(truth, said, sure)


def shipped(rows: list[Real]) -> Guesses:
    classifier = Classifier()
    guesses = [classifier.classify(row.name, row.statement) for row in rows]
    return [(guess.root, guess.sure) for guess in guesses]


def learnt(rows: list[Real]) -> Guesses:
    """What `maillage opendata train` learns, on rows that its model did not see."""
    return list(learn([Example(row.name, row.statement, row.label) for row in rows], "").guesses)


def baseline(rows: list[Real]) -> Guesses:
    def fold_guesses(seen: list[Real], held: list[Real]) -> Guesses:
        pipeline = make_pipeline(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2),
            LogisticRegression(C=10, max_iter=100, tol=1e-3),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pipeline.fit([fold(f"{row.name} {row.statement}") for row in seen], [row.label for row in seen])
        chances = pipeline.predict_proba([fold(f"{row.name} {row.statement}") for row in held])
        best = chances.argmax(axis=1)
        return [
            (str(pipeline.classes_[at]), bool(chance[at] >= 0.8))
            for at, chance in zip(best, chances, strict=True)
        ]

    return in_folds(rows, fold_guesses)


def in_folds(rows: list[Real], guess: Callable[[list[Real], list[Real]], Guesses]) -> Guesses:
    """Each row guessed by what was learnt on the other four fifths."""
    folds = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    found: Guesses = [("", False)] * len(rows)
    for at in range(FOLDS):
        held = np.flatnonzero(folds == at).tolist()
        seen = [rows[one] for one in np.flatnonzero(folds != at).tolist()]
        for place, said in zip(held, guess(seen, [rows[one] for one in held]), strict=True):
            found[place] = said
    return found


def unseen(key: str) -> bool:
    """The half that was never looked at."""
    return hashlib.sha256(key.encode()).digest()[0] >= 128


def rna_rows() -> list[Real]:
    with RNA.open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.DictReader(stream))
    return [
        Real(row["titre"], row["objet"], THEMES[theme].root_code, unseen(row["id_association"]))
        for row in listed
        if (theme := theme_from_rna(row["objet_social1"])) is not None
    ]


def city_rows(label: Callable[[dict[str, str]], str]) -> list[Real]:
    """The associations of Montpellier, once each, that have a domain."""
    with MONTPELLIER.open(encoding="utf-8-sig", newline="") as stream:
        listed = list(csv.DictReader(stream))
    once = {
        (row["NomAsso"].strip(), row["Domaine"], row["Sous-Domaine"], row["Adresse"]): row
        for row in listed
        if row["Domaine"].strip()
    }
    return [Real(name, "", label(row), unseen(name)) for (name, *_), row in once.items() if label(row)]


def domain(row: dict[str, str]) -> str:
    return row["Domaine"]


def root_of_domain(row: dict[str, str]) -> str:
    match = theme_from_label(row["Domaine"])
    return match.theme.root_code if match else ""


def root_of_couple(row: dict[str, str]) -> str:
    match = theme_from_label(row["Domaine"], row["Sous-Domaine"])
    return match.theme.root_code if match else ""


def speed(rows: int) -> Table:
    """Rows a second of one core, beside the cost of folding the same texts."""
    places = ("Grusse", "Vallombe", "Marsac", "Ferrières", "Oulches")
    kinds = ("Comité des fêtes", "Judo-club", "Les amis de la bibliothèque", "Amicale laïque", "Zzyx")
    statement = (
        "organiser et promouvoir toutes activités culturelles, sportives et de loisirs à l’intention des "
        "habitants de la commune, et l’entraide entre ses membres et l’animation du village toute l’année"
    )
    names = [f"{kinds[at % 5]} de {places[at // 5 % 5]}-{at}" for at in range(rows)]
    table = Table("Speed, one core", ["rows", "told by", "rows/s", "× the cost of folding the texts"])
    classifier = Classifier()
    for told, text in (("name", ""), ("name and object of 200 characters", statement)):
        started = time.perf_counter()
        for name in names:
            fold(name)
            fold(text)
        folding = time.perf_counter() - started
        started = time.perf_counter()
        for _ in classifier.classify_many((name, text, "", "94.99Z") for name in names):
            pass
        taken = time.perf_counter() - started
        table.rows.append([rows, told, round(rows / taken), taken / folding])
    return table
