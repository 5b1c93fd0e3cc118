"""What the API says of a measure, field by field."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from ninja import Field, Schema

from plan.open_api.paging import Listed
from plan.open_api.plans import Body, Labelled

Figure = int | float


class Headline(Schema):
    """The newest figure of the whole, or its marker where it is withheld."""

    figure: str = Field(description="With its unit, as the page shows it.")
    value: Figure | None = Field(description="Null where a marker stands instead of it.")
    marker: str = Field(description="Letters such as p, r or c; empty without one.")
    marker_meaning: str
    period: str = Field(description="In words.")
    period_start: date
    period_end: date
    area: str = Field(description="Code of the area; empty for the plan's whole area.")


class MeasureChange(Schema):
    """What changed since the figure that the newest is compared with, and what to think of it."""

    value: Figure = Field(description="Of the figures as shown.")
    movement: str = Field(description="up, down or same.")
    words: str
    judgement: Labelled
    reason: str = Field(
        description="Why it is not judged by its direction alone: margin, tolerance, base, by_hand."
    )
    compared_with: str = Field(description="The earlier period in words.")
    compared_value: Figure | None


class MeasureItem(Schema):
    """A measure in a list."""

    id: uuid.UUID = Field(description="The same in every language and in every plan.")
    plan: uuid.UUID | None
    priority: uuid.UUID | None
    outcome: uuid.UUID | None
    title: str
    figure_label: str = Field(description="What the figure says, in a few words.")
    summary: str
    unit: Labelled
    unit_text: str = Field(description="As files have it, such as: rate per 1000.")
    decimals: int = Field(description="Decimal places shown.")
    direction_wanted: Labelled
    frequency: Labelled
    headline: Headline | None
    change: MeasureChange | None
    sentence: str = Field(description="Figure, change, baseline and target, as on the page.")
    updated_at: datetime | None = Field(description="When a figure last became public.")
    next_update: str | None = Field(description="A day, or an instant, as ISO 8601 has it.")
    url: str
    api_url: str
    observations_url: str


class MeasureList(Listed):
    """A part of the measures."""

    items: list[MeasureItem]


class TargetItem(Schema):
    """A figure to be reached."""

    value: Figure
    on: date | None
    words: str


class BaselineItem(Schema):
    """Where progress is counted from."""

    value: Figure
    period_start: date
    period_end: date
    words: str


class BreakItem(Schema):
    """A day from which figures are not comparable with those before."""

    on: date
    reason: str


class Group(Schema):
    """A group of a breakdown."""

    code: str
    label: str


class Breakdown(Schema):
    """A way in which figures are split."""

    code: str
    label: str
    groups: list[Group]


class Link(Schema):
    """A name and where it leads; the address is empty where there is none."""

    name: str
    url: str


class FileLink(Schema):
    """A file with all public figures."""

    format: str
    url: str


class MeasureDetail(MeasureItem):
    """A measure with all that is known of it."""

    rate_per: int | None
    currency: str = Field(description="Of money, as three letters; else empty.")
    compared_with: Labelled
    range_low: Figure | None
    range_high: Figure | None
    tolerance: Figure | None
    smallest_base: int | None
    areas: list[str] = Field(description="Codes; the first is the headline's.")
    breakdowns: list[Breakdown]
    breaks: list[BreakItem]
    baseline: BaselineItem | None
    targets: list[TargetItem]
    no_target_reason: str
    judgement_reason: str = Field(description="Why it is judged by hand, where it is.")
    calculation: str = Field(description="How the figures follow from others; empty if entered.")
    calculated_from: list[str] = Field(description="Names of those other measures.")
    expected_lag_days: int | None
    definition: str
    why_it_matters: str
    caveats: str
    source: Link
    contact: str
    data_owner: Body | None
    licence: Link
    files: list[FileLink]
