"""The guide's addresses. Words fixed under /annuaire/ come first: `actors` keeps them from being slugs."""

from __future__ import annotations

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from maillage.guide.views import actor, directory, files, initiatives, map, zooms

app_name = "guide"

urlpatterns = [
    path("annuaire/", directory.directory, name="list"),
    path("annuaire/embarque/", directory.embedded, name="embedded"),
    path("annuaire/integrer/", directory.embedding, name="embedding"),
    path("annuaire/points.json", map.points, name="points"),
    path("annuaire/noms.json", map.names, name="names"),
    path("annuaire/fond.json", map.ground, name="ground"),
    path("annuaire/export.csv", files.export_csv, name="export-csv"),
    path("annuaire/export.xlsx", files.export_xlsx, name="export-xlsx"),
    path("annuaire/export.geojson", files.export_geojson, name="export-geojson"),
    path("annuaire/nouveautes.atom", files.feed, name="feed"),
    path("annuaire/courrier/", files.mail, name="mailing"),
    path("annuaire/themes/", zooms.themes, name="themes"),
    path("annuaire/themes/<path:code>/", zooms.theme, name="theme"),
    path("annuaire/communes/", zooms.communes, name="communes"),
    path("annuaire/communes/<slug:slug>/", zooms.commune, name="commune"),
    path("annuaire/<slug:slug>.vcf", actor.card, name="card"),
    path("annuaire/<slug:slug>.png", actor.image, name="actor-image"),
    path("annuaire/<slug:slug>/", actor.actor, name="actor"),
    path("initiatives/", initiatives.initiatives_list, name="initiatives"),
    path("initiatives/<slug:slug>/", initiatives.initiative, name="initiative"),
    path(
        "sitemap.xml",
        index,
        {"sitemaps": files.SITEMAPS, "sitemap_url_name": "guide:sitemap-part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": files.SITEMAPS}, name="sitemap-part"),
]
