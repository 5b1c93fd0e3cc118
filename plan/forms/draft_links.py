"""What an editor says of a link to a draft."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from plan.actions.create_draft_link import LONGEST_DAYS

USUAL_DAYS = 14


class DraftLinkForm(forms.Form):
    """For whom the link is, and how long it works."""

    note = forms.CharField(
        label=_("For whom"),
        max_length=200,
        help_text=_("So that you know later whom you sent it to."),
    )
    days = forms.IntegerField(
        label=_("Works for how many days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=USUAL_DAYS,
    )
