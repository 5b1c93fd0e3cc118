"""A site that knew nothing of the plugin until it was installed.

`HOST_APPS` names the optional apps, `HOST_LANGUAGES` how many languages there are and
`HOST_DATABASE` the file to keep everything in, or the address of a database on PostgreSQL.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent.parent
OPTIONAL = [name for name in os.environ.get("HOST_APPS", "").split(",") if name]
HAS_LANGUAGES = os.environ.get("HOST_LANGUAGES", "one") == "several"
HAS_PLAN = os.environ.get("HOST_PLAN", "yes") == "yes"

SECRET_KEY = "host-of-a-test"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "host.urls"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
MEDIA_ROOT = HERE / "media"
WAGTAIL_SITE_NAME = "A host"
WAGTAILADMIN_BASE_URL = "http://localhost"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "/members/sign-in/"

if HAS_LANGUAGES:
    WAGTAIL_I18N_ENABLED = True
    LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("pl", "Polski")]
    WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

INSTALLED_APPS = [
    "front",
    *OPTIONAL,
    *(["plan"] if HAS_PLAN else []),
    *(["wagtail_localize", "wagtail_localize.locales"] if HAS_LANGUAGES else []),
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "host.policy.strict_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    *(["django.middleware.locale.LocaleMiddleware"] if HAS_LANGUAGES else []),
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "plan.context_processors.service",
            ],
        },
    },
]

DATABASE = os.environ.get("HOST_DATABASE", ":memory:")
SERVER = urlsplit(DATABASE if DATABASE.startswith("postgres") else "")
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATABASE}}
if SERVER.scheme:
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": SERVER.path.strip("/"),
        "HOST": SERVER.hostname,
        "PORT": SERVER.port,
        "USER": SERVER.username,
        "PASSWORD": SERVER.password,
    }
