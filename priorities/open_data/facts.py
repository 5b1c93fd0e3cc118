"""What is said of a measure in every file: the columns of `ABOUT_MEASURES`, and a little more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from plan.models import Organisation
from priorities.enums import Unit
from priorities.measure_context import next_update
from priorities.models import Measure, MeasurePage
from priorities.tables import plain, unit_of


class Described:
    """A measure with the words of its page. `facts` is by column of `ABOUT_MEASURES`.

    `owner` is the label of who answers for the figures. Facts are those of now, also beside
    figures of the past, but for the next update, which is then left out.
    """

    def __init__(
        self, page: MeasurePage, *, owner: str, request: HttpRequest, is_past: bool
    ) -> None:
        self.page = page
        self.record: Measure = page.measure
        self.owner = owner
        self.url = page.get_full_url(request) or ""
        self.is_past = is_past
        self.unit = unit_of(self.record)

    @cached_property
    def facts(self) -> dict[str, str | int | Decimal | date | None]:
        """Facts of the record and words of the page; None for what there is not."""
        page, record = self.page, self.record
        found = {
            "measure": str(record.public_id),
            "name": page.title,
            "definition": page.definition,
            "caveats": page.caveats,
            "unit": self.unit,
            "unit_kind": str(record.unit),
            "rate_per": record.rate_per if record.unit == Unit.RATE else None,
            "currency": record.currency if record.unit == Unit.MONEY else None,
            "decimals": record.decimals,
            "direction_wanted": str(record.direction_wanted),
            "range_low": record.range_low,
            "range_high": record.range_high,
            "frequency": str(record.frequency),
            "geography": " ".join(record.area_codes),
            "baseline_value": record.baseline_value,
            "baseline_period_start": record.baseline_period_start,
            "baseline_period_end": record.baseline_period_end,
            "target_value": record.target_value,
            "target_on": record.target_on,
            "interim_targets": " ".join(
                f"{one['on']}={plain(Decimal(one['value']))}" for one in record.interim_targets
            ),
            "breaks": " ".join(day.isoformat() for day in record.break_dates),
            "next_update": None if self.is_past else day_of(next_update(record)),
            "source": page.source_name,
            "source_url": page.source_url,
            "owner": self.owner,
            "licence": page.licence_name,
            "licence_url": page.licence_url,
            "page": self.url,
        }
        return {name: None if value == "" else value for name, value in found.items()}

    @cached_property
    def breakdowns(self) -> dict[str, dict[str, Any]]:
        """Breakdowns by code: their label and their groups' labels by code, in the language."""
        return {
            block.value["code"]: {
                "label": block.value["label"],
                "groups": {group["code"]: group["label"] for group in block.value["groups"]},
            }
            for block in self.page.breakdowns
        }


def day_of(value: date | datetime | None) -> date | None:
    """The day of an instant in the site's time zone; a day as it is."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def describe(
    pages: Collection[MeasurePage], request: HttpRequest, *, is_past: bool
) -> list[Described]:
    """Measures with their words; one query for all owners, none where there are none."""
    keys = {page.data_owner_id for page in pages if page.data_owner_id}
    owners: Mapping[Any, Organisation] = Organisation.objects.in_bulk(keys) if keys else {}
    return [
        Described(
            page,
            owner=owners[page.data_owner_id].label if page.data_owner_id in owners else "",
            request=request,
            is_past=is_past,
        )
        for page in pages
    ]
