"""What readers meet on the pages of measures, and in the whole plan."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    make_organisation,
    make_plan,
    translate,
)
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
    record,
)
from tests.priorities.test_public_pages import shown, words

pytestmark = pytest.mark.django_db


class TestMeasure:
    """A measure: sentence, chart, table, what it is."""

    @pytest.fixture
    def page(self) -> Any:
        """A measure with all facts."""
        made = make_measure(
            make_priority(make_plan()),
            title="Good job",
            counted="Adults who say the police do a good job",
            definition="Asked of adults.\nNot of children.",
            why_it_matters="Policing rests on consent.",
            source_name="Public Attitude Survey",
            source_url="https://example.org/pas",
            caveats="The sample grew.",
            target_value=Decimal(65),
            baseline_value=Decimal(50),
            baseline_period_start=date(2019, 1, 1),
            baseline_period_end=date(2019, 12, 31),
        )
        record(made, quarters(date(2020, 1, 1), [57, 58, "c", (61, "p")]))
        return made

    def test_the_sentence_is_on_the_page_and_describes_the_chart(
        self, client: Client, page: Any
    ) -> None:
        html = shown(client, page.url)
        sentence = (
            "61% (October to December 2020, provisional), up 3 percentage points from April to "
            "June 2020, which is better; 11 percentage points above the baseline of 50% (2019); "
            "the target of 65% is not yet met."
        )
        assert html.count(sentence) == 3  # once to read, once in each of the two drawings
        assert "<h1" in html
        assert html.index(sentence) < html.index("<svg") < html.index("About this measure")

    def test_what_it_is(self, client: Client, page: Any) -> None:
        html = words(shown(client, page.url))
        for words_of_it in (
            "Definition Asked of adults. Not of children.",
            "Why it matters Policing rests on consent.",
            "Which way is better Higher is better",
            "Target 65%",
            "Baseline 50% (2019)",
            "How often Quarterly",
            "Source Public Attitude Survey",
            "What to bear in mind The sample grew.",
            "Download the data",
            "Figures updated on",
        ):
            assert words_of_it in html
        assert 'href="https://example.org/pas"' in shown(client, page.url)

    def test_the_table_has_header_cells_and_explains_markers(
        self, client: Client, page: Any
    ) -> None:
        html = shown(client, page.url)
        assert "<caption" in html
        assert re.findall(r'<th scope="col"[^>]*>([^<]+)<', html) == ["Period", "Figure"]
        rows = re.findall(r'<th scope="row"[^>]*>([^<]+)</th><td[^>]*>([^<]+)<', html)
        assert rows == [
            ("October to December 2020", "61% [p]"),
            ("July to September 2020", "[c]"),
            ("April to June 2020", "58%"),
            ("January to March 2020", "57%"),
        ]
        assert "[c] confidential: withheld so that nobody can be identified" in words(html)
        assert "[p] provisional" in words(html)

    def test_nothing_inline(self, client: Client, page: Any) -> None:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script", shown(client, page.url))

    def test_without_figures_there_is_no_chart_and_no_download(self, client: Client) -> None:
        html = shown(client, make_measure(make_priority(make_plan())).url)
        assert "There are no figures yet." in html
        assert "<svg" not in html
        assert "<table" not in html
        assert "data.csv" not in html

    def test_it_may_stand_right_below_the_plan(self, client: Client) -> None:
        page = make_measure(make_plan(), title="Officers")
        assert "Officers" in shown(client, page.url)

    def test_the_range_that_is_wanted(self, client: Client) -> None:
        page = make_measure(
            make_priority(make_plan()),
            direction_wanted="range",
            range_low=Decimal(10),
            range_high=Decimal(20),
        )
        record(page, quarters(date(2020, 1, 1), [15]))
        html = words(shown(client, page.url))
        assert "Which way is better In a range : 10% to 20%" in html.replace("range:", "range :")
        assert "within the range wanted" in html

    def test_arabic_reads_from_the_right_and_shows_the_same_series(
        self, client: Client, page: Any
    ) -> None:
        arabic = translate(page, "ar")
        response = client.get(arabic.url)
        html = response.content.decode()
        assert 'lang="ar" dir="rtl"' in html
        assert 'direction="rtl"' in html
        assert "\u206661%\u2069" in html
        assert html.count('<th scope="row"') == 4

    def test_words_of_editors_are_escaped(self, client: Client) -> None:
        page = make_measure(
            make_priority(make_plan()),
            title="<b>Bold</b>",
            counted="<script>x</script>",
            definition="<i>no</i>",
        )
        record(page, quarters(date(2020, 1, 1), [15, 16]))
        html = shown(client, page.url)
        assert "<script>x" not in html
        assert "<i>no" not in html
        assert "<b>Bold" not in html


def test_the_whole_plan_has_everything_once(client: Client) -> None:
    plan = make_plan()
    priority = make_priority(plan, title="Less violence")
    outcome = make_outcome(priority, title="Fewer victims")
    lead = make_organisation(name="Met")
    make_commitment(
        outcome,
        title="More patrols",
        lead=lead,
        due_on=date(2027, 3, 31),
        status="paused",
        status_reason="No money.",
    )
    record(make_measure(outcome, title="Knife crime"), quarters(date(2020, 1, 1), [57, 59]))
    html = words(shown(client, reverse("plan:whole_plan", args=[plan.translation_key])))
    for part in ("Less violence", "Fewer victims", "More patrols", "Knife crime"):
        assert part in html
    assert "Lead: Met" in html
    assert "‖ Paused No money." in html
    assert "up 2 percentage points from January to March 2020, which is better." in html
    assert "Source: Public Attitude Survey" in html
