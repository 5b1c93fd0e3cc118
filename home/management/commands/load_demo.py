"""`manage.py load_demo`: London's draft plan, a survey, invented responses and comments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from home.demo.areas import name_areas
from home.demo.comments import add_comments
from home.demo.content_files import SOURCE_LANGUAGE
from home.demo.introduction import read_introduction, replace_introduction
from home.demo.load import CannotLoadError, load
from home.demo.progress import add_progress
from home.demo.responses import add_responses
from home.demo.states import State
from plan.actions.create_roles import create_roles
from plan.consultation.actions.count_responses import count_responses


class Command(BaseCommand):
    """Builds the demonstration; a second run changes nothing that was not asked for."""

    help = "Loads the demonstration: a plan in three languages, a survey, what people say to it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which state to show, and whose introduction."""
        parser.add_argument(
            "--state",
            choices=[state.value for state in State],
            help="what to show: the consultation before it opens, open (the usual), closed, "
            "or the plan issued with what came of it",
        )
        parser.add_argument(
            "--introduction",
            type=Path,
            metavar="FILE",
            help="your own introduction, UTF-8: the title in the first line, blank lines between "
            "paragraphs, “•” before each point of a list, the button's words in the last line",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, show, answer; say what there is."""
        state, path = options["state"], options["introduction"]
        now = timezone.now()
        try:
            with translation.override(SOURCE_LANGUAGE):
                introduction = read_introduction(path) if path else None
                found = load(State(state) if state else None, now)
                create_roles()
                number = add_responses(found.consultation, now)
                if number:
                    count_responses(consultation=found.consultation)
                comments = add_comments(found.consultation, now)
                name_areas()
                reports = add_progress(found.plan, now)
                if introduction:
                    replace_introduction(found, introduction)
        except CannotLoadError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"The demonstration is loaded ({found.state_at(now).value}).")
            self.stdout.write(f"Responses made: {number}")
            self.stdout.write(f"Comments made: {comments}")
            self.stdout.write(f"Progress reports made: {reports}")
