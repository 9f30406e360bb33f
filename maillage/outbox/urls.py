"""Addresses of the demonstration's mailbox."""

from django.urls import path

from maillage.outbox import views

app_name = "outbox"
urlpatterns = [
    path("demo/courriels/", views.mailbox, name="mailbox"),
    path("demo/courriels/<int:pk>/", views.mailbox_message, name="message"),
]
