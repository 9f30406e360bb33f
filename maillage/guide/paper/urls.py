"""Addresses of the paper guide: /guide/ for everybody, /animation/guide/ for the animator."""

from __future__ import annotations

from django.urls import path, re_path

from maillage.guide.paper import views

app_name = "paper"
urlpatterns = [
    path("guide/", views.published, name="published"),
    path("guide/<int:pk>/guide.pdf", views.published_file, name="file"),
    path("guide/<int:pk>/couverture.png", views.cover, name="cover"),
    path("animation/guide/", views.edition_list, name="editions"),
    path("animation/guide/nouvelle/", views.new_edition, name="new"),
    path("animation/guide/<int:pk>/", views.edition, name="edition"),
    path("animation/guide/<int:pk>/choix/", views.edit_edition, name="edit"),
    re_path(r"^animation/guide/(?P<pk>\d+)/epreuve/(?P<kind>ecran|imprimeur)/$", views.ask_proof, name="prove"),
    path("animation/guide/<int:pk>/geler/", views.freeze, name="freeze"),
    re_path(r"^animation/guide/(?P<pk>\d+)/(?P<use>ecran|imprimeur)\.pdf$", views.frozen, name="frozen"),
    path("animation/guide/<int:pk>/publier/", views.publish, name="publish"),
    path("animation/guide/<int:pk>/retirer/", views.unpublish, name="unpublish"),
    path("animation/guide/<int:pk>/dupliquer/", views.duplicate, name="duplicate"),
    path("animation/guide/<int:pk>/supprimer/", views.delete, name="delete"),
    path("animation/guide/epreuves/<int:pk>/", views.progress, name="progress"),
    path("animation/guide/epreuves/<int:pk>/epreuve.pdf", views.proof, name="proof"),
]
