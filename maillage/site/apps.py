"""Django's registration of this room."""

from django.apps import AppConfig

from maillage.ui import navigation


class SiteConfig(AppConfig):
    name = "maillage.site"
    label = "site_room"
    verbose_name = "Site"

    def ready(self) -> None:
        from maillage.accounts.permissions import is_animator
        from maillage.site.queries import mail_news

        navigation.register("Accueil", "home", order=0)
        navigation.register("Mon espace", "my-space", order=5, who=navigation.signed_in)
        navigation.register("Animation", "animation", order=6, who=is_animator)
        navigation.register("Se connecter", "account_login", order=90, who=navigation.visitor)
        navigation.register("Mentions légales", "legal", place="footer", order=10)
        navigation.register("Données personnelles", "personal-data", place="footer", order=20)
        # The law wants the state of conformity on the home page (decree 2019-768, article 5).
        navigation.register("Accessibilité : non conforme", "accessibility", place="footer", order=30)
        navigation.register("Plan du site", "site-map", place="footer", order=40)
        navigation.register(
            "Courriels en difficulté",
            "mail-trouble",
            place="animation",
            order=80,
            who=is_animator,
            description="Les messages refusés ou dont l’envoi a été coupé.",
            news=mail_news,
        )
