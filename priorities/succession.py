"""Tells editors of an earlier plan's page that the facts of its record are those of a later one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks

from plan.actions.write_record import successor_of
from priorities.models import CommitmentPage, MeasurePage


@hooks.register("after_publish_page")
def tell_of_successor(request: HttpRequest, page: Any) -> None:
    """After publishing: which of what was changed holds, and where the rest is changed."""
    if not isinstance(page, MeasurePage | CommitmentPage) or not page.is_source():
        return
    later = successor_of(page)
    if later is None:
        return
    plan = later.plan_page
    messages.warning(
        request,
        _(
            "The words are published. Facts such as unit, target, dates and status are those of "
            "“%(title)s” in “%(plan)s”, which is newer: change them there."
        )
        % {"title": later.title, "plan": plan.title if plan else ""},
    )
