"""Tests: tasks wait unless asked for, mail in memory, quick hashes, files in a folder that goes."""

import os
import tempfile

# Kept as a module attribute: the folder goes when the process that made it ends.
if "VAR_DIR" not in os.environ:
    folder = tempfile.TemporaryDirectory(prefix="plan-tests-")
    os.environ["VAR_DIR"] = folder.name

from cms.settings.base import *

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Nothing is committed in most tests, so no page would ever grow old.
MIDDLEWARE.remove("plan.page_cache.PageCacheMiddleware")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SERVE_MEDIA = True
