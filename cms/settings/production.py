"""Production: everything that differs comes from the environment (docs/reference/settings.md)."""

from django.core.exceptions import ImproperlyConfigured

from cms.env import env
from cms.logs import logging_settings
from cms.secrets import checked_secret
from cms.settings.base import *

DEBUG = False
SECRET_KEY = checked_secret("SECRET_KEY", env.str("SECRET_KEY", default=""))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Set ALLOWED_HOSTS to the host names of the site, separated by commas, without “*”."
    )
if not env.str("BASE_URL", default="").startswith("https://"):
    raise ImproperlyConfigured("Set BASE_URL to the site's address, beginning with https://.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONNECTION_SECONDS", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

if env.str("REDIS_URL", default=""):
    CACHES["default"] = {
        "BACKEND": "cms.caches.ForgivingRedisCache",
        "LOCATION": env.str("REDIS_URL"),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }

SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.bool("TRUST_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True

EMAIL_TIMEOUT = 10
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"noreply@{ALLOWED_HOSTS[0].lstrip('.')}"
)

LOGGING = logging_settings(env.str("LOG_LEVEL", default="INFO"))
