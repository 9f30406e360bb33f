"""Addresses of the newsletter."""

from django.urls import path

from maillage.workspace.views import newsletter

urlpatterns = [
    path("lettre/", newsletter.subscribe, name="subscribe"),
    path("lettre/demandee/", newsletter.subscribe_asked, name="subscribe-asked"),
    path("lettre/abonnement/<slug:token>/", newsletter.subscription, name="subscription"),
    path("lettre/ne-plus-recevoir/<slug:token>/", newsletter.leave, name="leave-newsletter"),
    path("redaction/lettres/", newsletter.newsletters, name="newsletters"),
    path("redaction/lettres/nouvelle/", newsletter.new_newsletter, name="new-newsletter"),
    path("redaction/lettres/abonnements/", newsletter.subscribers, name="subscribers"),
    path("redaction/lettres/abonnements/<int:pk>/", newsletter.subscriber, name="subscriber"),
    path("redaction/lettres/<int:pk>/", newsletter.newsletter, name="newsletter"),
    path("redaction/lettres/<int:pk>/modifier/", newsletter.edit_newsletter, name="edit-newsletter"),
    path("redaction/lettres/<int:pk>/destinataires/", newsletter.recipients, name="newsletter-recipients"),
    path("redaction/lettres/<int:pk>/envoyer/", newsletter.send, name="send-newsletter"),
    path("redaction/lettres/<int:pk>/effacer/", newsletter.remove, name="remove-newsletter"),
    path("redaction/lettres/<int:pk>/apercu/", newsletter.preview, name="newsletter-preview"),
    path("redaction/lettres/<int:pk>/apercu.txt", newsletter.preview_text, name="newsletter-text"),
    path("redaction/lettres/<int:pk>/exemplaires/", newsletter.deliveries, name="deliveries"),
]
