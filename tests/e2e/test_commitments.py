"""The owner's pages, a commitment with its history, and a report, looked at with axe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.auditing import LANGUAGES, WIDTHS, look
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite, site_to_look_at

pytestmark = [pytest.mark.browser]

SETUP = """
import json
from datetime import date, timedelta
from django.urls import reverse
from django.utils.translation import override
from plan.models import PlanPage
from priorities.actions.decide_update import approve_update
from priorities.actions.keep_periods import freeze_period
from priorities.commitments.access import link_path, new_access
from tests.factories import fresh, make_organisation, make_plan, make_roles, make_site
from tests.factories import publish, translate
from tests.priorities.commitments.makers import (
    make_owner, make_period, make_update, publisher,
)
from tests.priorities.commitments.test_facts import milestone, set_stream
from tests.priorities.makers import make_commitment, make_measure, make_outcome, make_priority
from tests.priorities.makers import quarters, record

home = make_site()
plan = make_plan(home, slug="plan")
priority = make_priority(plan, title="Less violence")
outcome = make_outcome(priority, title="Fewer people are harmed")
measure = make_measure(priority, title="Good job locally")
record(measure, quarters(date(2024, 1, 1), [57, 59, 61, 60, 62]))
lead = make_organisation(name="Metropolitan Police Service", kind="partner")
page = make_commitment(
    outcome, title="An officer in every ward", reference="C12", due_on=date(2027, 3, 31),
    summary="Each ward gets an officer whom people know.", lead=lead,
)
set_stream(page, "milestones", [
    milestone("First ten wards", date(2026, 3, 31), date(2026, 4, 20)),
    milestone("Half of all wards", date(2026, 9, 30)),
    milestone("Every ward", date(2027, 3, 31)),
])
set_stream(page, "serves", [("measure", measure.pk), ("outcome", outcome.pk)])
page = publish(page)
translate(page, "ar")
translate(measure, "ar")
translate(outcome, "ar")
owners = {language: make_owner(page.commitment, f"owner-{language}@example.org", language)
    for language in ("en", "ar")}
approve_update(update=make_update(owners["en"], page.commitment), reason="Fewer people applied "
    "than we hoped.", done="Ten officers began.", user=publisher())
report = freeze_period(period=make_period(plan), user=publisher())
found = {}
for language in ("en", "ar"):
    with override(language):
        owner = owners[language]
        found[language] = {
            "links": [link_path(new_access(owner, timedelta(hours=2), is_link=True), language)
                for _ in range(4)],
            "home": reverse("plan:owner"),
            "form": reverse("plan:owner_update", args=[page.commitment.public_id]),
            "report": reverse("plan:report", args=[report.public_id]),
            "page": page.get_translations(inclusive=True).get(
                locale__language_code=language).specific.get_url(),
        }
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[ServedSite, dict[str, Any]]]:
    """A plan in two languages with a commitment, its owners and a report."""
    with site_to_look_at() as served:
        found = json.loads(served.run(SETUP).strip().splitlines()[-1])
        yield served.start(workers=2), found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_all_pages(
    site: tuple[ServedSite, dict[str, Any]],
    browser: Browser,
    axe: str,
    pictures: Path | None,
    language: str,
    width: int,
) -> None:
    served, found = site
    own = found[language]
    with Visitor(browser, width=width) as visitor:

        def at(path: str) -> Any:
            return visitor.go(f"{served.url}{path}")

        def seen(page: Any, name: str) -> None:
            look(page, name, axe, language, pictures)

        seen(at(own["page"]), "commitment")
        seen(at(own["report"]), "report")
        seen(at(own["home"]), "owner-sign-in")
        page = at(own["links"].pop())
        seen(page, "owner-link")
        page.click("form[method=post] button[type=submit] >> nth=-1")
        page.wait_for_url(f"**{own['home']}")
        seen(page, "owner-commitments")
        page = at(own["form"])
        seen(page, "owner-form")
        page.fill("textarea[name=done]", "")
        page.check("input[name=status][value=off_track]")
        page.fill("textarea[name=reason]", "")
        page.click("form[action$='/'] button.govuk-button")
        page.wait_for_selector(".govuk-error-summary")
        seen(page, "owner-form-errors")
        page.fill("textarea[name=reason]", "Rain.")
        page.fill("textarea[name=done]", f"We trained ten officers {language} {width}.")
        page.click("form[action$='/'] button.govuk-button")
        page.wait_for_url("**?sent=1")
        seen(page, "owner-sent")
