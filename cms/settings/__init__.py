"""Settings of the reference site: development unless DJANGO_SETTINGS_MODULE says otherwise."""

from cms.settings.dev import *
