from django.apps import AppConfig


class FrontConfig(AppConfig):
    """The host's only app."""

    name = "front"
