"""Lists of the progress page as HTML.

Put together here and not by a template, which takes five times as long over the hundreds of rows
of a large plan (decision 19). What stands in a row comes from templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from django.utils.safestring import SafeString

from plan.templatetags.plan_tags import ui_lang
from priorities.progress.rows import CommitmentRow, Group


def body_of(group: Group) -> SafeString:
    """Measures and commitments of a priority, then each of its outcomes that has any."""
    parts = [*lists_of(group)]
    for outcome in group.outcomes:
        if not outcome.is_empty:
            link = link_to(outcome.url, outcome.title)
            parts += [f'<h3 class="govuk-heading-m">{link}</h3>', *lists_of(outcome)]
    return SafeString("\n".join(parts))


def lists_of(group: Group) -> Iterator[str]:
    """Its own measures, its own commitments: a list of each."""
    if group.measures:
        yield list_of(item(one.url, one.label, one.summary.html) for one in group.measures)
    if group.commitments:
        yield list_of(
            item(one.url, one.title, one.status, details_of(one)) for one in group.commitments
        )


def list_of(items: Iterable[str]) -> str:
    """Items in a list."""
    return f'<ul class="plan-list plan-rows">{"".join(items)}</ul>'


def item(url: str, name: str, standing: str, details: str = "") -> str:
    """A row: what it is called and where its page is, and how it stands (HTML)."""
    return f"<li><div>{link_to(url, name)}{details}</div>\n<div>{standing}</div></li>"


def link_to(url: str, name: str) -> str:
    """A link."""
    return f'<a class="govuk-link" href="{escape(url)}">{escape(name)}</a>'


def details_of(commitment: CommitmentRow) -> str:
    """Who leads, and by when."""
    lead, due = commitment.lead, commitment.due
    return (detail(lead) if lead else "") + (detail(due, ui_lang()) if due else "")


def detail(text: str, attributes: str = "") -> str:
    """A line below the name."""
    return f'<br><span class="plan-measure__period"{attributes}>{escape(text)}</span>'
