"""What the pages about a plan's progress are made of; a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from plan.models import PlanPage
from plan.queries import readable_pages
from plan.readers import Reader
from priorities.contexts import shown_status
from priorities.enums import CommitmentStatus
from priorities.judgements import Judgement
from priorities.kinds import COMMITMENT, MEASURE, OUTCOME, PRIORITY, kinds_by_type
from priorities.models import Measure
from priorities.summaries import UNKNOWN, Summary, load_summaries


class Row(NamedTuple):
    """A page below a plan, as the one query that finds them all has it. `url` is its address.

    What follows the address is of measures (`counted` to `licence_url`) or of commitments alone.
    """

    kind: str
    path: str
    title: str
    url: str
    counted: str | None
    measure: int | None
    licence_name: str | None
    licence_url: str | None
    status: str | None
    due_on: date | None
    lead: str | None

    @property
    def label(self) -> str:
        """What a measure counts, or what the page is called."""
        return self.counted or self.title


#: Where the columns of a row are found, after its address.
COLUMNS = (
    "measurepage__counted",
    "measurepage__measure",
    "measurepage__licence_name",
    "measurepage__licence_url",
    "commitmentpage__commitment__status",
    "commitmentpage__commitment__due_on",
    "commitmentpage__lead__name",
)


@dataclass(frozen=True)
class MeasureRow:
    """A measure in the dashboard; `key` is its record's."""

    key: int
    label: str
    url: str
    summary: Summary
    licence: tuple[str, str]


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment in the dashboard."""

    title: str
    url: str
    code: str
    status: SafeString
    due: str
    lead: str


@dataclass
class Group:
    """A priority or an outcome with what hangs on it; `path` is empty for what hangs on the plan.

    Priorities are numbered from 1.
    """

    path: str = ""
    title: str = ""
    url: str = ""
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


@dataclass(frozen=True)
class Tree:
    """What the reader may see of a plan: languages it can be read in, and what stands below it."""

    languages: list[str]
    rows: list[Row]


def tree_of(plan_page: PlanPage, reader: Reader, address: str = "") -> Tree:
    """A plan in the languages it can be read in, and all below it in the order of the tree.

    In one query. `address` is the plan's, which those of all rows begin with.
    """
    kinds, own, key = kinds_by_type(), plan_page.url_path, plan_page.translation_key
    below = Q(path__startswith=plan_page.path, locale=reader.locale, content_type__in=list(kinds))
    found = readable_pages(reader).filter(Q(translation_key=key) | below).order_by("path")
    tree = Tree([], [])
    for language, kind, path, title, url_path, *rest in found.values_list(
        *("locale__language_code", "content_type", "path", "title", "url_path"), *COLUMNS
    ):
        if path == plan_page.path or not path.startswith(plan_page.path):
            tree.languages.append(language)
        else:
            url = address + url_path.removeprefix(own)
            tree.rows.append(Row(kinds[kind], path, title, url, *rest))
    return tree


def measures_among(rows: Iterable[Row]) -> dict[int, Measure]:
    """The records of measures among rows, by primary key, in one query."""
    return Measure.objects.in_bulk({row.measure for row in rows if row.measure is not None})


def dashboard(rows: Sequence[Row], reader: Reader) -> list[Group]:
    """Priorities with their outcomes, measures and commitments.

    One query, and two more where summaries are not kept.
    """
    summaries = load_summaries({row.measure for row in rows if row.measure}, reader)
    statuses = statuses_among(rows)
    groups: list[Group] = [Group()]
    for row in rows:
        place(row, groups, summaries, statuses)
    return [group for group in groups if group.path or not group.is_empty]


def place(
    row: Row,
    groups: list[Group],
    summaries: Mapping[int, Summary],
    statuses: Mapping[str, SafeString],
) -> None:
    """Hang one row on the priority and outcome it stands below."""
    if row.kind == PRIORITY:
        groups.append(Group(row.path, row.title, row.url, number=len(groups)))
        return
    home = owner_of(row, groups[1:]) or groups[0]
    if row.kind == OUTCOME:
        home.outcomes.append(Group(row.path, row.title, row.url))
        return
    home = owner_of(row, home.outcomes) or home
    if row.kind == COMMITMENT:
        home.commitments.append(commitment_row(row, statuses))
    elif row.kind == MEASURE and row.measure is not None:
        home.measures.append(row_of(row, row.measure, summaries[row.measure]))


def owner_of(row: Row, groups: Sequence[Group]) -> Group | None:
    """The last of the groups, which come in the order of the tree, if the row stands below it."""
    return groups[-1] if groups and row.path.startswith(groups[-1].path) else None


def row_of(row: Row, key: int, summary: Summary) -> MeasureRow:
    """One measure."""
    return MeasureRow(
        key=key,
        label=row.label,
        url=row.url,
        summary=summary,
        licence=(row.licence_name or "", row.licence_url or ""),
    )


def commitment_row(row: Row, statuses: Mapping[str, SafeString]) -> CommitmentRow:
    """One commitment; `statuses` is how each status looks."""
    code = row.status or CommitmentStatus.NOT_STARTED
    due = date_format(row.due_on, "DATE_FORMAT") if row.due_on else ""
    return CommitmentRow(
        title=row.title,
        url=row.url,
        code=code,
        status=statuses[code],
        due=_("Due %(date)s") % {"date": due} if due else "",
        lead=row.lead or "",
    )


def statuses_among(rows: Iterable[Row]) -> dict[str, SafeString]:
    """How each status looks that occurs, drawn once and not for each commitment."""
    template = get_template("priorities/components/status.html")
    codes = {row.status or CommitmentStatus.NOT_STARTED for row in rows if row.kind == COMMITMENT}
    return {code: SafeString(template.render({"status": shown_status(code)})) for code in codes}


@dataclass(frozen=True)
class Count:
    """How many are in a state, and the state's code for the filter."""

    code: str
    label: str
    number: int


def measure_counts(groups: Iterable[Group], words: Mapping[str, str]) -> list[Count]:
    """Measures by judgement, in the order of the judgements; what does not occur is left out.

    One that stands in several places counts once.
    """
    by_record = {one.key: one.summary.kind for group in groups for one in group.all_measures()}
    kinds = list(by_record.values())
    codes = [*Judgement.values, UNKNOWN]
    return [Count(code, words[code], kinds.count(code)) for code in codes if code in kinds]


def commitment_counts(groups: Iterable[Group]) -> list[Count]:
    """Commitments by status."""
    codes = [one.code for group in groups for one in group.all_commitments()]
    return [
        Count(status.value, str(status.label), codes.count(status.value))
        for status in CommitmentStatus
        if status.value in codes
    ]
