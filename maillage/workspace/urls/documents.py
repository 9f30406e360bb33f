"""Addresses of documents."""

from django.urls import path

from maillage.workspace.views import documents

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/<uuid:uid>/", documents.document, name="document"),
    path("documents/<uuid:uid>/modifier/", documents.edit, name="edit-document"),
    path("documents/<uuid:uid>/lectures/", documents.readings, name="document-readings"),
    path("documents/<uuid:uid>/<int:number>/", documents.version_file, name="document-file"),
    path("documents/<uuid:uid>/<int:number>/apercu/", documents.version_picture, name="document-picture"),
    path("groupes/<slug:slug>/documents/", documents.group_documents, name="group-documents"),
    path("groupes/<slug:slug>/documents/deposer/", documents.give, name="give-document"),
    path("groupes/<slug:slug>/documents/corbeille/", documents.bin_of_group, name="document-bin"),
]
