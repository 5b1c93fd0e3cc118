"""Settings of the reference site; `manage.py` takes `dev` unless told otherwise."""
