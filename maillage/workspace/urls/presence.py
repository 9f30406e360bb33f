"""Addresses of guests, of the day of an event, and of what is made of it after."""

from django.urls import path

from maillage.workspace.views import presence, presence_after, presence_door, presence_guests, presence_paper
from maillage.workspace.views import presence_statistics as statistics

urlpatterns = [
    path("agenda/<slug:slug>/presence/", presence.presence, name="presence"),
    path("agenda/<slug:slug>/presence/liste/", presence.presence_list, name="presence-list"),
    path("agenda/<slug:slug>/presence.csv", presence.presence_csv, name="presence-csv"),
    path("agenda/<slug:slug>/presence/telephones/", presence.links, name="checkin-links"),
    path("agenda/<slug:slug>/invites/", presence_guests.guests, name="guests"),
    path("agenda/<slug:slug>/invites.csv", presence_guests.guests_csv, name="guests-csv"),
    path("agenda/<slug:slug>/invites/ajouter/", presence_guests.add, name="invite-guest"),
    path("agenda/<slug:slug>/invites/importer/", presence_guests.import_list, name="import-guests"),
    path("agenda/<slug:slug>/invites/<int:pk>/", presence_guests.edit, name="edit-guest"),
    path("agenda/<slug:slug>/emargement.pdf", presence_paper.signing_sheet, name="signing-sheet"),
    path("agenda/<slug:slug>/badges.pdf", presence_paper.badges, name="badges"),
    path("agenda/<slug:slug>/attestations.pdf", presence_paper.certificates, name="certificates"),
    path("agenda/<slug:slug>/attestations/<int:pk>.pdf", presence_paper.certificate, name="certificate"),
    path("agenda/<slug:slug>/compte-rendu/", presence_after.minutes, name="minutes"),
    path("agenda/<slug:slug>/resolutions/", presence_after.resolutions, name="resolutions"),
    path("agenda/<slug:slug>/avis/", presence_after.feedback, name="feedback"),
    path("inscription/<str:token>/attestation.pdf", presence_paper.own_certificate, name="my-certificate"),
    path("avis/<str:token>/", presence_after.answer, name="feedback-answer"),
    path("accueil/<str:token>/", presence_door.page, name="checkin"),
    path("accueil/<str:token>/simple/", presence_door.plain, name="checkin-plain"),
    path("accueil/<str:token>/liste.json", presence_door.people, name="checkin-list"),
    path("accueil/<str:token>/pointages/", presence_door.marks, name="checkin-marks"),
    path("accueil/<str:token>/service.js", presence_door.worker, name="checkin-worker"),
    path("animation/evenements/", statistics.statistics, name="event-statistics"),
    path("animation/evenements.csv", statistics.statistics_csv, name="event-statistics-csv"),
    path("animation/evenements/lignes/", statistics.rows, name="event-statistics-rows"),
]
