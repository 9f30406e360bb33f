"""Addresses of sign-in and of the account, in French and without any password: most are the library's."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as application
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as devices
from django.urls import path

from maillage.accounts import views

urlpatterns = [
    path("connexion/", account.login, name="account_login"),
    # Asking for a code is the only way in by e-mail: the library's second form is the first one.
    path("connexion/", account.login, name="account_request_login_code"),
    path("connexion/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/verification/", second.authenticate, name="mfa_authenticate"),
    path("ouvrir/", account.signup, name="account_signup"),
    path("ferme/", account.account_inactive, name="account_inactive"),
    path("deconnexion/", account.logout, name="account_logout"),
    path("courriel/", account.email, name="account_email"),
    path("courriel/code/", account.email_verification_sent, name="account_email_verification_sent"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("confirmer/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("securite/", second.index, name="mfa_index"),
    path("securite/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("securite/cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("securite/cles/<int:pk>/modifier/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("securite/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("securite/application/", application.activate_totp, name="mfa_activate_totp"),
    path("securite/application/arreter/", application.deactivate_totp, name="mfa_deactivate_totp"),
    path("securite/codes-de-secours/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("securite/nouveaux-codes/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("securite/codes-de-secours.txt", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mes-donnees/", views.my_data, name="account_data"),
    path("mes-donnees.json", views.my_data_file, name="account_data_file"),
    path("supprimer/", views.end, name="account_end"),
    path("appareils/", devices.list_usersessions, name="usersessions_list"),
]
