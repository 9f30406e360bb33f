"""Production refuses to start half-configured, and says what is missing; a proxy and a sub-path work."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "MAILLAGE_PRODUCTION": "true",
    "MAILLAGE_SECRET_KEY": "k3y-0nly-for-tests/" * 4,
    "MAILLAGE_ALLOWED_HOSTS": "pole.example.org",
    "MAILLAGE_EMAIL_URL": "smtp://localhost:25",
}


def start(environment: dict[str, str], tmp_path, code: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MAILLAGE_", "DATABASE_"))}
    clean |= {"MAILLAGE_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "maillage.site.settings"}
    clean |= environment
    return subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True)


@pytest.mark.parametrize("missing", ["MAILLAGE_SECRET_KEY", "MAILLAGE_ALLOWED_HOSTS", "MAILLAGE_EMAIL_URL"])
def test_production_names_what_is_missing(missing, tmp_path):
    environment = {key: value for key, value in COMPLETE.items() if key != missing}
    done = start(environment, tmp_path, "from maillage.site.cli import main; main()")
    assert done.returncode != 0
    assert missing in done.stderr
    assert "Traceback" not in done.stderr


def test_production_is_never_a_demonstration_and_passes_the_deployment_check(tmp_path):
    code = (
        "import django; django.setup();"
        "from django.conf import settings; from django.core.management import call_command;"
        "assert not settings.DEMO and settings.SESSION_COOKIE_SECURE;"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    done = start({**COMPLETE, "MAILLAGE_DEMO": "true"}, tmp_path, code)
    assert done.returncode == 0, done.stderr


def test_addresses_follow_the_sub_path_and_the_proxy(tmp_path):
    code = (
        "import django; django.setup();"
        "from django.test import RequestFactory; from django.urls import reverse;"
        "from django.core.handlers.wsgi import WSGIRequest;"
        "from django.conf import settings;"
        "proxy = {'HTTP_X_FORWARDED_PROTO': 'https', 'HTTP_X_FORWARDED_HOST': 'pole.example.org'};"
        "request = RequestFactory().get('/', **proxy);"
        "assert request.is_secure() and request.get_host() == 'pole.example.org';"
        "from django.core.handlers.wsgi import get_script_name;"
        "assert get_script_name(request.environ) == '/ess', get_script_name(request.environ)"
    )
    environment = {**COMPLETE, "MAILLAGE_SUBPATH": "/ess", "MAILLAGE_BEHIND_PROXY": "true"}
    done = start(environment, tmp_path, code)
    assert done.returncode == 0, done.stderr
