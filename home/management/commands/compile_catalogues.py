"""`manage.py compile_catalogues`: make translations readable, with no gettext installed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from home.catalogues import compile_catalogues


class Command(BaseCommand):
    """Compiles the message catalogues of the packages."""

    help = "Compiles every message catalogue that is newer than its compiled form."
    requires_system_checks = ()  # it must run before anything can be translated

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and say how many were written."""
        written = compile_catalogues(settings.BASE_DIR)
        self.stdout.write(f"Message catalogues compiled: {len(written)}")
