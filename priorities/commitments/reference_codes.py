"""Short codes of commitments: within a plan none names two."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page

from plan.ancestry import chain_of, plan_in


def clean_reference(typed: str) -> str:
    """A code without spaces around or doubled inside."""
    return " ".join((typed or "").split())


def reference_errors(page: Any, parent: Page | None) -> dict[str, str]:
    """What is wrong with a page's reference below this parent; usually nothing.

    Translations and copies present the same commitment, and so share its reference.
    """
    plan = plan_in(chain_of(parent)) if parent is not None and page.reference else None
    if plan is None:
        return {}
    others = (
        type(page)
        .objects.filter(path__startswith=plan.path, reference__iexact=page.reference)
        .exclude(pk=page.pk)
    )
    if page.commitment_id:
        others = others.exclude(commitment=page.commitment_id)
    taken = others.first()
    if taken is None:
        return {}
    return {
        "reference": gettext(
            "“%(reference)s” is the reference of “%(title)s” already. Choose another one."
        )
        % {"reference": page.reference, "title": taken.title}
    }
