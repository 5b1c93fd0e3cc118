"""Django with one view, no app and no middleware: what requests are compared with."""

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["127.0.0.1"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.served.bare_urls"
USE_TZ = True
