"""A tick box under which somebody agrees to something."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from plan.consultation.questions.base import QuestionBlock
from plan.consultation.questions.choices import FixedChoice
from plan.forms.fields import OptionsField


class ConsentBlock(QuestionBlock):
    """What is agreed to stands beside the box; the question is the heading above it."""

    statement = blocks.TextBlock(
        label=gettext_lazy("words beside the box"),
        max_length=1000,
        help_text=gettext_lazy("In the first person, such as “I agree that …”."),
    )

    class Meta:
        icon = "tick-inverse"
        label = gettext_lazy("consent")


class ConsentField(OptionsField):
    """A box that must be ticked where consent is needed."""

    def missing_message(self) -> str:
        """What to do about an empty box."""
        return _("Tick the box if you agree. Without it these answers cannot be sent.")


class Consent(FixedChoice):
    """One tick box; a row where it is ticked."""

    name = "consent"
    label = gettext_lazy("consent")
    block_class = ConsentBlock
    is_multiple = True
    field_class = ConsentField

    def points(self, value: Any) -> dict[str, str]:
        """The one thing there is to say."""
        return {"agreed": value["statement"]}


TYPES = [Consent()]
