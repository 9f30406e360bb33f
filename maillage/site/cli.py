"""The command line `maillage`: one sub-command for each job, on a data folder that prepares itself."""

from __future__ import annotations

import os
import sys

# What each command of ours does, in the order in which a newcomer meets them.
COMMANDS: dict[str, str] = {
    "serve": "démarre le site et le travail de fond",
    "demo": "charge ou sert le territoire de démonstration",
    "territory": "déclare un territoire, ses contours, sa liste",
    "person": "ouvre un compte, donne ou retire un rôle",
    "import": "importe une liste locale dans l’annuaire",
    "search": "cherche dans l’annuaire",
    "guide": "compose le guide imprimé",
    "opendata": "charge, qualifie et rapproche les données ouvertes nationales",
    "diagnose": "fait le diagnostic d’un territoire : chiffres, rapport, note",
    "incoming": "publie dans les discussions les réponses reçues par courriel",
    "daily": "purge, relances et vérifications du jour",
    "journal": "vérifie le journal des décisions",
    "backup": "sauvegarde la base, les fichiers et les réglages",
    "restore": "restaure une sauvegarde dans un dossier vide",
    "prepare": "prépare ou met à niveau le dossier de données",
}
# The open data reach no network: the room above, which does, lends its command.
LENT_TO_OPENDATA = {
    "fetch": ("maillage.observatory.fetching.command", "télécharge les fichiers officiels, ou un territoire"),
}
# Commands that run before a data folder exists, or that must not touch it.
UNPREPARED = frozenset(
    {
        "prepare",
        "serve",
        "work",
        "restore",
        "makemigrations",
        "migrate",
        "check",
        "collectstatic",
        "help",
        "test",
        "shell",
    }
)


def usage() -> str:
    """The help that `maillage` alone prints."""
    lines = ["Maillage : maillage COMMANDE [options]", ""]
    lines += [f"  {name:<11} {what}" for name, what in COMMANDS.items()]
    lines += ["", "maillage COMMANDE --help décrit chaque commande."]
    return "\n".join(lines)


def main() -> None:
    """Entry point of `.venv/bin/maillage`."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["opendata"]:
        from maillage.opendata.cli import main as opendata

        sys.exit(opendata(arguments[1:], LENT_TO_OPENDATA))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(f"Maillage ne peut pas démarrer. {error}")
    if not arguments or (arguments[0] in {"-h", "--help", "help"} and len(arguments) == 1):
        print(usage())
        return
    if arguments[0] not in UNPREPARED and not {"-h", "--help"} & set(arguments):
        from maillage.site.prepare import prepare_data_folder

        prepare_data_folder()
    try:
        execute_from_command_line(["maillage", *arguments])
    except KeyboardInterrupt:
        sys.exit("\nArrêté.")


if __name__ == "__main__":
    main()
