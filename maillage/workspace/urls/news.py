"""Addresses of articles and of the newsroom."""

from django.urls import path

from maillage.workspace.views import news, newsroom

urlpatterns = [
    path("actualites/", news.articles, name="articles"),
    path("actualites.atom", news.feed, name="articles-feed"),
    path("actualites/image/<uuid:uid>/", news.picture, name="article-picture"),
    path("actualites/<slug:slug>/", news.article, name="article"),
    path("redaction/", newsroom.newsroom, name="newsroom"),
    path("redaction/nouvel-article/", newsroom.new_article, name="new-article"),
    path("redaction/calendrier/", newsroom.editorial_calendar, name="editorial-calendar"),
    path("redaction/calendrier/<str:month>/", newsroom.editorial_calendar, name="editorial-month"),
    path("redaction/rubriques/", newsroom.columns, name="columns"),
    path("redaction/dossier-de-presse/", newsroom.press, name="press"),
    path("redaction/<int:pk>/modifier/", newsroom.edit_article, name="edit-article"),
    path("redaction/<int:pk>/etat/", newsroom.article_state, name="article-state"),
    path("redaction/<int:pk>/effacer/", newsroom.remove_article, name="remove-article"),
    path("redaction/<int:pk>/versions/", newsroom.article_versions, name="article-versions"),
    path("redaction/<int:pk>/images/", newsroom.article_pictures, name="article-pictures"),
    path("redaction/<int:pk>/rubriques/", newsroom.article_columns, name="article-columns"),
    path("redaction/<int:pk>/rubriques/<int:text>/", newsroom.column_text, name="column-text"),
    path("redaction/<int:pk>/rubriques/<int:text>/feuille/", newsroom.column_sheet, name="column-sheet"),
    path("redaction/<int:pk>/rubriques/<int:text>.txt", newsroom.column_txt, name="column-txt"),
]
