"""What was said about a page that not everybody could read stays hidden when the page is gone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from plan.comments.models import Comment, HiddenPage
from plan.queries import open_to
from plan.readers import Reader


@transaction.atomic
def hide_deleted_page(*, page: Page) -> None:
    """Before a page with comments is deleted: note it if it is behind a password, or the like.

    A page above may be what shuts it, or a translation. Comments that were written about it count
    as well, wherever they stand: they may come back.
    """
    key = page.translation_key
    if not Comment.objects.filter(Q(about_key=key) | Q(placed_key=key)).exists():
        return
    if Page.objects.filter(~open_to(Reader(page.locale)), pk=page.pk).exists():
        HiddenPage.objects.get_or_create(translation_key=key)


@transaction.atomic
def forget_hidden_page(*, page: Page) -> None:
    """Where a page is published again, whether readers may see it is asked of the page itself."""
    HiddenPage.objects.filter(translation_key=page.translation_key).delete()
