"""The ways from the editor of a measure's page to its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from priorities.desk.pages import SPACE
from priorities.models import MeasurePage
from priorities.permissions import can_import_figures, can_view_batches, can_view_figures


def buttons_for(page: Page, user: Any) -> Iterator[Button]:
    """For a measure's page that is stored: what this person may open, and nothing else."""
    if not isinstance(page, MeasurePage) or page.pk is None:
        return
    query = urlencode({"measure": page.measure_id})
    if can_view_figures(user):
        url = f"{reverse('plan_figures:index')}?{query}"
        yield Button(_("Figures"), url, icon_name="order-up", priority=80)
    if can_import_figures(user) and not page.measure.calculation:
        url = f"{reverse(f'{SPACE}:type')}?{query}"
        yield Button(_("Type figures"), url, icon_name="edit", priority=81)
    if can_view_batches(user):
        url = f"{reverse(f'{SPACE}:batches')}?{query}"
        yield Button(_("Batches of this measure"), url, icon_name="upload", priority=82)
