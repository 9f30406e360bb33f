"""The address of the search."""

from django.urls import path

from maillage.workspace.views.search import search

urlpatterns = [path("recherche/", search, name="search")]
