"""People, areas, measures and files for the tests of figures on their way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from home.models import User
from priorities.actions.approve_batch import approve_batch
from priorities.actions.check_batch import check_batch
from priorities.actions.upload_figures import upload_figures
from priorities.imports import AreaTable, mapping_to_json
from priorities.imports.mapping import Column, MeasureMapping, Role
from priorities.imports.mapping import Mapping as FileMapping
from priorities.models import Area, ImportBatch, Measure, Observation
from priorities.series import public_observations

numbers = count(1)
OWNER = ("add_importbatch", "view_observation", "add_pushtoken", "add_area", "view_area")
PUBLISHER = ("approve_importbatch", "view_observation")


def person(*rights: str) -> User:
    """Somebody who may enter the admin, with rights on figures."""
    user = User.objects.create_user(f"person{next(numbers)}@example.org", "secret")
    group = Group.objects.create(name=f"Group {user.pk}")
    ours = Permission.objects.filter(
        content_type__app_label__in=["plan_priorities", "wagtailadmin"]
    )
    group.permissions.set(ours.filter(codename__in=[*rights, "access_admin"]))
    user.groups.add(group)
    return user


def make_areas(table: AreaTable) -> None:
    """Rows for all areas of a table."""
    by_code: dict[str, list[str]] = {}
    for name, code in table.codes.items():
        by_code.setdefault(code, []).append(name)
    Area.objects.bulk_create(
        Area(code=code, name=names[0], other_names=names[1:]) for code, names in by_code.items()
    )


def make_measure_record(name: str = "Burglary", **facts: Any) -> Measure:
    """A measure without a page: numbers by month, without areas."""
    given = {"unit": "count", "frequency": "monthly", "direction_wanted": "lower", **facts}
    return Measure.objects.create(name=name, **given)


def simple_mapping(*measures: Measure) -> FileMapping:
    """Columns Month, and one called as each measure."""
    return FileMapping(
        columns=(
            Column("Month", 0, Role.PERIOD),
            *(Column(one.name, place) for place, one in enumerate(measures, start=1)),
        ),
        measures=tuple(
            MeasureMapping(
                str(one.public_id), one.unit, one.name, period_kind=one.period_kind, name=one.name
            )
            for one in measures
        ),
    )


def csv_of(columns: Mapping[str, Mapping[str, Any]]) -> bytes:
    """A file of months and a column for each name; what is missing is an empty cell."""
    months = sorted({month for values in columns.values() for month in values})
    lines = [",".join(["Month", *columns])]
    for month in months:
        cells = [str(values.get(month, "")) for values in columns.values()]
        lines.append(",".join([month, *cells]))
    return "\n".join(lines).encode()


def checked_batch(measures: Sequence[Measure], content: bytes, user: Any) -> ImportBatch:
    """An uploaded file, read by the simple mapping."""
    upload = upload_figures(content=content, name="f.csv", user=user, measures=measures)
    mapping = mapping_to_json(simple_mapping(*measures))
    return check_batch(batch=upload.batch, user=user, mapping=mapping)


def approved_batch(
    measures: Sequence[Measure], content: bytes, user: Any, **how: Any
) -> ImportBatch:
    """The same, approved."""
    return approve_batch(batch=checked_batch(measures, content, user), user=user, **how)


def shown(measures: Sequence[Measure], at: Any = None) -> dict[tuple[str, str], str]:
    """What readers see at an instant: measure and first day → figure or marker."""
    found = {}
    for one in public_observations(measures, at).select_related("measure"):
        key = (one.measure.name, one.period_start.isoformat() + one.area + one.dimensions_key)
        assert key not in found, f"{key} is public twice"
        found[key] = one.marker or plainly(one.value)
    return found


def plainly(value: Decimal | None) -> str:
    """Without zeros at the end."""
    return f"{value.normalize():f}" if value is not None else ""


def tomorrow(hours: int = 24) -> Any:
    """A release to come."""
    return timezone.now() + timedelta(hours=hours)


def make_public(measures: Sequence[Measure]) -> None:
    """As if all that waits had been released by now: moves the dates, not the clock."""
    now = timezone.now()
    rows = Observation.objects.filter(measure__in=measures)
    rows.filter(published_from__gt=now).update(published_from=now)
    rows.filter(published_until__gt=now).update(published_until=now)


def months(first: date, values: Sequence[Any]) -> dict[str, Any]:
    """Months from one on, as texts, with a value each."""
    found = {}
    for place, value in enumerate(values):
        month = first.month - 1 + place
        found[f"{first.year + month // 12}-{month % 12 + 1:02d}"] = value
    return found
