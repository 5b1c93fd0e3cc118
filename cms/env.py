"""The environment variables the site reads; each is documented in docs/reference/settings.md."""

from pathlib import Path

import environ

#: The repository, or wherever the site is deployed.
BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
