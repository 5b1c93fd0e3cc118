"""The development site with the shared cache of production."""

import os

from cms.settings.dev import *  # noqa: F403
from cms.settings.dev import CACHES

CACHES["default"] = {
    "BACKEND": "cms.caches.ForgivingRedisCache",
    "LOCATION": os.environ["REDIS_URL"],
    "KEY_PREFIX": "plan-tests",
}
