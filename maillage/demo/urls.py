"""Addresses of the demonstration's own pages."""

from django.urls import path

from maillage.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.about, name="about"),
    path("demo/entrer/", views.enter, name="enter"),
    path("demo/listes/<str:filename>", views.local_list, name="list"),
]
