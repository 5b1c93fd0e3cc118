"""What the pages about a plan's progress are made of; a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q
from wagtail.models import Page

from plan.models import PlanPage
from plan.queries import visible_pages
from plan.readers import Reader
from priorities.contexts import ShownStatus, shown_status
from priorities.enums import CommitmentStatus
from priorities.judgements import Judgement
from priorities.models import Measure
from priorities.sentences import Direction, direction, headline_figure
from priorities.series import RECENT, MeasureSeries, limit_by_releases, load_series

#: Columns of the one query that finds everything below a plan.
COLUMNS = {
    "counted": F("measurepage__counted"),
    "measure": F("measurepage__measure"),
    "licence_name": F("measurepage__licence_name"),
    "licence_url": F("measurepage__licence_url"),
    "status": F("commitmentpage__commitment__status"),
    "due_on": F("commitmentpage__commitment__due_on"),
    "lead": F("commitmentpage__lead__name"),
    "outcome": F("outcomepage__pk"),
    "priority": F("prioritypage__pk"),
}


@dataclass(frozen=True)
class MeasureRow:
    """A measure in the dashboard. `kind` is its judgement; "unknown" where nothing is compared."""

    page: Page
    label: str
    figure: str
    period: str
    direction: Direction | None
    kind: str
    updated_at: datetime | None
    licence: tuple[str, str]


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment in the dashboard."""

    page: Page
    status: ShownStatus
    code: str
    due_on: date | None
    lead: str


@dataclass
class Group:
    """A priority or an outcome with what hangs on it; `page` is None for what hangs on the plan."""

    page: Page | None
    number: int = 0
    outcomes: list[Group] = field(default_factory=list)
    measures: list[MeasureRow] = field(default_factory=list)
    commitments: list[CommitmentRow] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.measures or self.commitments or any(not o.is_empty for o in self.outcomes))

    def all_measures(self) -> Iterable[MeasureRow]:
        """Its own and its outcomes'."""
        yield from self.measures
        for outcome in self.outcomes:
            yield from outcome.measures

    def all_commitments(self) -> Iterable[CommitmentRow]:
        """Its own and its outcomes'."""
        yield from self.commitments
        for outcome in self.outcomes:
            yield from outcome.commitments


Row = Mapping[str, object]


def rows_below(plan_page: PlanPage, reader: Reader) -> list[dict[str, object]]:
    """Everything below the plan that the reader may see, in the order of the tree, in one query."""
    is_ours = (
        Q(measurepage__isnull=False)
        | Q(commitmentpage__isnull=False)
        | Q(outcomepage__isnull=False)
        | Q(prioritypage__isnull=False)
    )
    found = visible_pages(reader).descendant_of(plan_page).filter(is_ours).order_by("path")
    return list(found.values("pk", "path", "title", "url_path", **COLUMNS))


def measures_among(rows: Iterable[Row]) -> dict[int, Measure]:
    """The records of measures among rows, by primary key, in one query."""
    keys = {row["measure"] for row in rows if row["measure"] is not None}
    return Measure.objects.in_bulk(keys)


def page_of(row: Row, reader: Reader) -> Page:
    """As much of a page as its address needs."""
    return Page(
        pk=row["pk"],
        path=row["path"],
        title=row["title"],
        url_path=row["url_path"],
        locale=reader.locale,
    )


def dashboard(plan_page: PlanPage, reader: Reader) -> list[Group]:
    """Priorities with their outcomes, measures and commitments; three queries."""
    rows = rows_below(plan_page, reader)
    records = measures_among(rows)
    limit_by_releases(reader, records.values())
    series = load_series(list(records.values()), latest=RECENT) if records else {}
    groups: list[Group] = [Group(None)]
    for row in rows:
        place(row, groups, series, reader)
    return [group for group in groups if group.page is not None or not group.is_empty]


def place(
    row: Row, groups: list[Group], series: Mapping[int, MeasureSeries], reader: Reader
) -> None:
    """Hang one row on the priority and outcome it stands below."""
    if row["priority"] is not None:
        number = sum(group.page is not None for group in groups) + 1
        groups.append(Group(page_of(row, reader), number))
        return
    home = owner_of(row, groups[1:]) or groups[0]
    if row["outcome"] is not None:
        home.outcomes.append(Group(page_of(row, reader)))
        return
    home = owner_of(row, home.outcomes) or home
    if row["status"] is not None:
        home.commitments.append(commitment_row(row, reader))
    else:
        home.measures.append(row_of(row, series[int(str(row["measure"]))], reader))


def owner_of(row: Row, groups: Sequence[Group]) -> Group | None:
    """The last of the groups, which come in the order of the tree, if the row stands below it."""
    last = groups[-1] if groups else None
    is_below = last is not None and last.page and str(row["path"]).startswith(last.page.path)
    return last if is_below else None


def row_of(row: Row, series: MeasureSeries, reader: Reader) -> MeasureRow:
    """One measure, as a series of its figures has it."""
    point = series.newest_withheld or series.latest
    moved = None if series.newest_withheld else direction(series)
    return MeasureRow(
        page=page_of(row, reader),
        label=str(row["counted"] or row["title"]),
        figure=headline_figure(series),
        period=point.label if point else "",
        direction=moved,
        kind=moved.kind if moved else "unknown",
        updated_at=series.updated_at,
        licence=(str(row["licence_name"] or ""), str(row["licence_url"] or "")),
    )


def commitment_row(row: Row, reader: Reader) -> CommitmentRow:
    """One commitment."""
    code = str(row["status"])
    due_on = row["due_on"]
    return CommitmentRow(
        page=page_of(row, reader),
        status=shown_status(code),
        code=code,
        due_on=due_on if isinstance(due_on, date) else None,
        lead=str(row["lead"] or ""),
    )


@dataclass(frozen=True)
class Count:
    """How many are in a state, and the state's code for the filter."""

    code: str
    label: str
    number: int


def measure_counts(groups: Iterable[Group], words: Mapping[str, str]) -> list[Count]:
    """Measures by judgement, in the order of the judgements; what does not occur is left out."""
    kinds = [one.kind for group in groups for one in group.all_measures()]
    codes = [*Judgement.values, "unknown"]
    return [Count(code, words[code], kinds.count(code)) for code in codes if code in kinds]


def commitment_counts(groups: Iterable[Group]) -> list[Count]:
    """Commitments by status."""
    codes = [one.code for group in groups for one in group.all_commitments()]
    return [
        Count(status.value, str(status.label), codes.count(status.value))
        for status in CommitmentStatus
        if status.value in codes
    ]
