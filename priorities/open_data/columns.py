"""Columns of the files: names that are the same in every language, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.enums import Frequency, Marker, PeriodKind, Unit, WantedDirection

#: Before the code of a breakdown: no breakdown's column is ever taken for one of ours.
BY = "by_"


class Kind(StrEnum):
    """What the cells of a column are."""

    WORDS = "words"
    CODE = "code"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    INTEGER = "integer"
    ADDRESS = "address"


@dataclass(frozen=True)
class Column:
    """A column: its name in the header, the kind of its cells, what it is called and what it says.

    `choices` are the only codes there can be, with their meanings.
    """

    name: str
    kind: Kind
    title: str | Promise
    description: str | Promise = ""
    is_required: bool = False
    choices: type[TextChoices] | None = None

    @cached_property
    def variable(self) -> str:
        """Its name as a variable of a URI template (CSVW metadata vocabulary, 5.6)."""
        safe = quote(self.name, safe="")
        return safe.replace("-", "%2D").replace(".", "%2E").replace("~", "%7E")

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Codes that can stand in it and what they mean, in the active language."""
        if self.choices is None:
            return []
        return [(str(one.value), str(one.label)) for one in self.choices if one.value]

    @property
    def words(self) -> str:
        """What it says, with the meanings of its codes, in the active language."""
        meanings = "; ".join(f"{code}: {label}" for code, label in self.codes)
        return " ".join(filter(None, [str(self.description), meanings]))


PERIOD = (
    Column("period_start", Kind.DAY, gettext_lazy("First day of the period"), is_required=True),
    Column("period_end", Kind.DAY, gettext_lazy("Last day of the period"), is_required=True),
    Column(
        "period_kind",
        Kind.CODE,
        gettext_lazy("Kind of period"),
        is_required=True,
        choices=PeriodKind,
    ),
    Column("period", Kind.WORDS, gettext_lazy("Period in words"), is_required=True),
)
AREA = (
    Column(
        "area_code",
        Kind.CODE,
        gettext_lazy("Area code"),
        gettext_lazy("Code of the statistical office. Empty: the whole area."),
    ),
    Column("area_name", Kind.WORDS, gettext_lazy("Area name")),
)
GROUP = Column(
    "group",
    Kind.CODE,
    gettext_lazy("Group"),
    gettext_lazy(
        "Breakdowns and groups by their codes, such as age=under-25;sex=female. Empty: everybody."
    ),
)
NUMBERS = (
    Column(
        "value",
        Kind.NUMBER,
        gettext_lazy("Figure"),
        gettext_lazy("Empty where it is withheld: the marker says why."),
    ),
    Column("numerator", Kind.NUMBER, gettext_lazy("Numerator")),
    Column("denominator", Kind.NUMBER, gettext_lazy("Denominator or number asked")),
    Column("lower", Kind.NUMBER, gettext_lazy("Lower end of the margin")),
    Column("upper", Kind.NUMBER, gettext_lazy("Upper end of the margin")),
    Column("marker", Kind.CODE, gettext_lazy("Marker"), choices=Marker),
    Column("unit", Kind.CODE, gettext_lazy("Unit"), is_required=True),
    Column(
        "published_on",
        Kind.MOMENT,
        gettext_lazy("Public since"),
        gettext_lazy("When this value of the figure became public."),
        is_required=True,
    ),
    Column(
        "revision",
        Kind.INTEGER,
        gettext_lazy("Revision"),
        gettext_lazy("How often the figure was revised before; 0 for the first value."),
        is_required=True,
    ),
)
MEASURE = Column(
    "measure",
    Kind.CODE,
    gettext_lazy("Measure"),
    gettext_lazy("Permanent identity of the measure."),
    is_required=True,
)
#: Columns of the file about the measures of a plan. `priorities.open_data.facts` fills them.
ABOUT_MEASURES = (
    MEASURE,
    Column("name", Kind.WORDS, gettext_lazy("Name"), is_required=True),
    Column("definition", Kind.WORDS, gettext_lazy("Definition")),
    Column("caveats", Kind.WORDS, gettext_lazy("What to bear in mind")),
    Column("unit", Kind.CODE, gettext_lazy("Unit"), is_required=True),
    Column("unit_kind", Kind.CODE, gettext_lazy("Kind of unit"), is_required=True, choices=Unit),
    Column("rate_per", Kind.INTEGER, gettext_lazy("Rate per")),
    Column("currency", Kind.CODE, gettext_lazy("Currency"), gettext_lazy("Code of ISO 4217.")),
    Column("decimals", Kind.INTEGER, gettext_lazy("Decimal places shown"), is_required=True),
    Column(
        "direction_wanted",
        Kind.CODE,
        gettext_lazy("Which way is better"),
        is_required=True,
        choices=WantedDirection,
    ),
    Column("range_low", Kind.NUMBER, gettext_lazy("Range from")),
    Column("range_high", Kind.NUMBER, gettext_lazy("Range to")),
    Column(
        "frequency",
        Kind.CODE,
        gettext_lazy("How often"),
        is_required=True,
        choices=Frequency,
    ),
    Column(
        "geography",
        Kind.CODE,
        gettext_lazy("Area codes"),
        gettext_lazy("With blanks between them; the first is that of the headline figure."),
    ),
    Column("baseline_value", Kind.NUMBER, gettext_lazy("Baseline")),
    Column("baseline_period_start", Kind.DAY, gettext_lazy("First day of the baseline’s period")),
    Column("baseline_period_end", Kind.DAY, gettext_lazy("Last day of the baseline’s period")),
    Column("target_value", Kind.NUMBER, gettext_lazy("Target")),
    Column("target_on", Kind.DAY, gettext_lazy("Target to be met by")),
    Column(
        "interim_targets",
        Kind.CODE,
        gettext_lazy("Interim targets"),
        gettext_lazy("Such as 2026-03-31=60, with blanks between them."),
    ),
    Column(
        "breaks",
        Kind.CODE,
        gettext_lazy("Breaks in the series"),
        gettext_lazy(
            "Days from which figures are not comparable with those before, with blanks between "
            "them."
        ),
    ),
    Column("next_update", Kind.DAY, gettext_lazy("Next update")),
    Column("source", Kind.WORDS, gettext_lazy("Source"), is_required=True),
    Column("source_url", Kind.ADDRESS, gettext_lazy("Address of the source")),
    Column("owner", Kind.WORDS, gettext_lazy("Owner")),
    Column("licence", Kind.WORDS, gettext_lazy("Licence")),
    Column("licence_url", Kind.ADDRESS, gettext_lazy("Address of the licence")),
    Column("page", Kind.ADDRESS, gettext_lazy("Page"), is_required=True),
)


def columns_of_measure(breakdowns: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    """Columns of one measure's figures; breakdowns are codes and labels, a column each."""
    groups = (
        Column(f"{BY}{code}", Kind.CODE, label or code, _("Code of the group. Empty: everybody."))
        for code, label in breakdowns
    )
    return (*PERIOD, *AREA, *groups, *NUMBERS)


def columns_of_plan() -> tuple[Column, ...]:
    """Columns of the figures of all measures of a plan."""
    return (MEASURE, *PERIOD, *AREA, GROUP, *NUMBERS)


def key_of(columns: Sequence[Column]) -> list[Column]:
    """The columns that together tell one figure from all others."""
    named = {"measure", "period_start", "period_end", "area_code", "group"}
    return [one for one in columns if one.name in named or one.name.startswith(BY)]
