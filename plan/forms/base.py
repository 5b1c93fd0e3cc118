"""The base of our public forms and the renderer that only they use."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorDict


class PlanRenderer(DjangoTemplates):
    """Renders forms and fields with the templates in `plan/forms/`."""

    form_template_name = "plan/forms/form.html"
    field_template_name = "plan/forms/field.html"


class PlanBoundField(BoundField):
    """A field that tells assistive technology of its hint and its error."""

    @property
    def error_id(self) -> str:
        """Id of the element with the error messages."""
        return f"{self.auto_id}-error"

    @property
    def described_by(self) -> str:
        """Ids of hint and error, in the order they are read."""
        ids = [f"{self.auto_id}_helptext"] if self.help_text else []
        return " ".join([*ids, *([self.error_id] if self.errors else [])])

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        """Point a single control to hint and error; a fieldset does so for a group."""
        built = super().build_widget_attrs(attrs, widget)
        built.pop("aria-describedby", None)
        if self.described_by and not (widget or self.field.widget).use_fieldset:
            built["aria-describedby"] = self.described_by
        return built

    def error_links(self) -> list[tuple[str, str]]:
        """Its errors, each with the fragment of the control it is about."""
        links = []
        for error, words in zip(self.errors.as_data(), self.errors, strict=True):
            own = getattr(error, "control_suffix", None)
            control = self.first_control_id if own is None else f"{self.auto_id}{own}"
            links.append((f"#{control}", str(words)))
        return links

    @property
    def first_control_id(self) -> str:
        """Id of the first control, which is where focus must go."""
        return f"{self.auto_id}{getattr(self.field.widget, 'first_control_suffix', '')}"


class PlanForm(forms.Form):
    """A form in GOV.UK markup, whose errors link to their fields."""

    default_renderer = PlanRenderer
    bound_field_class = PlanBoundField
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def error_links(self) -> list[tuple[str, str]]:
        """Each error with the fragment of the control it is about, for the error summary."""
        links = [("", str(error)) for error in self.non_field_errors()]
        for bound in self:
            if isinstance(bound, PlanBoundField):
                links += bound.error_links()
        return links

    def hide_errors(self) -> None:
        """Show what was typed without judging it: a page that is opened again accuses nobody."""
        self._errors = ErrorDict()
