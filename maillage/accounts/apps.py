"""Django's registration of this room."""

from django.apps import AppConfig

from maillage.kernel import processing
from maillage.ui import navigation


class AccountsConfig(AppConfig):
    name = "maillage.accounts"
    verbose_name = "Personnes et droits"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from maillage.accounts import portability
        from maillage.accounts.adapter import count_as_confirmed
        from maillage.accounts.personal_data import PROCESSINGS

        authenticator_added.connect(count_as_confirmed)
        processing.declare(*PROCESSINGS)
        portability.declare("Mon compte", portability.account_kept)
        portability.declare("Mes rôles", portability.roles_kept)
        portability.declare("Appareils connectés", portability.devices_kept)
        navigation.register(
            "Mes données",
            "account_data",
            place="account",
            order=80,
            icon="file",
            description="Voir et emporter ce qui est gardé à votre sujet, supprimer votre compte.",
        )
        navigation.register(
            "Adresse électronique",
            "account_email",
            place="account",
            order=70,
            icon="mail",
            description="L’adresse qui reçoit vos codes de connexion et nos messages.",
        )
        navigation.register(
            "Clés d’accès et double vérification",
            "mfa_index",
            place="account",
            order=71,
            icon="key",
            description="Se connecter d’un geste, sans attendre de courriel, et mieux protéger son compte.",
        )
        navigation.register(
            "Appareils connectés",
            "usersessions_list",
            place="account",
            order=72,
            icon="lock",
            description="Voir où votre compte est ouvert, et fermer ce que vous ne reconnaissez pas.",
        )
        navigation.register(
            "Se déconnecter",
            "account_logout",
            place="account",
            order=90,
            icon="close",
            description="Sortir de votre espace sur cet appareil. Votre compte reste.",
        )
