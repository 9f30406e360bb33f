"""Addresses of those who come in, of members, and of the animator's pages about them."""

from django.urls import path

from maillage.workspace.views import people

urlpatterns = [
    path("rejoindre/", people.join, name="join"),
    path("rejoindre/recu/", people.join_asked, name="join-asked"),
    path("rejoindre/<str:token>/", people.join_prove, name="join-prove"),
    path("invitation/<str:token>/", people.invitation, name="invitation"),
    path("membres/", people.members, name="members"),
    path("mon-espace/profil/", people.profile, name="profile"),
    path("mon-espace/quitter/<int:pk>/", people.leave, name="leave"),
    path("mon-espace/inviter/<slug:slug>/", people.invite_colleague, name="invite-colleague"),
    path("animation/personnes/", people.people, name="people"),
    path("animation/personnes/inviter/", people.invite, name="invite"),
    path("animation/personnes/liste/", people.people_list, name="people-list"),
    path("animation/personnes/<int:pk>/", people.person_page, name="person"),
    path("animation/personnes/demandes/<int:pk>/", people.join_request, name="join-request"),
]
