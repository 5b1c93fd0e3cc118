"""Whatever a form chooses elsewhere (banks, lists, images), named in files by its name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.models import Locale, TranslatableMixin


def name_field(model: Any) -> str:
    """The field that holds its name; empty where it has none."""
    for name in ("name", "title"):
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        return name
    return ""


def candidates(model: Any, name: str, language: str) -> list[Any]:
    """Everything of that name, in the language where it has one."""
    field = name_field(model)
    if not field:
        return []
    found = model._default_manager.filter(**{field: name})
    if issubclass(model, TranslatableMixin):
        found = found.filter(locale__in=Locale.objects.filter(language_code=language))
    return list(found.order_by("pk")[:2])


def name_of(instance: Any) -> str:
    """Its name in a file."""
    field = name_field(type(instance))
    return str(getattr(instance, field)) if field else str(instance)


def is_named(block: Any) -> bool:
    """Whether a block offers what others keep (lists, banks), and not choices of its own."""
    return callable(getattr(block, "_constructor_kwargs", {}).get("choices"))


def choices_of(block: Any) -> list[tuple[str, str]]:
    """Values and names that such a block offers, as they are now."""
    pairs = []
    for value, label in block.field.choices:
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        pairs += [(str(key), str(name)) for key, name in inner]
    return pairs
