"""What editors call breakdowns and their groups, which records know by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant

from priorities.models import Measure, MeasurePage


@dataclass(frozen=True)
class GroupNames:
    """Names by code; a code stands for itself where nobody named it."""

    breakdowns: Mapping[str, str]
    groups: Mapping[tuple[str, str], str]

    def breakdown(self, code: str) -> str:
        """The name of a breakdown, such as “Sex”."""
        return self.breakdowns.get(code) or code

    def group(self, breakdown: str, code: str) -> str:
        """The name of one of its groups, such as “Women”."""
        return self.groups.get((breakdown, code)) or code


def group_names(measure: Measure) -> GroupNames:
    """Names in the editor's language where there is such a page, else in that of the oldest."""
    pages = MeasurePage.objects.filter(measure=measure).select_related("locale").order_by("pk")
    wanted = content_language()
    breakdowns: dict[str, str] = {}
    groups: dict[tuple[str, str], str] = {}
    for page in sorted(pages, key=lambda one: one.locale.language_code != wanted):
        for block in page.breakdowns:
            code = block.value["code"]
            breakdowns.setdefault(code, block.value["label"])
            for group in block.value["groups"]:
                groups.setdefault((code, group["code"]), group["label"])
    return GroupNames(breakdowns, groups)


def content_language() -> str:
    """The language of content nearest to the admin's; empty where there is none."""
    try:
        return str(get_supported_content_language_variant(get_language() or ""))
    except LookupError:
        return ""
