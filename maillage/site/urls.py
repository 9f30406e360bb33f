"""Every address of the site, room by room."""

from __future__ import annotations

from django.urls import include, path

from maillage.site import views

handler403 = "maillage.site.errors.forbidden"
handler404 = "maillage.site.errors.not_found"
handler429 = "maillage.site.errors.too_many"

urlpatterns = [
    path("", views.home, name="home"),
    path("couleurs.css", views.pole_colours, name="pole-colours"),
    path("mon-espace/", views.my_space, name="my-space"),
    path("animation/", views.animation, name="animation"),
    path("animation/courriels/", views.mail_trouble, name="mail-trouble"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.personal_data, name="personal-data"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("plan-du-site/", views.site_map, name="site-map"),
    path("sante/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("media/<path:path>", views.media, name="media"),
    path("", include("maillage.ui.urls")),
    path("compte/", include("maillage.accounts.urls")),
    path("", include("maillage.guide.urls")),
    path("", include("maillage.observatory.urls")),
    path("", include("maillage.imports.urls")),
    path("", include("maillage.outbox.urls")),
    path("", include("maillage.territory.urls")),
    path("", include("maillage.upkeep.urls")),
    path("", include("maillage.workspace.urls")),
    path("", include("maillage.guide.paper.urls")),
    path("", include("maillage.demo.urls")),
]
