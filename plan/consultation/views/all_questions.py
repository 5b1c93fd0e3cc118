"""Everything a form asks on one page: to look through before starting, to print, to prepare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.consultation import queries
from plan.consultation.builder import definition_by_texts
from plan.consultation.conditions_in_words import Explanation, explained
from plan.consultation.definition import (
    ContentDefinition,
    FormDefinition,
    OptionDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.moments import moment_in_words
from plan.consultation.questions import question_type
from plan.consultation.questions.paper import Box, TickBoxes
from plan.page_cache import keep_for

#: Seconds for which a copy may be shown without asking again; the words change only by publishing.
SECONDS = 60


@dataclass(frozen=True)
class ListedItem:
    """A question or content, with the condition under which it is shown."""

    only_if: Explanation | None
    question: QuestionDefinition | None = None
    content: ContentDefinition | None = None

    @property
    def choices(self) -> Sequence[Box | OptionDefinition]:
        """What can be chosen: options, or the points of a scale as they stand on paper."""
        if self.question is None or self.question.options:
            return self.question.options if self.question else ()
        parts = question_type(self.question.type).paper(self.question)
        return [box for part in parts if isinstance(part, TickBoxes) for box in part.boxes]


@dataclass(frozen=True)
class ListedSection:
    """A section with what is in it; an exit has only words."""

    section: SectionDefinition
    only_if: Explanation | None
    items: list[ListedItem]


@require_safe
def all_questions(request: HttpRequest, public_id: str) -> HttpResponse:
    """The questions in force, as soon as the page is public: no cookie, nothing of anybody."""
    language = get_language() or ""
    door = queries.door(public_id, language)
    words = queries.words_in_force(door.consultation, language) if door else None
    if door is None or words is None:
        raise Http404(_("There are no questions at this address in this language yet."))
    page = queries.page_behind(door)
    if door.is_guarded:
        for restriction in page.get_view_restrictions():
            if not restriction.accept_request(request):
                return redirect(page.get_url(request) or "/")
    form = definition_by_texts(words)
    closes, zone = door.consultation.closes_at, door.consultation.zone
    context = {
        "is_unlisted": True,
        "consultation_page": page,
        "sections": list(listed(form)),
        "version": form.number,
        "closes": moment_in_words(closes, zone) if closes else "",
    }
    response = render(request, "plan/consultation/all_questions.html", context)
    response["X-Robots-Tag"] = "noindex"
    if door.is_guarded:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=SECONDS)
        keep_for(response, SECONDS)
    return response


def listed(form: FormDefinition) -> Iterator[ListedSection]:
    """Every section, with the questions that are asked now."""
    for section in form.sections:
        items = [
            ListedItem(explained(item.show_if, form), content=item)
            if isinstance(item, ContentDefinition)
            else ListedItem(explained(item.show_if, form), question=item)
            for item in section.items
            if isinstance(item, ContentDefinition) or not item.is_stopped
        ]
        yield ListedSection(section, explained(section.show_if, form), items)
