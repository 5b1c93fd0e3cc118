"""A page's form written as a file, which `read` takes back without a loss."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail import blocks

from plan.consultation.compiler import lines_of
from plan.consultation.form_files import FORMAT
from plan.consultation.form_files.chosen import choices_of, is_named, name_of
from plan.consultation.form_files.reader import default_of
from plan.consultation.models import ConsultationPage
from plan.consultation.picking import ClauseAnswersBlock


def form_text(page: ConsultationPage) -> str:
    """The file: JSON in UTF-8, two spaces deep."""
    return json.dumps(form_data(page), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder) + "\n"


def form_data(page: ConsultationPage) -> dict[str, Any]:
    """The form of a page as it stands there, with the ids of everything as keys."""
    data = {
        "format": FORMAT,
        "language": page.locale.language_code,
        "title": page.title,
        "sections": stream(page.form.stream_block, page.form.get_prep_value()),
    }
    if len(page.conditions):
        raw = page.conditions.get_prep_value()
        data["conditions"] = stream(page.conditions.stream_block, raw)
    return data


def written(block: Any, raw: Any) -> Any:
    """A stored value as the file has it."""
    if isinstance(block, blocks.BaseStreamBlock):
        return stream(block, raw)
    if isinstance(block, blocks.BaseStructBlock):
        return struct(block, raw)
    if isinstance(block, blocks.ListBlock):
        return [listed(block.child_block, item) for item in raw]
    if isinstance(block, ClauseAnswersBlock):
        return lines_of(raw)
    if isinstance(block, blocks.ChooserBlock):
        chosen = block.to_python(raw)
        return None if chosen is None else {"name": name_of(chosen)}
    if is_named(block):
        names = dict(choices_of(block))
        return {"name": names[raw]} if raw in names else raw
    return raw


def stream(block: Any, raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks of several types. Such as no app provides any more are left out."""
    return [
        {
            "type": one["type"],
            "key": one["id"],
            **struct(block.child_blocks[one["type"]], one["value"]),
        }
        for one in raw
        if one["type"] in block.child_blocks
    ]


def struct(block: Any, raw: dict[str, Any]) -> dict[str, Any]:
    """Fields by name, without those that say nothing but the default."""
    return {
        name: written(child, raw[name])
        for name, child in block.child_blocks.items()
        if name in raw and raw[name] != default_of(child) and raw[name] is not None
    }


def listed(block: Any, item: Any) -> Any:
    """One member of a list with its key; lists of long ago have values alone."""
    if not (isinstance(item, dict) and "value" in item and item.get("type") == "item"):
        return written(block, item)
    inner = written(block, item["value"])
    fields = inner if isinstance(block, blocks.BaseStructBlock) else {"value": inner}
    return {"key": item["id"], **fields}
