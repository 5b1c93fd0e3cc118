"""Tests: tasks run inline, mail in memory, quick password hashes."""

import os

# An empty address means SQLite: the test runner says so rather than inherit one.
if not os.environ.get("DATABASE_URL"):
    os.environ.pop("DATABASE_URL", None)

from cms.settings.base import *

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
