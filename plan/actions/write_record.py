"""Write what the source page says into the record, which holds in every language.

A page type says which record it writes with `record_model` and `record_fields`; one that has more
to say defines `record_values()`. The record is found by the page's translation key or, where the
page names `record_field`, through that foreign key, so that a later plan can show it again.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from plan.models.mixins import InPlanMixin


def attach_record(*, page: InPlanMixin) -> None:
    """Before a page is stored for the first time: give it the record its foreign key needs."""
    field = getattr(page, "record_field", "")
    if field and getattr(page, f"{field}_id") is None:
        setattr(page, field, record_model(page).objects.create(**values_for(page)))


@transaction.atomic
def write_record(*, page: InPlanMixin) -> models.Model | None:
    """Make the page's record, and bring it up to date when the source page is public.

    Translations and drafts never change a record, nor does the page of an earlier plan once that of
    a later one is public.
    """
    if getattr(page, "record_model", None) is None:
        return None
    record, is_new = record_of(page)
    if is_new or not page.live or not page.is_source() or successor_of(page) is not None:
        return record
    changed = {
        name: value for name, value in values_for(page).items() if getattr(record, name) != value
    }
    if changed:
        record_model(page).objects.filter(pk=record.pk).update(**changed)
    return record


def successor_of(page: InPlanMixin) -> InPlanMixin | None:
    """The public source page, made after this one, that now says what holds of the same record.

    None where this page does: a record that several plans show has its facts from the newest.
    """
    field = getattr(page, "record_field", "")
    if not field:
        return None
    record = {f"{field}_id": getattr(page, f"{field}_id")}
    later = type(page)._default_manager.filter(live=True, pk__gt=page.pk, **record)
    others = later.exclude(translation_key=page.translation_key).order_by("-pk")
    return next((one for one in others if one.is_source()), None)


def record_of(page: InPlanMixin) -> tuple[models.Model, bool]:
    """The page's record and whether it was made just now."""
    if field := getattr(page, "record_field", ""):
        return record_model(page).objects.get(pk=getattr(page, f"{field}_id")), False
    record, is_new = record_model(page).objects.get_or_create(
        translation_key=page.translation_key, defaults=values_for(page)
    )
    return record, is_new


def record_model(page: InPlanMixin) -> Any:
    """The model of the record, which only the page type knows."""
    return page.record_model


def values_for(page: Any) -> dict[str, Any]:
    """Facts on the page that its record repeats."""
    if hasattr(page, "record_values"):
        return dict(page.record_values())
    return {name: getattr(page, name) for name in page.record_fields}
