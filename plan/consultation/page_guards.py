"""Why a consultation's page must stay as it is; asked through `plan.guards`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation, ConsultationPage
from plan.guards import Operation

#: What an open consultation does not survive.
ENDING = {
    Operation.DELETE,
    Operation.UNPUBLISH,
    Operation.EXPIRE,
    Operation.MOVE,
    Operation.RESTRICT,
}
#: What would take a consultation's responses away from it.
LOSING = {Operation.DELETE, Operation.MOVE}


def guard_consultations(page: Page, operation: Operation) -> Iterable[str]:
    """Sentences on each consultation at or below a page that stands in the way.

    A restriction shuts out readers of every translation, so those below translations count too.
    """
    for consultation, title in consultations_at(page, operation):
        if operation in ENDING and is_open(consultation):
            yield _(
                "“%(title)s” is open for responses. Close it first: set its closing time to a "
                "moment that has passed and publish it."
            ) % {"title": title}
        if loses_responses(page, operation, consultation) and consultation.response_count:
            yield ngettext(
                "“%(title)s” has %(number)d response, which belongs to it for good. "
                "Leave its page where it is; unpublish it once it is closed if it should not "
                "be read any more.",
                "“%(title)s” has %(number)d responses, which belong to it for good. "
                "Leave its page where it is; unpublish it once it is closed if it should not "
                "be read any more.",
                consultation.response_count,
            ) % {"title": title, "number": consultation.response_count}


def loses_responses(page: Page, operation: Operation, consultation: Consultation) -> bool:
    """Whether the consultation would lose them; one that moves with its whole plan does not."""
    if operation is Operation.MOVE:
        return bool(page.translation_key == consultation.translation_key)
    return operation is Operation.DELETE


def consultations_at(page: Page, operation: Operation) -> list[tuple[Any, str]]:
    """Consultations presented by live pages at or below this one, with a title each.

    Each comes with `now`, the database's clock, and `response_count`.

    Drafts count for deletion and moving, for those lose responses too.
    """
    if not page.path:
        return []
    pages = ConsultationPage.objects.filter(path__startswith=page.path)
    if operation is Operation.RESTRICT:
        keys = Page.objects.filter(path__startswith=page.path).values("translation_key")
        pages = ConsultationPage.objects.filter(translation_key__in=keys)
    if operation not in LOSING:
        pages = pages.filter(live=True)
    titles = dict(pages.filter(alias_of=None).values_list("translation_key", "title"))
    if not titles:
        return []
    found = Consultation.objects.filter(translation_key__in=titles).annotate(
        now=Now(), response_count=Count("responses")
    )
    return [(consultation, titles[consultation.translation_key]) for consultation in found]


def is_open(consultation: Any) -> bool:
    """Whether it takes responses at the database's present moment, on a live page."""
    if consultation.state_at(consultation.now) is not ConsultationState.OPEN:
        return False
    return Page.objects.filter(translation_key=consultation.translation_key, live=True).exists()
