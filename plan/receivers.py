"""Doors: signals that every writer passes. Rules live in guards and actions, not here."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

from plan import guards
from plan.actions.index_passages import schedule_index, schedule_index_of_users
from plan.actions.publish_translations import publish_translations, went_live_by_the_clock
from plan.actions.record_progress import record_progress
from plan.actions.unpublish_translations import unpublish_translations
from plan.actions.write_record import attach_record, write_record
from plan.content_version import row_changed
from plan.guards import Operation
from plan.models.mixins import InPlanMixin
from plan.models.service import Branding, ServiceDetails
from plan.service import forget_details


def guard_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before a page of any type is deleted, alone or with an ancestor."""
    if isinstance(instance, Page):
        guards.check(instance, Operation.DELETE)


def guard_save(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a page loses its public state or is set to lose it by the clock."""
    if raw or not isinstance(instance, Page) or instance.pk is None:
        return
    updated = kwargs.get("update_fields")
    if updated is not None and not {"live", "expire_at"} & set(updated):
        return
    before = Page.objects.filter(pk=instance.pk).values("live", "expire_at").first()
    if before is None:
        return
    if before["live"] and not instance.live:
        guards.check(instance, Operation.UNPUBLISH)
    if instance.expire_at is not None and instance.expire_at != before["expire_at"]:
        guards.check(instance, Operation.EXPIRE)


def guard_move(sender: type, instance: Page, **kwargs: Any) -> None:
    """Before a page changes its place; reordering below the same parent is free."""
    before, after = kwargs.get("parent_page_before"), kwargs.get("parent_page_after")
    if before is None or after is None or before.pk != after.pk:
        guards.check(instance, Operation.MOVE)


def guard_restriction(
    sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    """Before readers are shut out of a page and all below it."""
    if not raw:
        guards.check(instance.page, Operation.RESTRICT)


def page_saving(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a page is stored: it gets the record its foreign key needs."""
    if not raw and isinstance(instance, InPlanMixin):
        attach_record(page=instance)


def page_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """After the page's row changed: its record follows, in the same transaction."""
    if not raw and isinstance(instance, InPlanMixin) and kwargs.get("update_fields") is None:
        write_record(page=instance)


def plan_changed(sender: type, instance: Any, **kwargs: Any) -> None:
    """After anything that readers see changed, or moved; both plans when it left one."""
    forget_details()
    if isinstance(instance.specific, InPlanMixin):
        schedule_index(instance)
        if parent := kwargs.get("parent_page_before"):
            schedule_index(parent)


def translation_published(sender: type, instance: Any, **kwargs: Any) -> None:
    """After publishing: readers are told of this language only if something is translated."""
    record_progress(page=instance)


def media_saved(sender: type, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """After a file became private or public: words about it leave or enter the index."""
    if not created and hasattr(instance, "is_private"):
        forget_details()
        schedule_index_of_users(instance)


def page_shown(sender: type, instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """After publishing: translations follow a source that went live by its schedule."""
    if isinstance(instance, InPlanMixin) and went_live_by_the_clock(instance, revision):
        publish_translations(page=instance)


def page_hidden(sender: type, instance: Any, **kwargs: Any) -> None:
    """After unpublishing: translations go with the source."""
    if isinstance(instance, InPlanMixin):
        unpublish_translations(page=instance)


def page_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """After a chapter is gone the numbers of the others change."""
    if isinstance(instance, InPlanMixin):
        schedule_index(instance)
        forget_details()


def connect() -> None:
    """Connect all receivers, once."""
    pre_delete.connect(guard_delete, dispatch_uid="plan.guard_delete")
    pre_save.connect(guard_save, dispatch_uid="plan.guard_save")
    pre_page_move.connect(guard_move, dispatch_uid="plan.guard_move")
    pre_save.connect(
        guard_restriction,
        sender=PageViewRestriction,
        dispatch_uid="plan.guard_restriction",
    )
    pre_save.connect(page_saving, dispatch_uid="plan.page_saving")
    post_save.connect(page_saved, dispatch_uid="plan.page_saved")
    page_published.connect(translation_published, dispatch_uid="plan.published_progress")
    page_published.connect(plan_changed, dispatch_uid="plan.published_index")
    page_published.connect(page_shown, dispatch_uid="plan.published_translations")
    page_unpublished.connect(plan_changed, dispatch_uid="plan.unpublished_index")
    page_unpublished.connect(page_hidden, dispatch_uid="plan.unpublished_translations")
    post_page_move.connect(plan_changed, dispatch_uid="plan.moved_index")
    for model in (get_image_model(), get_document_model()):
        post_save.connect(media_saved, sender=model, dispatch_uid=f"plan.media_{model}")
    for model in (Branding, ServiceDetails, PageViewRestriction):
        post_save.connect(forget_details, sender=model, dispatch_uid=f"plan.forget_{model}")
        post_delete.connect(forget_details, sender=model, dispatch_uid=f"plan.drop_{model}")
    post_delete.connect(page_deleted, dispatch_uid="plan.deleted_index")
    for signal in (post_save, post_delete, m2m_changed, post_page_move):
        signal.connect(row_changed, dispatch_uid="plan.content_version")
