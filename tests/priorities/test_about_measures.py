"""Under “About this measure”: where, of whom, and from what the figures come."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from priorities.models import Area
from tests.factories import make_plan, restrict, translate
from tests.priorities.makers import make_commitment, make_measure, make_priority, quarters, record
from tests.priorities.test_public_pages import shown, words

pytestmark = pytest.mark.django_db
LONDON, CAMDEN = "E12000007", "E09000007"


def breakdown(code: str, label: str, **groups: str) -> dict[str, Any]:
    """A way in which figures are split."""
    listed = [{"code": name, "label": text} for name, text in groups.items()]
    return {
        "type": "breakdown",
        "value": {"code": code, "label": label, "groups": listed},
        "id": code,
    }


def test_areas_with_their_codes_and_where_these_come_from(client: Client) -> None:
    Area.objects.create(code=LONDON, name="London", code_list="ONS, regions")
    Area.objects.create(code=CAMDEN, name="Camden", code_list="ONS, boroughs")
    page = make_measure(make_priority(make_plan()), geography=f"{LONDON} {CAMDEN} E09000001")
    html = words(shown(client, page.url))
    assert "Geography London (E12000007), Camden (E09000007), E09000001" in html
    assert "Codes: ONS, regions; ONS, boroughs" in html


def test_many_areas_are_counted(client: Client) -> None:
    codes = " ".join(f"E090000{number:02}" for number in range(1, 8))
    page = make_measure(make_priority(make_plan()), geography=codes)
    assert "E09000005 and 2 other areas" in words(shown(client, page.url))


def test_without_areas_it_is_the_whole(client: Client) -> None:
    page = make_measure(make_priority(make_plan()))
    assert "Geography The plan’s whole area" in words(shown(client, page.url))


def test_breakdowns_in_the_words_of_the_page(client: Client) -> None:
    ways = [breakdown("sex", "Sex", f="Women", m="Men"), breakdown("age", "<b>Age</b>")]
    html = shown(client, make_measure(make_priority(make_plan()), breakdowns=ways).url)
    assert "Breakdown Sex: Women, Men" in words(html)
    assert "&lt;b&gt;Age" in html


def columns(html: str) -> list[str]:
    """The headings of the table of figures."""
    return re.findall(r'<th scope="col"[^>]*>([^<]+)<', html)


def test_the_base_is_a_column_where_any_figure_has_one(client: Client) -> None:
    page = make_measure(make_priority(make_plan()))
    rows = quarters(date(2020, 1, 1), [57, 58, "c"])
    record(page, rows)
    assert columns(shown(client, page.url)) == ["Period", "Figure"]
    asked = [replace(rows[1], denominator=Decimal(12345)), replace(rows[2], denominator=Decimal(9))]
    record(page, asked)
    html = shown(client, page.url)
    assert columns(html) == ["Period", "Figure", "Number asked or counted"]
    table = words(html[html.index("<table") : html.index("</table>")])
    assert "58% [r] 12,345" in table
    assert "[c] 9" not in table  # with a figure, how many there were is withheld


@pytest.fixture
def share() -> Any:
    """A share of a part that readers see and a whole that they do not."""
    plan = make_plan()
    part = make_measure(make_priority(plan), title="Solved", unit="count")
    whole = make_measure(make_priority(plan), title="Recorded", unit="count", is_live=False)
    return make_measure(
        make_priority(plan),
        calculation="share",
        calculated_from=part.measure,
        calculated_by=whole.measure,
    )


def test_what_it_is_calculated_from_is_linked_where_it_is_public(
    client: Client, share: Any
) -> None:
    part = share.calculated_from.pages.get()
    html = shown(client, share.url)
    assert f'<a class="govuk-link" href="{part.url}">Solved</a> / Recorded' in html
    restrict(part.get_parent())
    assert part.url not in Client().get(share.url).content.decode()


def test_names_are_those_of_the_readers_language(client: Client, share: Any) -> None:
    part = translate(share.calculated_from.pages.get(), "pl")
    html = shown(client, translate(share, "pl").url)
    assert f'href="{part.url}">[pl] Solved</a> / Recorded' in html


def test_the_page_of_the_same_plan_is_meant(client: Client, share: Any) -> None:
    own = share.calculated_from.pages.get()
    later = make_measure(
        make_priority(make_plan(title="Next")), title="Elsewhere", measure=share.calculated_from
    )
    html = shown(client, share.url)
    assert own.url in html
    assert later.url not in html


def test_the_way_to_figures_of_single_areas(client: Client) -> None:
    page = make_measure(make_priority(make_plan()), geography=f"{LONDON} {CAMDEN}")
    row = quarters(date(2020, 1, 1), [57])[0]
    address = reverse("plan:progress_areas", args=[page.plan_page.translation_key])
    record(page, [replace(row, area=LONDON)])
    assert address not in shown(client, page.url)
    record(page, [replace(row, area=CAMDEN)])
    assert address in shown(client, page.url)


def test_lists_of_commitments_show_their_references(client: Client) -> None:
    priority = make_priority(make_plan())
    make_commitment(priority, reference="C-12", due_on=date(2027, 3, 31))
    make_commitment(priority, reference="C-13")
    html = words(shown(client, priority.url))
    assert "Reference: C-12 · Due 31 March 2027" in html
    assert "Reference: C-13" in html
