"""Addresses of the animator's import pages."""

from django.urls import path

from maillage.imports import views

app_name = "imports"
urlpatterns = [
    path("animation/imports/", views.batch_list, name="list"),
    path("animation/imports/nouveau/", views.new, name="new"),
    path("animation/imports/<int:pk>/", views.batch, name="batch"),
    path("animation/imports/<int:pk>/colonnes/", views.columns, name="columns"),
    path("animation/imports/<int:pk>/lancer/", views.run, name="run"),
    path("animation/imports/<int:pk>/arreter/", views.stop, name="stop"),
    path("animation/imports/<int:pk>/annuler/", views.undo, name="undo"),
    path("animation/imports/<int:pk>/refusees.csv", views.refused, name="refused"),
    path("animation/doublons/", views.pairs, name="pairs"),
    path("animation/doublons/<int:pk>/", views.pair, name="pair"),
]
