"""Who may do what to a plan's pages, in functions that read as sentences.

Public views, the admin and actions ask the same functions.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page, Site

from plan.models import DraftLink, InPlanMixin


def can_edit_page(user: Any, page: Page) -> bool:
    """May change the words of this page, in its language."""
    return bool(page.permissions_for_user(user).can_edit())


def can_publish_page(user: Any, page: Page) -> bool:
    """May decide that this page is public, in its language."""
    return bool(page.permissions_for_user(user).can_publish())


def can_share_draft(user: Any, page: Page) -> bool:
    """May show the draft of this page to somebody without an account."""
    model = page.specific_class
    return bool(model and issubclass(model, InPlanMixin) and can_edit_page(user, page))


def can_revoke_draft_link(user: Any, link: DraftLink) -> bool:
    """May end a link: whoever may edit the page, not only who made it."""
    return can_edit_page(user, link.page)


def can_edit_words_in(user: Any, locale: Locale) -> bool:
    """May edit translatable words, such as an organisation's name, in this language.

    Somebody whose pages are limited to some languages edits words in those only. Who has rights
    to no site's front page at all is judged by the model's permissions alone.
    """
    if user.is_superuser:
        return True
    roots = Page.objects.filter(pk__in=Site.objects.values("root_page"))
    homes = Page.objects.filter(translation_key__in=roots.values("translation_key"))
    editable = {home.locale_id for home in homes if can_edit_page(user, home)}
    return not editable or locale.pk in editable


def can_translate_into(user: Any, page: Page, locale: Locale) -> bool:
    """May start or bring up to date the translation of this page into this language.

    That takes the right to edit there: the translated page where it exists, else the nearest
    page above it that does.
    """
    for above in [page, *page.get_ancestors().filter(depth__gt=1).order_by("-depth")]:
        translated = Page.objects.filter(translation_key=above.translation_key, locale=locale)
        if found := translated.first():
            return can_edit_page(user, found)
    return can_edit_page(user, page)
