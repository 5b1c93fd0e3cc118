"""Adds a type of question to the plugin's forms, as its documentation says."""

from __future__ import annotations

from django.apps import apps
from wagtail import hooks

if apps.is_installed("plan.consultation"):
    from plan.consultation.questions.texts import ShortText, ShortTextBlock

    class PostcodeBlock(ShortTextBlock):
        """A postcode, with a block of its own."""

        class Meta:
            icon = "site"
            label = "postcode"

    class Postcode(ShortText):
        """A question for a postcode."""

        name = "front_postcode"
        label = "postcode"
        block_class = PostcodeBlock

    @hooks.register("register_plan_question_types")
    def question_types() -> list[ShortText]:
        """The host's types."""
        return [Postcode()]
