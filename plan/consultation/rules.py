"""What must hold before a consultation can be given an opening time."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from plan.consultation.blocks import block_count

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from plan.consultation.models.consultation_page import ConsultationPage

Faults = dict[str, "Promise | str"]


@cache
def time_zones() -> tuple[str, ...]:
    """Names of all time zones, in order."""
    return tuple(sorted(name for name in zoneinfo.available_timezones() if "/" in name))


def opening_faults(page: ConsultationPage) -> Faults:
    """Faults by field name, each a sentence that says how to put it right; empty when fair."""
    faults: Faults = {}
    if page.time_zone not in time_zones():
        faults["time_zone"] = _("Choose a time zone from the list, for example Europe/London.")
    if page.expire_at is not None:
        faults["expire_at"] = _(
            "A consultation ends by its closing time and then stays readable: leave this empty."
        )
    if page.opens_at is None:
        if page.closes_at is not None:
            faults["opens_at"] = _("Give the opening time too.")
        return faults
    if page.closes_at is not None and page.closes_at <= page.opens_at:
        faults["closes_at"] = _("It must close after it opens.")
    if page.retain_until is None:
        faults["retain_until"] = _("Say until when responses are kept, before you set a time.")
    elif page.closes_at is not None and page.retain_until <= page.closes_at.date():
        faults["retain_until"] = _("Responses must be kept beyond the closing time.")
    if not strip_tags(page.privacy_notice or "").strip():
        faults["privacy_notice"] = _("Write the privacy notice before you set an opening time.")
    if not block_count(page.form):
        faults["form"] = _("Add at least one question before you set an opening time.")
    return faults


def form_fault(page: ConsultationPage) -> str:
    """What makes its form impossible to ask, before opening or after; empty when nothing does."""
    from plan.consultation.banks import bank_fault

    return bank_fault(page.form)
