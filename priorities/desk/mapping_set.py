"""All forms of a mapping together: made from a batch, read back into a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django import forms
from django.utils.functional import cached_property

from priorities.desk import mapping_forms as parts
from priorities.imports import Mapping, MappingRefusedError, mapping_from_json
from priorities.imports.mapping import AreaReading, Column, Filter, MeasureMapping, Role
from priorities.imports.period_texts import USUAL_STYLE, read_stretch
from priorities.intake.looking import sample_headings
from priorities.models import ImportBatch

COLUMNS_SHOWN = 80
PERIODS_SHOWN = 4
UNKNOWN_SHOWN = 200
MOST_FORMS = 60
BLANK_FILTERS = 2


@dataclass
class OneColumn:
    """A column of the file with its form and the reasons of its guess."""

    header: str
    position: int
    form: parts.ColumnForm
    reasons: list[str]


@dataclass
class OneMeasure:
    """A measure of the mapping with its forms."""

    mapping: MeasureMapping
    form: parts.MeasureForm
    where: list[parts.FilterForm]


class MappingSet:
    """The forms, filled from the batch's mapping or from what was sent."""

    def __init__(self, batch: ImportBatch, data: Any = None) -> None:
        self.batch, self.data = batch, data
        self.findings = batch.findings
        try:
            self.stored = mapping_from_json(batch.mapping)
        except MappingRefusedError:
            self.stored = Mapping()
        self.samples = {one["name"]: one for one in self.findings.get("sample", [])}
        self.sheets = list(self.samples)
        self.sample = self.sample_named(self.stored.sheet)
        self.headings = sample_headings(self.sample, self.stored.header_rows)
        self.reasons: list[list[str]] = self.findings.get("reasons", [])
        self.make()

    def sample_named(self, name: str) -> dict[str, Any]:
        """The first rows of a sheet; of the first one where there is none of that name."""
        empty = {"name": "", "rows": [], "merged": {}, "is_hidden": False}
        return self.samples.get(name) or next(iter(self.samples.values()), empty)

    def make(self) -> None:
        """Every form."""
        stored, data = self.stored, self.data
        self.table = parts.TableForm(
            data,
            prefix="table",
            sheets=self.sheets,
            initial={
                "sheet": stored.sheet or self.sample["name"],
                "header_rows": ", ".join(map(str, stored.header_rows)),
                "first_row": stored.first_row,
                "is_wide": stored.is_wide,
            },
        )
        self.period = parts.PeriodForm(data, prefix="period", initial=vars(stored.period))
        self.area = parts.AreaForm(data, prefix="area", initial=vars(stored.area))
        self.markers = parts.MarkersForm(
            data, prefix="markers", initial={"markers": dict(stored.markers)}
        )
        self.columns = list(self.column_forms())
        self.filters = self.filter_forms("filter", stored.filters)
        self.unknown = list(self.unknown_forms())
        self.measures = list(self.measure_forms())

    def column_forms(self) -> Iterator[OneColumn]:
        """Columns that are no periods of a wide table."""
        for place, header in enumerate(self.headings):
            if self.is_period(header):
                continue
            column = self.stored.named(header)
            initial: dict[str, Any] = {**vars(column)} if column else {}
            initial["position"] = place
            if initial.get("role", Role.IGNORED) not in dict(parts.ROLES):
                initial["role"] = Role.IGNORED
            form = parts.ColumnForm(
                self.data,
                prefix=f"column-{place}",
                initial={"role": Role.IGNORED, **initial},
            )
            if self.data is not None and f"column-{place}-role" not in self.data:
                continue
            reasons = [sentence for subject, sentence in self.reasons if subject == header]
            yield OneColumn(header, place, form, reasons)
            if place >= COLUMNS_SHOWN:
                return

    def is_period(self, header: str) -> bool:
        """Whether a column of a wide table is one of its periods."""
        return self.stored.is_wide and read_stretch(header, USUAL_STYLE) is not None

    @cached_property
    def period_columns(self) -> list[tuple[int, str]]:
        """The first columns of a wide table that are periods: place and heading."""
        found = [(n, header) for n, header in enumerate(self.headings) if self.is_period(header)]
        return found[:PERIODS_SHOWN]

    def filter_forms(self, prefix: str, given: tuple[Filter, ...]) -> list[parts.FilterForm]:
        """One for each filter, and some to add."""
        return [
            parts.FilterForm(
                self.data,
                prefix=f"{prefix}-{place}",
                headings=self.headings,
                initial=initial_filter(given[place]) if place < len(given) else {"keeps": "no"},
            )
            for place in range(self.total(prefix, len(given) + BLANK_FILTERS))
        ]

    def total(self, prefix: str, usual: int) -> int:
        """How many forms of a kind were sent, or are to be shown."""
        text = str(self.data.get(f"{prefix}-total", "")) if self.data is not None else ""
        number = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else usual
        return min(number, MOST_FORMS)

    def unknown_forms(self) -> Iterator[tuple[dict[str, Any], parts.UnknownForm]]:
        """One for each name without a code."""
        found = self.findings.get("extraction", {}).get("unknown_areas", [])
        for place, one in enumerate(found[:UNKNOWN_SHOWN]):
            form = parts.UnknownForm(
                self.data, prefix=f"unknown-{place}", proposals=one["proposals"]
            )
            yield one, form

    def measure_forms(self) -> Iterator[OneMeasure]:
        """One for each measure of the mapping."""
        groups = [one.header for one in self.stored.columns if one.role == Role.DIMENSION]
        if self.data is not None:
            groups = [
                one.header
                for one in self.columns
                if self.data.get(f"{one.form.prefix}-role") == Role.DIMENSION
            ]
        for place, measure in enumerate(self.stored.measures):
            initial = {**vars(measure)}
            initial["period_kind"] = measure.period_kind or self.stored.period.kind
            form = parts.MeasureForm(
                self.data,
                prefix=f"measure-{place}",
                headings=self.headings,
                groups=groups,
                initial=initial,
            )
            yield OneMeasure(measure, form, self.filter_forms(f"where-{place}", measure.where))

    @cached_property
    def forms(self) -> list[forms.Form]:
        """All of them."""
        return [
            self.table,
            self.period,
            self.area,
            self.markers,
            *(one.form for one in self.columns),
            *self.filters,
            *(form for _one, form in self.unknown),
            *chain.from_iterable((one.form, *one.where) for one in self.measures),
        ]

    def is_valid(self) -> bool:
        """Whether all are; each is asked, so that all errors are told at once."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def errors(self) -> list[str]:
        """All sentences, for the head of the page."""
        found = []
        for form in self.forms:
            for name, sentences in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                found += [f"{label}: {one}" if label else str(one) for one in sentences]
        return found

    def mapping(self) -> Mapping:
        """What was chosen; only after `is_valid`."""
        table = self.table.cleaned_data
        sample = self.sample_named(table["sheet"])
        headings = sample_headings(sample, table["header_rows"])
        renamed = dict(zip(self.headings, headings, strict=False))
        changed = Mapping(
            sheet=table["sheet"],
            header_rows=table["header_rows"],
            first_row=table["first_row"],
            columns=tuple(self.column(one, headings) for one in self.columns),
            is_wide=table["is_wide"],
            period=replace(self.stored.period, **self.period.cleaned_data),
            area=self.area_reading(),
            filters=tuple(chosen_filters(self.filters, renamed)),
            markers=self.markers.cleaned_data["markers"],
            measures=tuple(self.measure(one, renamed) for one in self.measures),
        )
        for one, form in self.unknown:
            choice = form.cleaned_data["code"] or form.cleaned_data["choice"]
            if choice:
                code = "" if choice == parts.LEAVE_OUT else choice
                changed = changed.with_area(one["text"], code)
        return changed

    def column(self, one: OneColumn, headings: list[str]) -> Column:
        """A column by its heading as it is now."""
        given = one.form.cleaned_data
        header = headings[one.position] if one.position < len(headings) else one.header
        role = given["role"]
        is_group = role == Role.DIMENSION
        return Column(
            header=header,
            position=one.position,
            role=str(role),
            code=(given["code"] or code_of(header)) if is_group else "",
            values=given["values"] if is_group else {},
            fills_down=given["fills_down"],
        )

    def area_reading(self) -> AreaReading:
        """Where the area comes from."""
        given = self.area.cleaned_data
        return AreaReading(given["constant"], given["names"], given["left_out"])

    def measure(self, one: OneMeasure, renamed: dict[str, str]) -> MeasureMapping:
        """One measure's part, by headings as they are now."""
        given = dict(one.form.cleaned_data)
        for name in parts.MeasureForm.heading_fields:
            given[name] = renamed.get(given[name], given[name])
        given["dimensions"] = tuple(renamed.get(name, name) for name in given["dimensions"])
        where = tuple(chosen_filters(one.where, renamed))
        return replace(one.mapping, where=where, **given)


def initial_filter(given: Filter) -> dict[str, Any]:
    """A filter as its form shows it."""
    return {
        "column": given.column,
        "keeps": "yes" if given.keeps else "no",
        "values": given.values,
        "is_totals": given.is_totals,
    }


def chosen_filters(filters: list[parts.FilterForm], renamed: dict[str, str]) -> Iterator[Filter]:
    """Those that name a column."""
    for form in filters:
        given = form.cleaned_data
        if given["column"] and given["values"]:
            yield Filter(
                column=renamed.get(given["column"], given["column"]),
                values=given["values"],
                keeps=given["keeps"] == "yes",
                is_totals=given["is_totals"],
            )


def code_of(header: str) -> str:
    """A code made of a heading."""
    return re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_")[:50] or "group"
