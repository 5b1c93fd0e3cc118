"""Loads the demonstration in tests, and looks at what is there."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command

from plan.consultation.models import Consultation
from tests.factories import committing


def load(**options: Any) -> str:
    """Run the command as from a shell, with what waits for the commit."""
    said = StringIO()
    with committing():
        call_command("load_demo", stdout=said, **options)
    return said.getvalue()


def consultation() -> Consultation:
    """The demonstration's."""
    return Consultation.objects.get()


def rows() -> dict[str, int]:
    """How many rows each model has."""
    models = [model for model in apps.get_models() if model._meta.managed]
    return {model._meta.label: model._default_manager.count() for model in models}
