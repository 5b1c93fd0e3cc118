"""Take a page down in every language at once."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page

from plan.models.mixins import InPlanMixin


@transaction.atomic
def unpublish_translations(*, page: InPlanMixin) -> list[Page]:
    """Unpublish the live translations of a source page that is no longer public.

    Where the source expired, they expire. A translation that is taken down leaves the others as
    they are.
    """
    if page.live or not page.is_source():
        return []
    translations = list(
        Page.objects.filter(translation_key=page.translation_key, live=True).exclude(pk=page.pk)
    )
    action = "wagtail.unpublish.scheduled" if page.expired else "wagtail.unpublish"
    for translation in translations:
        translation.specific.unpublish(set_expired=page.expired, log_action=action)
    return translations
