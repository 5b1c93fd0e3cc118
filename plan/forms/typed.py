"""Fields of a form by name, as what they were declared."""

from __future__ import annotations

from typing import TypeVar

from django import forms

Kind = TypeVar("Kind", bound=forms.Field)


def field_of(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """The field of a name, which a form's `__init__` may still change.

    TypeError where it is declared as something else, which is a mistake in the code.
    """
    found = form.fields[name]
    if not isinstance(found, kind):
        raise TypeError(f"“{name}” is a {type(found).__name__}, not a {kind.__name__}.")
    return found
