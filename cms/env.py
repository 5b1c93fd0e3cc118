"""The environment variables the site reads; each is documented in docs/reference/settings.md."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
