"""The admin's form for how a consultation takes comments."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.comments.actions.change_comment_settings import FIELDS, ChosenPlace, ChosenSettings
from plan.comments.desk.plan_tree import places_in
from plan.comments.enums import Identification, Scope, Showing
from plan.comments.machine_translation import has_machine_translator
from plan.comments.models import CommentSettings, HouseRules

#: A year of hours: nobody promises more.
MOST_HOURS = 8760


def label(name: str) -> str:
    """What the model calls a field."""
    field: Any = CommentSettings._meta.get_field(name)
    return str(capfirst(str(field.verbose_name)))


def switch(help_text: Any = "") -> forms.BooleanField:
    """Something that is on or off."""
    return forms.BooleanField(required=False, help_text=help_text)


def choice(choices: Any) -> forms.ChoiceField:
    """One of a few, all of them in sight."""
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


class SettingsForm(forms.Form):
    """All settings but the places, which stand in a tree beside the fields."""

    is_taking = switch(
        gettext_lazy("While the consultation is open. What was said stays readable either way.")
    )
    scope = choice(Scope.choices)
    showing = choice(Showing.choices)
    identification = choice(Identification.choices)
    longest = forms.IntegerField()
    has_replies = switch(gettext_lazy("People can reply to comments, one level deep."))
    has_agreements = switch(gettext_lazy("People can agree with a comment, without an account."))
    has_machine_translation = switch(
        gettext_lazy("Offered below comments in other languages, and marked as made by a machine.")
    )
    house_rules_key = forms.TypedChoiceField(
        coerce=uuid.UUID,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "People read them before they comment. A comment is rejected for one of them."
        ),
    )
    promised_hours = forms.IntegerField(
        max_value=MOST_HOURS,
        help_text=gettext_lazy("Said to those who comment, and held against the queue."),
    )
    keeps_text = switch(gettext_lazy("Say in the privacy notice which of the two you do."))

    def __init__(self, data: Any = None, *, present: CommentSettings) -> None:
        super().__init__(data)
        self.present = present
        for name in FIELDS:
            self.fields[name].label = label(name)
            self.fields[name].initial = getattr(present, name)
        rules = self.fields["house_rules_key"]
        if isinstance(rules, forms.ChoiceField):
            rules.choices = [("", _("Choose house rules")), *house_rules()]
        if not has_machine_translator():
            field = self.fields["has_machine_translation"]
            field.disabled, field.initial = True, False
            field.help_text = _(
                "Not possible: no machine translator is set up on this site. Whoever runs it can "
                "set one up in wagtail-localize."
            )

    @property
    def places(self) -> frozenset[ChosenPlace]:
        """The places ticked in the tree, wherever comments are taken."""
        return places_in(self.data.getlist("place") if isinstance(self.data, QueryDict) else ())

    @property
    def chosen(self) -> ChosenSettings:
        """What was chosen, after validation."""
        values = {name: self.cleaned_data[name] for name in FIELDS}
        is_limited = values["scope"] == Scope.CHOSEN
        return ChosenSettings(values, self.places if is_limited else frozenset())


def house_rules() -> list[tuple[str, str]]:
    """House rules to choose from, each in the language it was written in."""
    found: dict[str, str] = {}
    for key, name in HouseRules.objects.order_by("pk").values_list("translation_key", "name"):
        found.setdefault(str(key), name)
    return list(found.items())
