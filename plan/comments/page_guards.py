"""Why a page that people have commented on must stay; asked through `plan.guards`."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.utils.translation import ngettext
from wagtail.models import Page

from plan.comments.models import Comment
from plan.consultation.models import Consultation, ConsultationPage
from plan.guards import Operation


def guard_comments(page: Page, operation: Operation) -> Iterable[str]:
    """A consultation with comments is not deleted. Passages may go: comments keep their words."""
    if operation is not Operation.DELETE or not page.path:
        return
    pages = ConsultationPage.objects.descendant_of(page, inclusive=True).filter(alias_of=None)
    titles = dict(pages.values_list("translation_key", "title"))
    if not titles:
        return
    keys = Comment.objects.values("consultation")
    found = Consultation.objects.filter(translation_key__in=titles, pk__in=keys)
    for consultation in found.annotate(number=Count("comments")):
        yield ngettext(
            "“%(title)s” has %(number)d comment, which belongs to it for good. Leave its page "
            "where it is; unpublish it once it is closed if it should not be read any more.",
            "“%(title)s” has %(number)d comments, which belong to it for good. Leave its page "
            "where it is; unpublish it once it is closed if it should not be read any more.",
            consultation.number,
        ) % {"title": titles[consultation.translation_key], "number": consultation.number}
