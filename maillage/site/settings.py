"""The one settings file: every value that an instance may set is read here from `MAILLAGE_*`.

Nothing needs to be set for the demonstration. With `MAILLAGE_PRODUCTION=true` the settings refuse to
load without a secret key, the allowed hosts and an e-mail server, and say which one is missing.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from maillage.site.secret import local_secret_key

env = Env()
CHECKOUT = Path(__file__).resolve().parents[2]

PRODUCTION: bool = env.bool("MAILLAGE_PRODUCTION", False)
TESTING = "pytest" in sys.modules
# Tests never see the data of whoever runs them.
_DEFAULT_DATA_DIR = tempfile.mkdtemp(prefix="maillage-tests-") if TESTING else str(CHECKOUT / "var")
DATA_DIR = Path(env.str("MAILLAGE_DATA_DIR", _DEFAULT_DATA_DIR)).resolve()
NODE_MODULES = Path(env.str("MAILLAGE_NODE_MODULES", str(CHECKOUT / "node_modules"))).resolve()


def _missing(name: str, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"{name} n’est pas renseigné : {why} "
        "Voir docs/operate/installation.md, ou retirer MAILLAGE_PRODUCTION pour un essai."
    )


# --- Identity, hosts, proxy ---------------------------------------------------------------------
SECRET_KEY: str = env.str("MAILLAGE_SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("MAILLAGE_ALLOWED_HOSTS", [])
# The public address, used in e-mails, on paper (QR codes) and in feeds.
PUBLIC_URL: str = env.str("MAILLAGE_PUBLIC_URL", "").rstrip("/")
EMAIL_URL: str = env.str("MAILLAGE_EMAIL_URL", "")
DEBUG = False

if PRODUCTION:
    if not SECRET_KEY:
        raise _missing("MAILLAGE_SECRET_KEY", "une clé longue et secrète protège les sessions et les liens.")
    if not ALLOWED_HOSTS:
        raise _missing(
            "MAILLAGE_ALLOWED_HOSTS", "il faut les noms de domaine du site, séparés par des virgules."
        )
    if not EMAIL_URL:
        raise _missing("MAILLAGE_EMAIL_URL", "sans serveur de courriel, personne ne peut se connecter.")
else:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]
    SECRET_KEY = SECRET_KEY or local_secret_key(DATA_DIR)

# A demonstration keeps its messages in a mailbox that anyone can open; production never does.
DEMO: bool = not PRODUCTION and env.bool("MAILLAGE_DEMO", True)

FORCE_SCRIPT_NAME: str | None = env.str("MAILLAGE_SUBPATH", "").rstrip("/") or None
BEHIND_PROXY: bool = env.bool("MAILLAGE_BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
CSRF_TRUSTED_ORIGINS: list[str] = (
    [PUBLIC_URL.split("/", 3)[0] + "//" + PUBLIC_URL.split("/", 3)[2]] if PUBLIC_URL.count("/") >= 2 else []
)

# --- Rooms --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "maillage.site",
    "maillage.demo",
    "maillage.guide",
    "maillage.observatory",
    "maillage.upkeep",
    "maillage.imports",
    "maillage.workspace",
    "maillage.actors",
    "maillage.territory",
    "maillage.accounts",
    "maillage.outbox",
    "maillage.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "maillage.site.middleware.without_nul",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "maillage.site.urls"
WSGI_APPLICATION = "maillage.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.site.context.pole",
            ],
            "builtins": ["maillage.ui.templatetags.ui"],
        },
    }
]

FORM_RENDERER = "maillage.ui.forms.Renderer"

# --- Data ---------------------------------------------------------------------------------------
_SQLITE_INIT = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
    "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;PRAGMA foreign_keys=ON;"
)
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL",
        default=f"sqlite:///{DATA_DIR / 'maillage.sqlite3'}",
        conn_max_age=0,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Deferred transactions answered half the concurrent writes with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": _SQLITE_INIT,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = f"{FORCE_SCRIPT_NAME or ''}/media/"
# Files that can be remade: fonts for paper, frozen previews.
CACHE_DIR = DATA_DIR / "cache"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "maillage_cache",
    }
}
if TESTING:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Static files -------------------------------------------------------------------------------
# Said whole: a relative one would be fixed before the sub-path is known.
STATIC_URL = f"{FORCE_SCRIPT_NAME or ''}/static/"
STATIC_ROOT = DATA_DIR / "static"
if TESTING:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [
    ("vendor/leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("vendor/markercluster", NODE_MODULES / "leaflet.markercluster" / "dist"),
    ("vendor/htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("vendor/qr", NODE_MODULES / "qr"),
    ("vendor/atkinson", NODE_MODULES / "@fontsource" / "atkinson-hyperlegible" / "files"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "maillage.site.static_files.Storage"},
}
WHITENOISE_USE_FINDERS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "woff2", "png", "jpg", "webp", "gz", "br", "zip", "pdf")
if TESTING:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# --- Language -----------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# --- Security -----------------------------------------------------------------------------------
TILE_URL: str = env.str("MAILLAGE_TILE_URL", "")
TILE_ATTRIBUTION: str = env.str("MAILLAGE_TILE_ATTRIBUTION", "")
GEOCODER_URL: str = env.str("MAILLAGE_GEOCODER_URL", "")
_tile_hosts = ["/".join(TILE_URL.replace("{s}", "*").split("/")[:3])] if TILE_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", *_tile_hosts],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The town's other sub-domains are not ours to bind to HTTPS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "maillage.site.errors.csrf_failure"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = env.int("MAILLAGE_HSTS_SECONDS", 31_536_000)
    SECURE_SSL_REDIRECT = env.bool("MAILLAGE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^sante/$"]
# Public forms count the posts of one address. Behind a proxy the last hop that it wrote is the visitor.
RATELIMIT_KEY = "maillage.accounts.permissions.visitor_address"
SILENCED_SYSTEM_CHECKS += ["django_ratelimit.E003", "django_ratelimit.W001"]
DOCUMENT_LIMIT: int = env.int("MAILLAGE_DOCUMENT_LIMIT", 25) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- E-mail: everything is stored first, then delivered by the worker ----------------------------
EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
_email = env.dj_email_url("MAILLAGE_EMAIL_URL", "console://")
EMAIL_HOST, EMAIL_PORT = _email["EMAIL_HOST"], _email["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"], _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _email["EMAIL_USE_TLS"], _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL: str = env.str("MAILLAGE_FROM_EMAIL", "Maillage <ne-pas-repondre@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Replies by e-mail: a mailbox of its own (imaps://account:password@host/folder) and its address with {token}.
INCOMING_URL: str = env.str("MAILLAGE_INCOMING_URL", "")
INCOMING_ADDRESS: str = env.str("MAILLAGE_INCOMING_ADDRESS", "")
# Seconds between two readings by `maillage serve`.
INCOMING_EVERY: int = env.int("MAILLAGE_INCOMING_EVERY", 60)

# --- Sign-in ------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my-space"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_ADAPTER = "maillage.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "maillage.accounts.adapter.KeysAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Whoever runs the Pôle sees everybody's addresses: a stolen mailbox must not be enough.
ANIMATOR_SECOND_FACTOR: bool = env.bool("MAILLAGE_ANIMATOR_SECOND_FACTOR", PRODUCTION)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# --- Background work ----------------------------------------------------------------------------
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("MAILLAGE_LOG_LEVEL", "WARNING")},
}
