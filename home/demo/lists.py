"""Lists of answers with codes, such as boroughs, in every language."""

from __future__ import annotations

from wagtail.models import Locale

from home.demo.blocks import known_id
from home.demo.content_files import SOURCE_LANGUAGE, TARGET_LANGUAGES, read_json
from plan.consultation.models import OptionList


def list_key(name: str) -> str:
    """The identity of a list, by its name in the content."""
    return known_id("list", name)


def build_lists() -> None:
    """All lists, in the order of the languages, so that the source comes first."""
    for name, written in read_json("lists").items():
        for place, language in enumerate((SOURCE_LANGUAGE, *TARGET_LANGUAGES)):
            OptionList.objects.create(
                translation_key=list_key(name),
                locale=Locale.objects.get(language_code=language),
                name=written["name"][place],
                entries=[
                    {"code": code, "label": labels[place]} for code, *labels in written["entries"]
                ],
            )
