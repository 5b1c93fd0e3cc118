"""A measure with areas and history, the progress of a plan, an area, a card: looked at with axe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.e2e.auditing import LANGUAGES, WIDTHS, look
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite, site_to_look_at

pytestmark = [pytest.mark.browser]

SETUP = """
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from django.urls import reverse
from django.utils.translation import override
from priorities.models import Area
from tests.factories import fresh, make_organisation, make_plan, make_site, publish, translate
from tests.priorities.makers import make_commitment, make_measure, make_outcome, make_priority
from tests.priorities.makers import quarters, record

home = make_site()
plan = make_plan(home, slug="plan")
priority = make_priority(plan, title="Less violence")
outcome = make_outcome(priority, title="People feel safe")
london = Area.objects.create(code="E12000007", name="London")
for code, name in (("E09000003", "Barnet"), ("E09000007", "Camden")):
    Area.objects.create(code=code, name=name, within=london)
codes = "E12000007 E09000003 E09000007"
pages = [priority, outcome]
for title, values in (("Good job locally", [57, 59, "c", 61, 60]), ("Trust", [61, 60, 58, 58, 55])):
    page = make_measure(
        outcome, title=title, geography=codes, target_value=65, target_on=date(2027, 3, 31),
        breaks=json.dumps([{"type": "break", "value": {
            "on": "2024-07-01", "reason": "The sample grew from 12,800 to 19,200 people a year.",
        }}]),
        tolerance=1, expected_lag=45, next_update_on=date(2027, 2, 15), contact="Analysis team",
        data_owner=make_organisation(name="Evidence and Insight"),
    )
    for area in codes.split():
        rows = quarters(date(2024, 1, 1), values)
        record(page, [replace(row, area=area) for row in rows])
    revised = replace(rows[-1], area="E12000007", value=Decimal(62), marker="p")
    record(page, [revised])
    pages.append(page)
pages.append(make_measure(priority, title="Not measured yet"))
pages.append(make_commitment(outcome, title="An officer in every ward", due_on=date(2027, 3, 31)))
pages.append(make_commitment(
    priority, title="A centre for victims", status="off_track", status_reason="No site was found."
))
second = make_priority(plan, title="More trust")
for number in range(5):
    measured = make_measure(second, title=f"Trusted by group {number}")
    record(measured, quarters(date(2024, 1, 1), [57, 59]))
    make_commitment(second, title=f"Listen to group {number}", due_on=date(2027, 3, 31))
translate(plan, "ar")
translated = {one.pk: translate(one, "ar") for one in pages}
shown = pages[2]
found = {}
for language in ("en", "ar"):
    with override(language):
        page = shown if language == "en" else translated[shown.pk]
        key = plan.translation_key
        found[language] = {
            "measure": page.get_url(),
            "area-of-measure": page.get_url() + "?area=E09000007",
            "compared": reverse("plan:compare_measure", args=[shown.measure.public_id]),
            "compared-over-time": (
                reverse("plan:compare_measure", args=[shown.measure.public_id]) + "?show=time"
            ),
            "progress": reverse("plan:progress", args=[key]),
            "narrowed": reverse("plan:progress", args=[key]) + "?status=off_track",
            "areas": reverse("plan:progress_areas", args=[key]),
            "area": reverse("plan:progress_area", args=[key, "E09000007"]),
            "api": reverse("plan:api"),
            "card": reverse("plan:measure_card", args=[shown.measure.public_id]),
        }
print(json.dumps(found))
"""
NAMES = (
    "measure",
    "area-of-measure",
    "compared",
    "compared-over-time",
    "progress",
    "narrowed",
    "areas",
    "area",
    "api",
    "card",
)


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[ServedSite, dict[str, dict[str, str]]]]:
    """A plan in two languages whose measures have areas and a history, and where to look."""
    with site_to_look_at() as served:
        found = json.loads(served.run(SETUP).strip().splitlines()[-1])
        yield served.start(workers=2), found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_progress(
    site: tuple[ServedSite, dict[str, dict[str, str]]],
    browser: Browser,
    axe: str,
    pictures: Path | None,
    language: str,
    width: int,
) -> None:
    served, found = site
    with Visitor(browser, width=width) as visitor:
        for name in NAMES:
            page = visitor.go(f"{served.url}{found[language][name]}")
            look(page, name, axe, language, pictures)


def test_an_area_is_chosen_without_a_script(
    site: tuple[ServedSite, dict[str, dict[str, str]]], browser: Browser
) -> None:
    served, found = site
    with Visitor(browser, width=320, has_script=False) as visitor:
        page = visitor.go(f"{served.url}{found['en']['measure']}")
        page.get_by_label("Area").select_option(label="Camden")
        page.get_by_role("button", name="Show these figures").click()
        page.wait_for_url("**?area=E09000007**")
        assert page.locator(".plan-headline__of").inner_text() == "Camden"


def test_each_priority_is_printed_on_a_page_of_its_own(
    site: tuple[ServedSite, dict[str, dict[str, str]]], browser: Browser
) -> None:
    served, found = site
    with Visitor(browser, width=1280) as visitor:
        page = visitor.go(f"{served.url}{found['en']['progress']}")
        printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    sheets = [sheet.get_textpage().get_text_range() for sheet in printed]
    first = [place for place, words in enumerate(sheets) if "Less violence" in words]
    second = [place for place, words in enumerate(sheets) if "More trust" in words]
    assert (len(first), len(second)) == (1, 1)
    assert first != second
    for number in range(5):
        assert f"Trusted by group {number}" in sheets[second[0]]
        assert f"Listen to group {number}" in sheets[second[0]]


def test_a_wide_table_is_printed_whole(
    site: tuple[ServedSite, dict[str, dict[str, str]]], browser: Browser
) -> None:
    served, found = site
    with Visitor(browser, width=1280) as visitor:
        page = visitor.go(f"{served.url}{found['en']['compared-over-time']}")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 720, "height": 1000})
        table = page.locator(".plan-scroll").first
        assert table.evaluate("box => getComputedStyle(box).overflowX") == "visible"
        assert table.evaluate("box => box.querySelector('table').offsetWidth <= box.offsetWidth")
