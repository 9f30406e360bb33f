"""`maillage person`: open an account, make somebody animator, end it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from maillage.accounts.actions import end_role, grant_role, open_account
from maillage.accounts.models import Role, RoleGrant, User


class Command(BaseCommand):
    help = "Ouvre un compte, donne ou retire le rôle d’animation, liste les personnes qui l’ont."

    def add_arguments(self, parser: ArgumentParser) -> None:
        jobs = parser.add_subparsers(dest="job", required=True, metavar="ACTION")
        for job, what in (("animator", "ouvrir un compte d’animation"), ("end", "retirer le rôle d’animation")):
            sub = jobs.add_parser(job, help=what)
            sub.add_argument("email", metavar="COURRIEL")
            if job == "animator":
                sub.add_argument("--name", default="", metavar="NOM")
        jobs.add_parser("list", help="lister les comptes d’animation")

    def handle(self, *args: Any, **options: Any) -> None:
        job = options["job"]
        if job == "list":
            for grant in RoleGrant.objects.current().filter(role=Role.ANIMATOR).select_related("user"):
                self.stdout.write(
                    f"{grant.user.email}  {grant.user.name}  depuis le {grant.granted_on:%d/%m/%Y}"
                )
            return
        try:
            validate_email(options["email"])
        except ValidationError as error:
            raise CommandError(f"« {options['email']} » n’est pas une adresse électronique.") from error
        if job == "animator":
            user = open_account(options["email"], name=options["name"])
            grant_role(user, Role.ANIMATOR)
            self.stdout.write(
                f"{user.email} anime le Pôle. La connexion se fait par un code reçu par courriel."
                + (
                    " Ce site n’envoie pas encore ses courriels : le code se lit à la page /demo/courriels/."
                    if settings.DEMO
                    else ""
                )
            )
        else:
            found = User.objects.filter(email__iexact=options["email"]).first()
            if found is None:
                raise CommandError(f"Aucun compte ne porte l’adresse {options['email']}.")
            end_role(found, Role.ANIMATOR)
            self.stdout.write(f"{found.email} n’anime plus le Pôle.")
