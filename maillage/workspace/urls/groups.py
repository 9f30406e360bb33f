"""Addresses of groups."""

from django.urls import path

from maillage.workspace.views import groups

urlpatterns = [
    path("groupes/", groups.groups, name="groups"),
    path("groupes/nouveau/", groups.new_group, name="new-group"),
    path("groupes/<slug:slug>/", groups.group, name="group"),
    path("groupes/<slug:slug>/modifier/", groups.edit_group, name="edit-group"),
    path("groupes/<slug:slug>/membres/", groups.group_members, name="group-members"),
]
