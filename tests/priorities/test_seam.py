"""What priorities add to a plan: cards, embedded measures, what an edition keeps."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from plan.contributors import contributors
from plan.models import Plan
from plan.readers import Reader
from priorities.contributor import PrioritiesContributor
from tests.factories import fresh, make_kind, make_plan, make_section, restrict, translate
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    make_record,
    quarters,
    record,
    series_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def seam() -> PrioritiesContributor:
    """The contributor as registered."""
    return next(one for one in contributors() if isinstance(one, PrioritiesContributor))


def english() -> Reader:
    """The public, in English."""
    return Reader(Locale.objects.get(language_code="en"))


def cards(seam: PrioritiesContributor, *plans: Any) -> list[Any]:
    """Cards of plans, one after the other."""
    found = seam.cards(plans, english())
    return [card for plan in plans for card in found[plan.pk]]


def embedded(page: Any) -> tuple[str, dict[str, int]]:
    """A block that embeds a measure."""
    return ("measure", {"page": page.pk})


def test_a_card_says_number_line_commitments_and_movement(seam: PrioritiesContributor) -> None:
    plan = make_plan()
    page = make_priority(plan, title="Less violence", summary="Fewer people harmed.")
    outcome = make_outcome(page)
    make_commitment(outcome)
    make_commitment(page)
    for values in ([57, 59], [57, 50], [57, 57], [57]):
        record(make_measure(outcome), quarters(date(2020, 1, 1), values))
    (card,) = cards(seam, plan)
    assert (card.number, card.title, card.url) == ("Priority 1", "Less violence", page.url)
    assert card.line == "Fewer people harmed."
    assert card.facts == (
        "Commitments: 2",
        "Measures: ✓ 1 better · ✗ 1 worse · ≈ 1 without a clear change",
    )


def test_labels_are_those_of_the_kind_of_plan(seam: PrioritiesContributor) -> None:
    kind = make_kind(
        priority_singular="aim", commitment_plural="actions", measure_plural="indicators"
    )
    plan = make_plan(kind=kind)
    page = make_priority(plan)
    make_commitment(page)
    make_measure(page)
    (card,) = cards(seam, plan)
    assert card.number == "Aim 1"
    assert [fact.partition(":")[0] for fact in card.facts] == ["Actions", "Indicators"]


def test_a_priority_with_nothing_below_has_no_facts(seam: PrioritiesContributor) -> None:
    plan = make_plan()
    make_priority(plan)
    assert cards(seam, plan)[0].facts == ()


def test_several_plans_keep_their_own(seam: PrioritiesContributor) -> None:
    one, two = make_plan(), make_plan()
    make_priority(one, title="First of one")
    make_priority(two, title="First of two")
    make_priority(two, title="Second of two")
    assert [(card.number, card.title) for card in cards(seam, one, two)] == [
        ("Priority 1", "First of one"),
        ("Priority 1", "First of two"),
        ("Priority 2", "Second of two"),
    ]


def test_no_plans_no_cards(seam: PrioritiesContributor) -> None:
    make_plan()
    assert seam.cards([], english()) == {}


def test_cards_stand_on_the_plan_s_front_page(client: Client) -> None:
    plan = make_plan()
    page = make_priority(plan, title="Less violence")
    html = client.get(plan.url).content.decode()
    assert "Priority 1" in html
    assert f'<a class="govuk-link" href="{page.url}">Less violence</a>' in html


def test_cards_are_in_the_reader_s_language(seam: PrioritiesContributor) -> None:
    plan = make_plan()
    page = make_priority(plan, title="Less violence")
    make_priority(plan, title="Only in English")
    translate(page, "pl")
    polish = plan.get_translation(Locale.objects.get(language_code="pl"))
    found = seam.cards([polish], Reader(polish.locale))[polish.pk]
    assert [card.title for card in found] == ["[pl] Less violence"]
    assert found[0].url.startswith("/pl/")


class TestWhatIsHidden:
    """Drafts, unpublished and restricted pages leave no trace."""

    @pytest.fixture
    def plan(self) -> Any:
        """A plan with a canary in everything that is hidden."""
        plan = make_plan()
        shown = make_priority(plan, title="Shown")
        make_priority(plan, title="CANARY draft priority", is_live=False)
        closed = make_priority(plan, title="CANARY closed priority", summary="CANARY summary")
        make_outcome(shown, title="CANARY draft outcome", is_live=False)
        make_commitment(shown, title="CANARY draft commitment", is_live=False)
        hidden = make_measure(shown, title="CANARY draft measure", is_live=False)
        record(hidden, quarters(date(2020, 1, 1), [57, 59]))
        inside = make_measure(closed, title="CANARY closed measure", definition="CANARY words")
        record(inside, quarters(date(2020, 1, 1), [57, 59]))
        make_section(plan, (embedded(hidden), embedded(inside), "Plain."), title="Text")
        restrict(closed)
        return fresh(plan)

    def test_no_page_mentions_them(self, client: Client, plan: Any) -> None:
        from django.urls import reverse

        urls = [plan.url, reverse("plan:whole_plan", args=[plan.translation_key])]
        urls += [page.url for page in plan.get_children().live() if page.title in {"Shown", "Text"}]
        assert len(urls) == 4
        for url in urls:
            response = client.get(url)
            assert response.status_code == 200
            assert "CANARY" not in response.content.decode()

    def test_no_card_counts_them(self, seam: PrioritiesContributor, plan: Any) -> None:
        (card,) = cards(seam, plan)
        assert (card.title, card.facts) == ("Shown", ())

    def test_no_embed_shows_them(self, seam: PrioritiesContributor, plan: Any) -> None:
        from priorities.models import MeasurePage

        keys = list(MeasurePage.objects.values_list("translation_key", flat=True))
        assert len(keys) == 2
        assert seam.embed(keys, english()) == {}

    def test_search_does_not_find_them(self, client: Client, plan: Any) -> None:
        html = client.get("/en/search/?q=CANARY").content.decode()
        assert "CANARY draft" not in html
        assert "CANARY closed" not in html
        assert "CANARY words" not in html

    def test_an_edition_does_not_keep_them(self, seam: PrioritiesContributor, plan: Any) -> None:
        frozen = seam.freeze(Plan.objects.get(translation_key=plan.translation_key))
        assert frozen == {"measures": [], "commitments": []}

    def test_unpublishing_takes_a_card_away(self, seam: PrioritiesContributor, plan: Any) -> None:
        plan.get_children().get(title="Shown").specific.unpublish()
        assert cards(seam, plan) == []


def test_what_is_shown_can_be_found(client: Client) -> None:
    priority = make_priority(make_plan(), title="Zebra crossings")
    make_commitment(priority, title="Paint zebra lines")
    make_measure(priority, title="Zebra count")
    html = client.get("/en/search/?q=zebra").content.decode()
    for title in ("Zebra crossings", "Paint zebra lines", "Zebra count"):
        assert title in html


def test_an_embedded_measure_shows_figure_direction_and_line(client: Client) -> None:
    plan = make_plan()
    measure = make_measure(make_priority(plan), title="Good job")
    record(measure, quarters(date(2020, 1, 1), [57, 59]))
    section = make_section(plan, (embedded(measure), "Plain."))
    html = client.get(section.url).content.decode()
    figure = html[html.index("plan-measure--embedded") :]
    figure = figure[: figure.index("</figure>")]
    assert f'href="{measure.url}">Good job</a>' in figure
    assert "59%" in figure
    assert "Up 2 percentage points from January to March 2020" in figure
    assert "plan-chart__spark" in figure


def test_an_embedded_measure_is_in_the_reader_s_language(client: Client) -> None:
    plan = make_plan()
    measure = make_measure(make_priority(plan), title="Good job")
    record(measure, quarters(date(2020, 1, 1), [57, 59]))
    section = make_section(plan, (embedded(measure), "Plain."))
    polish, arabic = translate(measure, "pl"), translate(section, "ar")
    assert "Good job" not in client.get(arabic.url).content.decode()
    shown = translate(section, "pl")
    assert f'href="{polish.url}">[pl] Good job</a>' in client.get(shown.url).content.decode()


def test_an_edition_keeps_latest_figures_and_statuses(seam: PrioritiesContributor) -> None:
    plan = make_plan()
    priority = make_priority(plan)
    measure = make_measure(priority, title="Good job")
    record(measure, quarters(date(2020, 1, 1), [57, "c"]))
    empty = make_measure(priority, title="Nothing yet")
    commitment = make_commitment(priority, title="Do it", due_on=date(2027, 3, 31))
    frozen = seam.freeze(Plan.objects.get(translation_key=plan.translation_key))
    assert json.loads(json.dumps(frozen)) == frozen
    assert frozen["measures"] == [
        {
            "public_id": str(measure.measure.public_id),
            "name": "Good job",
            "unit": "percentage",
            "period_start": "2020-04-01",
            "period_end": "2020-06-30",
            "value": "",
            "marker": "c",
        },
        {
            "public_id": str(empty.measure.public_id),
            "name": "Nothing yet",
            "unit": "percentage",
            "period_start": None,
            "period_end": None,
            "value": "",
            "marker": "",
        },
    ]
    assert frozen["commitments"] == [
        {
            "public_id": str(commitment.commitment.public_id),
            "name": "Do it",
            "status": "on_track",
            "due_on": "2027-03-31",
        }
    ]


def test_a_plan_without_a_page_freezes_nothing(seam: PrioritiesContributor) -> None:
    assert seam.freeze(Plan.objects.create()) == {}


def test_recent_figures_are_enough_for_a_card() -> None:
    """A card reads few rows, and says what the whole series says."""
    from priorities.sentences import direction, sentence
    from priorities.series import RECENT, load_series

    measure = make_record(
        compared_with="year_earlier",
        baseline_period_start=date(2000, 1, 1),
        baseline_period_end=date(2000, 3, 31),
    )
    whole = series_of(measure, list(range(10, 70)), first=date(2000, 1, 1))
    few = load_series([measure], latest=RECENT)[measure.pk]
    assert len(few.points) == RECENT + 1
    assert sentence(few) == sentence(whole)
    assert direction(few) == direction(whole)
