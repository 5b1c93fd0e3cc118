"""Single figures, typed into a grid; they go to the same preview and approval as files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from priorities.actions.type_figures import type_figures
from priorities.desk.grid import Grid, Period
from priorities.desk.pages import SPACE, DeskView, words_of
from priorities.models import Measure
from priorities.permissions import can_import_figures

DAY = {"type": "date"}


class GridForm(forms.Form):
    """Which measure, and what the columns are."""

    measure = forms.ModelChoiceField(
        label=gettext_lazy("Measure"), queryset=Measure.objects.filter(calculation="")
    )
    by = forms.CharField(required=False, widget=forms.HiddenInput)
    start = forms.DateField(
        label=gettext_lazy("Another period: first day"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    end = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """Another period has both days, in order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if (start is None) != (end is None) and not self.errors:
            self.add_error("end" if start else "start", _("Give both days of the period."))
        elif start and end and end < start:
            self.add_error("end", _("The last day of the period must not be before its first."))
        return cleaned

    @property
    def period(self) -> Period | None:
        """The period that was asked for besides."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        return (start, end) if start and end else None


class GridView(DeskView):
    """The grid of one measure, once it is chosen."""

    template_name = "priorities/admin/grid.html"
    page_title: Any = gettext_lazy("Type figures")
    header_icon = "edit"
    may = staticmethod(can_import_figures)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the choice, and the grid where it is made."""
        form = GridForm(self.request.GET if "measure" in self.request.GET else None)
        grid = kwargs.pop("grid", None)
        if grid is None and form.is_bound and form.is_valid():
            given = form.cleaned_data
            grid = Grid(given["measure"], given["by"], form.period)
        context: dict[str, Any] = super().get_context_data(form=form, grid=grid, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A batch of what was typed, or the grid with what is wrong."""
        form = GridForm(request.GET)
        if not form.is_valid():
            return self.again()
        given = form.cleaned_data
        grid = Grid(given["measure"], given["by"], form.period, request.POST)
        if grid.errors:
            return self.again(grid=grid)
        try:
            batch = type_figures(
                measure=given["measure"],
                rows=grid.typed.rows,
                cleared=grid.typed.cleared,
                user=request.user,
            )
        except ValidationError as error:
            return self.again(grid=grid, refusal=words_of(error))
        return redirect(f"{SPACE}:batch", batch.public_id)
