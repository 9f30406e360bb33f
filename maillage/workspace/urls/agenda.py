"""Addresses of the agenda, of registrations, of polls of dates and of calendars."""

from django.urls import path

from maillage.workspace.views import agenda, agenda_keeping, calendars, date_polls, registrations

urlpatterns = [
    path("agenda.ics", calendars.public_feed, name="agenda-feed"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/passes/", agenda.past, name="agenda-past"),
    path("agenda/mois/", agenda.this_month, name="agenda-this-month"),
    path("agenda/mois/<str:month>/", agenda.month, name="agenda-month"),
    path("agenda/carte/", agenda.event_map, name="agenda-map"),
    path("agenda/points.json", agenda.points, name="agenda-points"),
    path("agenda/abonnements/", calendars.subscriptions, name="agenda-subscriptions"),
    path("agenda/theme/<slug:code>.ics", calendars.theme_feed, name="agenda-theme-feed"),
    path("agenda/personnel/<str:token>.ics", calendars.personal_feed, name="agenda-personal-feed"),
    path("agenda/nouveau/", agenda_keeping.new, name="new-event"),
    path("agenda/gerer/", agenda_keeping.manage, name="manage-agenda"),
    path("agenda/importer/", agenda_keeping.import_file, name="import-calendar"),
    path("agenda/<slug:slug>/", agenda.event, name="event"),
    path("agenda/<slug:slug>/agenda.ics", calendars.one, name="event-ics"),
    path("agenda/<slug:slug>/modifier/", agenda_keeping.edit, name="edit-event"),
    path("agenda/<slug:slug>/publier/", agenda_keeping.publish, name="publish-event"),
    path("agenda/<slug:slug>/deplacer/", agenda_keeping.move, name="move-event"),
    path("agenda/<slug:slug>/annuler/", agenda_keeping.cancel, name="cancel-event"),
    path("agenda/<slug:slug>/repeter/", agenda_keeping.repeat, name="repeat-event"),
    path("agenda/<slug:slug>/programme/", agenda_keeping.programme, name="event-programme"),
    path("agenda/<slug:slug>/questions/", agenda_keeping.questions, name="event-questions"),
    path("agenda/<slug:slug>/sondage/", date_polls.poll, name="event-poll"),
    path("agenda/<slug:slug>/sondage/ouvrir/", date_polls.open_one, name="open-poll"),
    path("agenda/<slug:slug>/inscription/", registrations.register, name="register"),
    path("agenda/<slug:slug>/inscription/recue/", registrations.asked, name="register-asked"),
    path("agenda/<slug:slug>/inscrire/", registrations.colleague, name="register-colleague"),
    path("agenda/<slug:slug>/inscrits/", registrations.registered, name="registered"),
    path("agenda/<slug:slug>/inscrits.csv", registrations.registered_csv, name="registered-csv"),
    path("agenda/<slug:slug>/inscrits/ajouter/", registrations.add_guest, name="add-guest"),
    path("agenda/<slug:slug>/inscrits/<int:pk>/", registrations.guest, name="guest"),
    path("inscription/<str:token>/", registrations.registration, name="registration"),
    path("sondage/<str:token>/", date_polls.voter, name="poll-voter"),
]
