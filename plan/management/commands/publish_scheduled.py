"""Wagtail's command, which one page that may not change does not hold up."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from wagtail.management.commands import publish_scheduled

from plan.actions.follow_schedule import follow_schedule


class Command(publish_scheduled.Command):
    """Takes Wagtail's place wherever `plan` stands before `wagtail` among the installed apps."""

    help = "Publish and take down by the clock; name what may not change now and do the rest."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is due; CommandError at the end names what was refused, and why."""
        if options["dryrun"]:
            super().handle(*args, **options)
        elif refused := follow_schedule():
            raise CommandError("\n".join(refused))
