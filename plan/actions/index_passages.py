"""Rebuild the passage index of a plan, in one language or all."""

from __future__ import annotations

import threading
import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from plan.content_version import content_changed
from plan.models import Passage, Plan, PlanPage
from plan.numbering import Numbered, number_plan

changed_plans = threading.local()


def schedule_index(page: Page) -> None:
    """Rebuild, once the transaction is through, the index of the plan the page stands in."""
    pages = PlanPage.objects.ancestor_of(page, inclusive=True)
    key = pages.values_list("pk", flat=True).first()
    if key is not None:
        waiting().add(key)
        transaction.on_commit(lambda: index_waiting(key), robust=True)


def schedule_index_of_users(media: models.Model) -> None:
    """Rebuild the index of the plans whose pages use an image or document."""
    pages = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(media).filter(base_content_type=pages)
    for page in Page.objects.filter(pk__in=set(users.values_list("object_id", flat=True))):
        schedule_index(page)


def waiting() -> set[int]:
    """Plans that have changed in this thread since their index was last rebuilt."""
    if not hasattr(changed_plans, "keys"):
        changed_plans.keys = set()
    found: set[int] = changed_plans.keys
    return found


def index_waiting(pk: int) -> None:
    """Rebuild once, however many pages of the plan one transaction changed."""
    if pk in waiting():
        waiting().discard(pk)
        index_plan_by_pk(pk)


def index_plan_by_pk(pk: int) -> None:
    """Rebuild the index of a plan page that may be gone by now."""
    plan_page = PlanPage.objects.filter(pk=pk).first()
    if plan_page is not None:
        index_plan(plan_page=plan_page)


@transaction.atomic
def index_plan(*, plan_page: PlanPage) -> int:
    """Write the passages of all live pages of this plan in this language; return how many.

    Rows keep their primary keys while their text changes, so that search entries stay few.
    """
    plan = Plan.objects.select_for_update().get(translation_key=plan_page.translation_key)
    pages = Page.objects.descendant_of(plan_page, inclusive=True).live().order_by("path")
    found = list(number_plan(pages.specific(), plan_page.depth))
    existing = stored_passages(plan, plan_page.locale_id, found)
    fresh, changed = [], []
    for position, numbered in enumerate(found):
        row = passage_row(plan, numbered, position)
        old = existing.pop((row.translation_key, row.block_id), None)
        if old is None:
            fresh.append(row)
        elif differs(old, row):
            row.pk = old.pk
            changed.append(row)
    write_rows(fresh, changed, [passage.pk for passage in existing.values()])
    return len(found)


FIELDS = ("page_id", "plan_id", "kind", "number", "position", "text")


def stored_passages(
    plan: Plan, locale: int, found: list[Numbered]
) -> dict[tuple[uuid.UUID, uuid.UUID], Passage]:
    """Rows of this plan by identity, and those of chapters that come from another plan."""
    keys = {numbered.page.translation_key for numbered in found}
    wanted = Q(plan=plan) | Q(translation_key__in=keys)
    rows = Passage.objects.filter(wanted, locale_id=locale)
    return {(passage.translation_key, passage.block_id): passage for passage in rows}


def passage_row(plan: Plan, numbered: Numbered, position: int) -> Passage:
    """An unsaved row of the index."""
    return Passage(
        page_id=numbered.page.pk,
        plan=plan,
        locale_id=numbered.page.locale_id,
        translation_key=numbered.page.translation_key,
        block_id=numbered.block_id,
        kind=numbered.kind,
        number=numbered.number,
        position=position,
        text=numbered.text,
    )


def differs(old: Passage, new: Passage) -> bool:
    """Whether the stored row must change."""
    return any(getattr(old, name) != getattr(new, name) for name in FIELDS)


def write_rows(fresh: list[Passage], changed: list[Passage], gone: list[int]) -> None:
    """Store the difference, and tell the search index."""
    from wagtail.search import index

    Passage.objects.filter(pk__in=gone).delete()
    Passage.objects.bulk_create(fresh, batch_size=500)
    Passage.objects.bulk_update(changed, FIELDS, batch_size=200)
    for passage in [*fresh, *changed]:
        index.insert_or_update_object(passage)
    if fresh or changed or gone:
        content_changed()
