"""Addresses of the observatory."""

from __future__ import annotations

from django.urls import path

from maillage.observatory.views import beside, data, diagnosis, links, practices

app_name = "observatory"

_FROZEN = "diagnostic/<slug:slug>/<slug:reference>/"

urlpatterns = [
    path("diagnostic/", diagnosis.diagnosis, name="diagnosis"),
    path("diagnostic/pratiques/", practices.practices, name="practices"),
    path("diagnostic/pratiques/<int:year>/", practices.practices, name="practices-year"),
    path("diagnostic/pratiques/<int:year>/<slug:slug>/", practices.practice_grid, name="practice-grid"),
    path(_FROZEN, diagnosis.frozen, name="frozen"),
    path(f"{_FROZEN}chiffre/<path:code>/lignes.<str:form>", diagnosis.rows, name="rows"),
    path(f"{_FROZEN}chiffre/<path:code>/", diagnosis.figure, name="figure"),
    path(f"{_FROZEN}dessin/<path:code>.<str:form>", diagnosis.chart, name="chart"),
    path(f"{_FROZEN}chiffres.<str:form>", diagnosis.figures, name="figures"),
    path(f"{_FROZEN}rapport.pdf", diagnosis.report, name="report"),
    path(f"{_FROZEN}note.pdf", diagnosis.note, name="note"),
    path(f"{_FROZEN}note/<slug:commune>.pdf", diagnosis.note, name="commune-note"),
    path(f"{_FROZEN}comparer/", beside.comparison, name="compare"),
    path(f"{_FROZEN}nouveautes/", beside.changes, name="changes"),
    path(f"{_FROZEN}nouveautes/proposer/", beside.propose_to_guide, name="propose"),
    path("pratiques/<slug:token>/", practices.practices_link, name="practices-link"),
    path("animation/donnees/", data.data, name="data"),
    path("animation/donnees/rapprochements/", links.links, name="links"),
    path("animation/pratiques/", practices.practice_grids, name="practice-grids"),
    path("animation/pratiques/<int:pk>/", practices.edit_grid, name="edit-grid"),
]
