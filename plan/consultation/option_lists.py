"""Lists of answers as forms need them: codes from the source, labels in each language."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plan.consultation.models import FormVersion, OptionList


def list_choices() -> list[tuple[str, str]]:
    """Keys and names of all lists, for an editor to choose from; the source's name."""
    found: dict[str, str] = {}
    for one in OptionList.objects.order_by("pk"):
        found.setdefault(str(one.translation_key), one.name)
    return sorted(found.items(), key=lambda item: item[1].casefold())


def source_of(key: Any) -> OptionList | None:
    """The list as it was first written; None where there is none with this key."""
    return lists_with(key).order_by("pk").first()


def lists_with(key: Any) -> QuerySet[OptionList]:
    """A list in all its languages; none for a key that is no key."""
    try:
        return OptionList.objects.filter(translation_key=uuid.UUID(str(key)))
    except ValueError:
        return OptionList.objects.none()


def entries_of(key: Any) -> dict[str, str]:
    """Labels of the source by code, in order; empty where there is no such list."""
    found = source_of(key)
    return labels_of(found) if found else {}


def labels_in(key: Any, language: str) -> dict[str, str]:
    """Labels by code in a language; the source's where no language is named.

    A code that is not translated has none, so that a form is not complete in a language before
    its lists are.
    """
    if not language:
        return entries_of(key)
    found = lists_with(key).filter(locale__language_code=language).first()
    return labels_of(found) if found else {}


def labels_of(option_list: OptionList) -> dict[str, str]:
    """Labels by code, in order."""
    return {entry["code"]: entry["label"] for entry in option_list.entries}


def codes_in_use(key: uuid.UUID) -> set[str]:
    """Codes of a list that some consultation's newest form offers."""
    newest: dict[int, FormVersion] = {}
    for version in FormVersion.objects.order_by("number").only("consultation_id", "structure"):
        newest[version.consultation_id] = version
    return {
        option["code"]
        for version in newest.values()
        for question in questions_from(version.structure, str(key))
        for option in question["options"]
        if option.get("code")
    }


def questions_from(structure: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Questions of a structure whose answers come from this list."""
    return [
        item
        for section in structure["sections"]
        for item in section.get("items", ())
        if item.get("settings", {}).get("list") == key
    ]


def list_in_use(option_list: OptionList) -> str:
    """Why a list cannot be deleted."""
    return _(
        "“%(list)s” cannot be deleted: a published form offers its answers. Take the question "
        "out of the form first."
    ) % {"list": option_list.name}
