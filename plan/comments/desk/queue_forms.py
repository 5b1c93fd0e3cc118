"""What to look for on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.comments.desk.queue import EVERYTHING, QUEUE, SET_ASIDE
from plan.comments.enums import CommentState, HintKind
from plan.comments.permissions import can_look_after_harm


class QueueForm(forms.Form):
    """Filters; every field may be left as it is. What cannot be is as if it were not there."""

    show = forms.ChoiceField(label=gettext_lazy("Show"), required=False)
    consultation = forms.TypedChoiceField(
        label=gettext_lazy("Consultation"), required=False, coerce=int, empty_value=None
    )
    passage = forms.CharField(
        label=gettext_lazy("Number of the passage or chapter"), required=False, max_length=20
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    hint = forms.ChoiceField(label=gettext_lazy("Hint"), required=False)
    q = forms.CharField(label=gettext_lazy("Words or reference"), required=False, max_length=200)
    reported = forms.BooleanField(label=gettext_lazy("Reported by readers"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("In my hands"), required=False)

    def __init__(self, data: Any, *, user: Any, titles: Mapping[int, str]) -> None:
        super().__init__(data)
        may_look = can_look_after_harm(user)
        self.choose("show", shown_lists(may_look))
        self.choose("consultation", [("", _("All")), *titles.items()])
        self.choose("language", [("", _("All")), *settings.LANGUAGES])
        kinds = [one for one in HintKind.choices if may_look or one[0] != HintKind.HARM]
        self.choose("hint", [("", _("All")), *kinds])

    def choose(self, name: str, choices: Any) -> None:
        """What one of the fields offers."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for, without what cannot be."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for besides the queue as it is."""
        wanted = self.wanted
        return any(value and (name, value) != ("show", QUEUE) for name, value in wanted.items())


def shown_lists(may_look_after_harm: bool) -> list[tuple[str, Any]]:
    """The lists there are."""
    states = [(value, label) for value, label in CommentState.choices]
    aside = [(SET_ASIDE, _("Set aside: may disclose harm"))] if may_look_after_harm else []
    return [(QUEUE, _("What waits for a decision")), *aside, *states, (EVERYTHING, _("Everything"))]
