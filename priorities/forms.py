"""Forms in which editors type figures and areas."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from priorities.desk.form_fields import LinesField
from priorities.models import Area

#: What people type around a number and what need not be there: spaces, units.
AROUND_NUMBERS = re.compile(r"[\s£€$%]")
GROUPED = re.compile(r"[-−]?\d{1,3}(,\d{3})+(\.\d+)?")


class FigureField(forms.DecimalField):
    """A number as people type it: “1,234”, “61 %”, “£1,200.50”."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=20, decimal_places=6, **kwargs)
        self.localize = False

    def to_python(self, value: Any) -> Any:
        """Leave out signs and grouping; a comma anywhere else is ambiguous and refused."""
        if not isinstance(value, str):
            return super().to_python(value)
        typed = AROUND_NUMBERS.sub("", value).replace("−", "-")
        if GROUPED.fullmatch(typed):
            typed = typed.replace(",", "")
        if "," in typed:
            raise ValidationError(gettext("Write decimals with a point, such as 61.5."))
        return super().to_python(typed)

    def prepare_value(self, value: Any) -> Any:
        """Without the zeros that the database adds."""
        from decimal import Decimal

        from priorities.tables import plain

        return plain(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Offer the number keys on a phone."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class AreaForm(WagtailAdminModelForm):
    """An area. Names in other languages have a field each; other spellings stand on lines."""

    other_names = LinesField(
        label=_("Other spellings"),
        help_text=_(
            "As files write the name, one on each line. Other capitals, and “&” for “and”, are "
            "known anyway."
        ),
    )

    class Meta:
        model = Area
        fields: ClassVar = ["code", "name", "other_names", "code_list", "within"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in languages():
            self.fields[f"name_{code}"] = forms.CharField(
                label=gettext("Name in %(language)s") % {"language": name},
                max_length=200,
                required=False,
                initial=self.instance.names.get(code, ""),
            )

    def clean_code(self) -> str:
        """Codes have capital letters."""
        return str(self.cleaned_data["code"]).strip().upper()

    def clean_other_names(self) -> list[str]:
        """As the model stores them."""
        return list(self.cleaned_data["other_names"])

    def save(self, commit: bool = True) -> Any:
        """Keep the names of each language; an empty one falls back to the name at home."""
        names = dict(self.instance.names)
        for code, _name in languages():
            names[code] = self.cleaned_data.get(f"name_{code}", "")
        self.instance.names = {code: name for code, name in names.items() if name}
        return super().save(commit)


def languages() -> list[tuple[str, str]]:
    """Languages of content but the one in which the name itself is written."""
    others = Locale.objects.exclude(pk=Locale.get_default().pk).order_by("language_code")
    return [(one.language_code, one.get_display_name()) for one in others]
