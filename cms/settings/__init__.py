"""Settings of the reference site; `manage.py` takes `dev` unless DJANGO_SETTINGS_MODULE names another."""
