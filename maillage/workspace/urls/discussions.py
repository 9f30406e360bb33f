"""Addresses of discussions."""

from django.urls import path

from maillage.workspace.views import discussions, moderation

urlpatterns = [
    path("discussions/", discussions.discussions, name="discussions"),
    path("discussions/signalements/", moderation.reports, name="reports"),
    path("discussions/<int:pk>/", discussions.discussion, name="discussion"),
    path("discussions/<int:pk>/modifier/", moderation.edit, name="edit-discussion"),
    path("discussions/<int:pk>/<int:number>/", discussions.message, name="message"),
    path("discussions/<int:pk>/<int:number>/modifier/", discussions.edit_message, name="edit-message"),
    path("discussions/<int:pk>/<int:number>/versions/", moderation.versions, name="message-versions"),
    path("discussions/<int:pk>/<int:number>/signaler/", discussions.report, name="report-message"),
    path("discussions/<int:pk>/<int:number>/masquer/", moderation.hide, name="hide-message"),
    path("groupes/<slug:slug>/discussions/", discussions.group_discussions, name="group-discussions"),
    path("groupes/<slug:slug>/discussions/nouvelle/", discussions.new, name="new-discussion"),
    path("groupes/<slug:slug>/decisions/", discussions.decisions, name="group-decisions"),
]
