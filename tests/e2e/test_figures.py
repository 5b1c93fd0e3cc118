"""A data owner brings published files in and a publisher approves them, without JavaScript."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.visitor import Visitor
from tests.priorities.imports.real_files import (
    AIRPORTS,
    FILES,
    boroughs,
    month_end,
    needs_files,
    plain_rows,
)
from tests.served.site import ServedSite, site_to_look_at

pytestmark = [pytest.mark.browser, needs_files]
CRIME = "mps_borough_recent24_201811-202010.csv"
SURVEY = "PAS_MPS_total.csv"
SETUP = """
import json
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from home.models import User
from plan.actions.create_roles import create_roles
from tests.factories import make_plan, make_site
from tests.priorities.imports.real_files import boroughs
from tests.priorities.intake.makers import make_areas
from tests.priorities.makers import make_measure, make_priority

make_areas(boroughs())
codes = "E09000007 " + " ".join(sorted(set(boroughs().codes.values())))
priority = make_priority(make_plan(make_site(), slug="plan"))
crime = make_measure(priority, title="Burglary - residential", unit="count", frequency="monthly",
    direction_wanted="lower", geography=codes)
trust = make_measure(priority, title="Good job local", frequency="rolling_12_months",
    geography="E12000007")
create_roles()
cookies = {}
for role in ("Data owner", "Publisher"):
    user = User.objects.create_user(role.replace(" ", "") + "@example.org")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookies[role] = [[name, one.value] for name, one in client.cookies.items()]
at = lambda name: reverse("plan_figures_admin:" + name)
print(json.dumps({"cookies": cookies, "pages": {n: at(n) for n in ("batches", "upload", "type")},
    "crime": [crime.measure_id, crime.get_url()], "trust": [trust.measure_id, trust.get_url()]}))
"""
STORED = """
import json
from priorities.models import Measure
from priorities.series import public_observations
rows = public_observations([Measure.objects.get(pk={measure})])
print(json.dumps([[str(one.period_end), one.area, str(one.value.normalize())] for one in rows]))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[ServedSite, dict[str, Any]]]:
    with site_to_look_at() as served:
        made = json.loads(served.run(SETUP))
        served.start(workers=2)
        yield served, made


class Window:
    """Somebody in a role at a browser without JavaScript."""

    def __init__(self, browser: Browser, site: tuple[ServedSite, Any], role: str, **how: int):
        self.served, self.made = site
        self.visitor = Visitor(browser, has_script=False, **how)
        self.visitor.context.add_cookies(
            [
                {"name": name, "value": value, "url": self.served.url}
                for name, value in self.made["cookies"][role]
            ]
        )
        self.page: Page = self.visitor.page

    def open(self, address: str) -> Page:
        """One of the pages by its name, or any address."""
        return self.visitor.go(self.served.url + self.made["pages"].get(address, address))

    def press(self, name: str) -> None:
        """Press a button of the page and wait for what follows."""
        self.visitor.press(self.page.locator("#main").get_by_role("button", name=name).first)

    def upload(self, name: str, measure: str) -> None:
        """Send a file for a measure."""
        self.open("upload")
        self.page.set_input_files("input[name=file]", FILES / name)
        self.page.locator(f"input[name=measures][value='{self.made[measure][0]}']").check()
        self.press("Look it through")


def picture(page: Page, pictures: Path | None, name: str) -> None:
    """Keep a picture of the whole page at two widths."""
    if pictures is None:
        return
    for width in (1280, 768):
        page.set_viewport_size({"width": width, "height": 2400})
        page.screenshot(path=pictures / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def stored(site: tuple[ServedSite, Any], measure: str) -> dict[tuple[str, str], str]:
    """What readers may see now."""
    code = STORED.format(measure=site[1][measure][0])
    return {(end, area): value for end, area, value in json.loads(site[0].run(code))}


def test_crime_by_borough(
    browser: Browser, site: tuple[ServedSite, Any], pictures: Path | None
) -> None:
    owner = Window(browser, site, "Data owner")
    page = owner.page
    owner.upload(CRIME, "crime")
    assert "Everything below is a guess" in page.inner_text("#main")
    picture(page, pictures, "figures-mapping")
    owner.press("Read the file")
    assert AIRPORTS in page.inner_text("#main")
    picture(page, pictures, "figures-unknown")
    page.get_by_label(f"{AIRPORTS}: It is").select_option("leave out")
    owner.press("Read the file")
    assert "What would change" in page.inner_text("#main")
    assert page.get_by_role("button", name="Approve").count() == 0
    picture(page, pictures, "figures-preview")
    page.fill("input[name=profile]", "Recorded crime by borough")
    owner.press("Remember")
    publisher = Window(browser, site, "Publisher")
    publisher.open("batches")
    publisher.visitor.press(publisher.page.get_by_role("link", name=CRIME))
    assert stored(site, "crime") == {}
    picture(publisher.page, pictures, "figures-approve")
    publisher.press("Approve the figures")
    assert "Readers see the figures now." in publisher.page.inner_text("body")
    codes, expected = boroughs().codes, Counter[tuple[str, str]]()
    for row in plain_rows(CRIME):
        if row["MinorText"] == "Burglary - Residential" and row["LookUp_BoroughName"] != AIRPORTS:
            for month in (header for header in row if header.isdecimal()):
                expected[month_end(month), codes[row["LookUp_BoroughName"]]] += int(row[month])
    assert {key: int(float(value)) for key, value in stored(site, "crime").items()} == expected
    public = Visitor(browser, has_script=False).go(site[0].url + site[1]["crime"][1])
    assert "October 2020" in public.inner_text("main")


def test_trust_at_a_set_time_and_undone(
    browser: Browser, site: tuple[ServedSite, Any], pictures: Path | None
) -> None:
    owner = Window(browser, site, "Data owner")
    owner.upload(SURVEY, "trust")
    owner.press("Read the file")
    if "Names without a code" in owner.page.inner_text("#main"):
        owner.page.get_by_label("MPS: Or the area with the code").fill("E12000007")
        owner.press("Read the file")
    address = owner.page.url.removeprefix(site[0].url)
    publisher = Window(browser, site, "Publisher")
    publisher.open(address)
    publisher.page.get_by_label("A set time").check()
    publisher.press("Approve the figures")
    assert "readers do not see it yet" in publisher.page.inner_text("#main")
    picture(publisher.page, pictures, "figures-approved")
    assert stored(site, "trust") == {}
    publisher.visitor.press(publisher.page.get_by_role("link", name="Undo this batch"))
    publisher.press("Undo this batch")
    publisher.open(address)
    assert "Undone" in publisher.page.inner_text("#main")


def test_a_figure_is_typed(
    browser: Browser, site: tuple[ServedSite, Any], pictures: Path | None
) -> None:
    owner = Window(browser, site, "Data owner")
    page = owner.open("type")
    page.get_by_label("Measure").select_option(str(site[1]["trust"][0]))
    owner.press("Show")
    cells = page.locator("input[name^='cell:']")
    cells.nth(0).fill("sixty")
    cells.nth(1).fill("61.5")
    owner.press("Show what changes")
    assert "Enter a number." in page.inner_text("#main")
    picture(page, pictures, "figures-grid")
    assert cells.nth(1).input_value() == "61.5"
    cells.nth(0).fill("60")
    owner.press("Show what changes")
    assert "61.5" in page.inner_text("#main")
