"""Doors into consultations: what must happen whenever a page is stored or moved."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from plan.actions.write_record import write_record
from plan.consultation.actions.publish_form import publish_form
from plan.consultation.models import ConsultationPage
from plan.consultation.openings import hold_opening


def page_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """After a live page's row changed: its form is compiled, in the same transaction.

    First of all, a form with errors is kept from opening, while the record still says what was. The
    record comes next, whichever app's receivers are called before the other's.
    """
    if raw or kwargs.get("update_fields") is not None or not instance.live:
        return
    if instance.alias_of_id is None:
        hold_opening(instance)
        write_record(page=instance)
        publish_form(page=instance, user=revision_author(instance))


def revision_author(page: ConsultationPage) -> Any:
    """Who wrote what is now live, where it is known."""
    revision = page.live_revision or page.latest_revision
    return revision.user if revision else None


def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """After a consultation went to another plan: its record follows."""
    if isinstance(instance.specific, ConsultationPage):
        fresh = ConsultationPage.objects.get(pk=instance.pk)
        write_record(page=fresh)


def connect() -> None:
    """Connect all receivers, once."""
    post_save.connect(
        page_saved, sender=ConsultationPage, dispatch_uid="plan_consultation.page_saved"
    )
    post_page_move.connect(page_moved, dispatch_uid="plan_consultation.page_moved")
