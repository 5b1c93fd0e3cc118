"""Forms of reporting periods."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from wagtail.admin.widgets import AdminDateInput

from plan.models import Plan, PlanPage
from priorities.models import ReportingPeriod

DATES = ("starts_on", "ends_on", "updates_due_on")


def plan_titles() -> dict[int, str]:
    """Titles of plans by their record, in the language that each was written in."""
    records = dict(Plan.objects.values_list("translation_key", "pk"))
    pages = PlanPage.objects.filter(alias_of=None).order_by("-pk")
    rows = pages.values_list("translation_key", "title")
    return {records[key]: title for key, title in rows if key in records}


class DatesForm(forms.ModelForm[ReportingPeriod]):
    """Name and dates of a period that is open."""

    class Meta:
        model = ReportingPeriod
        fields: ClassVar = [*DATES, "name"]
        widgets: ClassVar = dict.fromkeys(DATES, AdminDateInput)


class PeriodForm(DatesForm):
    """A new period."""

    class Meta(DatesForm.Meta):
        fields: ClassVar = ["plan", *DATES, "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = plan_titles()
        field: Any = self.fields["plan"]
        field.queryset = Plan.objects.filter(pk__in=titles)
        field.label_from_instance = lambda plan: titles.get(plan.pk, str(plan))
