"""Why a consultation's page must stay as it is; asked through `plan.guards`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
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
#: What a source page does not undergo without its translations.
HIDING = {Operation.UNPUBLISH, Operation.EXPIRE}
#: What would take a consultation's responses away from it.
LOSING = {Operation.DELETE, Operation.MOVE}


def guard_consultations(page: Page, operation: Operation) -> Iterable[str]:
    """Sentences on each consultation that stands in the way of what would be done to a page."""
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
    """Consultations presented by live pages that the operation reaches, with a title each.

    Each comes with `now`, the database's clock, and `response_count`.

    Drafts count for deletion and moving, for those lose responses too.
    """
    if not page.path:
        return []
    pages = ConsultationPage.objects.filter(reach(page, operation))
    if operation not in LOSING:
        pages = pages.filter(live=True)
    titles = dict(pages.filter(alias_of=None).values_list("translation_key", "title"))
    if not titles:
        return []
    found = Consultation.objects.filter(translation_key__in=titles).annotate(
        now=Now(), response_count=Count("responses", filter=Q(responses__is_test=False))
    )
    return [(consultation, titles[consultation.translation_key]) for consultation in found]


def reach(page: Page, operation: Operation) -> Q:
    """Which pages an operation on this one changes: those at and below it, and maybe more.

    A restriction holds for the translations of what it is set on, and for all below any of them.
    What takes a source page down takes its translations down with it.
    """
    below = Q(path__startswith=page.path)
    group = Page.objects.filter(translation_key=page.translation_key).order_by("pk")
    if operation is Operation.RESTRICT:
        keys = Page.objects.filter(below).values("translation_key")
        return below_any(group) | Q(translation_key__in=keys)
    is_source = operation in HIDING and not group.filter(pk__lt=page.pk).exists()
    return below_any(group) if is_source else below


def below_any(pages: Iterable[Page]) -> Q:
    """Pages at or below any of these."""
    condition = Q()
    for page in pages:
        condition |= Q(path__startswith=page.path)
    return condition


def is_open(consultation: Any) -> bool:
    """Whether it takes responses at the database's present moment, on a live page."""
    if consultation.state_at(consultation.now) is not ConsultationState.OPEN:
        return False
    return Page.objects.filter(translation_key=consultation.translation_key, live=True).exists()
