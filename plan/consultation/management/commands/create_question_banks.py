"""`manage.py create_question_banks`: sets of questions that most consultations need."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plan.consultation.actions.create_question_banks import NoLanguageError, create_question_banks


class Command(BaseCommand):
    """Makes the banks that come with the product; run it again after adding a language."""

    help = (
        "Makes the question banks Respondent type, About you, May we publish and Contact, in "
        "English, Polish and Arabic as far as the site has these languages."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, and say what was made."""
        try:
            made = create_question_banks()
        except NoLanguageError:
            raise CommandError(
                "The banks are written in English, Polish and Arabic, and this site has none of "
                "these. Add one of them under Settings → Locales, or write your own banks."
            ) from None
        if options["verbosity"] > 0:
            for bank in made:
                self.stdout.write(f"{bank.name} ({bank.locale.language_code})")
            self.stdout.write(f"Question banks made: {len(made)}")
