"""Forms the public meets: GOV.UK markup, without touching the host's or the admin's forms."""

from plan.forms.base import PlanForm
from plan.forms.fields import DayField, OptionsField
from plan.forms.widgets import (
    CountedTextarea,
    DayInput,
    EmailInput,
    NumberInput,
    OptionsInput,
    TextInput,
)

__all__ = [
    "CountedTextarea",
    "DayField",
    "DayInput",
    "EmailInput",
    "NumberInput",
    "OptionsField",
    "OptionsInput",
    "PlanForm",
    "TextInput",
]
