"""Addresses of claims, edits, suggestions, campaigns and consent."""

from django.urls import path

from maillage.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("annuaire/<slug:slug>/revendiquer/", views.claim, name="claim"),
    path("annuaire/<slug:slug>/corriger/", views.suggest, name="suggest"),
    path("annuaire/<slug:slug>/modifier/", views.edit, name="edit"),
    path("annuaire/<slug:slug>/images/", views.pictures, name="pictures"),
    path("annuaire/<slug:slug>/historique/", views.page_history, name="history"),
    path("annuaire/<slug:slug>/historique/<int:pk>/retirer/", views.withdraw_edit, name="withdraw_edit"),
    path("annuaire/<slug:slug>/etat/", views.state, name="state"),
    path("annuaire/<slug:slug>/personnes/", views.people, name="people"),
    path("proposer-une-structure/", views.propose, name="propose"),
    path("merci/", views.suggested, name="suggested"),
    path("retirer-ma-structure/", views.removal, name="removal"),
    path("demande-recue/", views.asked, name="asked"),
    path("demande/<str:token>/", views.prove, name="prove"),
    path("mes-structures/", views.mine, name="mine"),
    path("a-jour/", views.code, name="code"),
    path("a-jour/<str:token>/", views.freshness, name="freshness"),
    path("a-jour/<str:token>/corriger/", views.freshness_correct, name="freshness_correct"),
    path("a-jour/<str:token>/merci/", views.freshness_thanks, name="freshness_thanks"),
    path("contact/<str:token>/", views.consent, name="consent"),
    path("animation/demandes/", views.inbox, name="inbox"),
    path("animation/demandes/<int:pk>/", views.decide_request, name="request"),
    path("animation/propositions/<int:pk>/", views.decide_suggestion, name="suggestion"),
    path("animation/campagnes/", views.campaigns, name="campaigns"),
    path("animation/campagnes/nouvelle/", views.new_campaign, name="new_campaign"),
    path("animation/campagnes/<int:pk>/", views.campaign, name="campaign"),
    path("animation/campagnes/<int:pk>/lettres.pdf", views.letters, name="letters"),
    path("animation/contacts/", views.contacts, name="contacts"),
]
