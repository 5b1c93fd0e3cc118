"""Which page stands where, and what editors are offered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from home.models import InformationPage, User
from plan.models import PlanPage, SectionPage
from priorities.models import CommitmentPage, MeasurePage, OutcomePage, PriorityPage
from tests.factories import make_plan
from tests.priorities.makers import make_commitment, make_measure, make_outcome, make_priority

ALLOWED = {
    PriorityPage: {PlanPage},
    OutcomePage: {PriorityPage},
    CommitmentPage: {PriorityPage, OutcomePage},
    MeasurePage: {PlanPage, PriorityPage, OutcomePage},
}
TYPES = [PlanPage, SectionPage, InformationPage, *ALLOWED]


@pytest.mark.parametrize("parent", TYPES)
@pytest.mark.parametrize("child", ALLOWED)
def test_parents_and_children(parent: type[Page], child: type[Page]) -> None:
    may = child in parent.allowed_subpage_models() and parent in child.allowed_parent_page_models()
    assert may is (parent in ALLOWED[child])


@pytest.mark.parametrize("page_type", ALLOWED)
def test_editors_are_told_what_a_page_is_for(page_type: type[Page]) -> None:
    assert str(page_type.page_description).endswith(".")
    assert page_type.template.startswith("priorities/")


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    """Somebody who may edit everything, signed in."""
    client.force_login(User.objects.create_superuser("editor@example.org", "secret"))
    return client


def test_every_form_opens(editor: Client) -> None:
    priority = make_priority(make_plan())
    outcome = make_outcome(priority)
    pages = [priority, outcome, make_commitment(outcome), make_measure(outcome)]
    for page in pages:
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert page.title in html
        assert 'name="measure"' not in html
        assert 'name="commitment"' not in html


@pytest.mark.parametrize("page_type", [OutcomePage, CommitmentPage, MeasurePage])
def test_new_pages_can_be_added(editor: Client, page_type: type[Page]) -> None:
    priority = make_priority(make_plan())
    model = page_type._meta.model_name
    url = reverse("wagtailadmin_pages:add", args=["plan_priorities", model, priority.pk])
    assert editor.get(url).status_code == 200


def posted(title: str, **fields: object) -> dict[str, object]:
    """What the editor's form of a measure sends."""
    return {
        "title": title,
        "slug": "good-job",
        "definition": "The share of adults who agree.",
        "source_name": "Survey",
        "unit": "percentage",
        "currency": "GBP",
        "decimals": "0",
        "direction_wanted": "higher",
        "frequency": "quarterly",
        "compared_with": "previous",
        "no_target_reason": "Nobody can promise trust.",
        "action-publish": "Publish",
        **{f"{name}-count": "0" for name in ("interim_targets", "breaks", "breakdowns")},
        **fields,
    }


def test_an_editor_adds_a_measure(editor: Client) -> None:
    priority = make_priority(make_plan())
    url = reverse("wagtailadmin_pages:add", args=["plan_priorities", "measurepage", priority.pk])
    assert editor.post(url, posted("Good job")).status_code == 302
    page = MeasurePage.objects.get()
    assert page.live
    assert (page.measure.name, page.measure.unit) == ("Good job", "percentage")


def test_facts_that_do_not_fit_are_shown_again(editor: Client) -> None:
    priority = make_priority(make_plan())
    url = reverse("wagtailadmin_pages:add", args=["plan_priorities", "measurepage", priority.pk])
    response = editor.post(url, posted("Good job", unit="rate"))
    assert response.status_code == 200
    assert "Say what the rate is per, for example 1000." in response.content.decode()
    assert not MeasurePage.objects.exists()


def test_without_a_target_a_draft_is_kept_and_publishing_asks_why(editor: Client) -> None:
    priority = make_priority(make_plan())
    url = reverse("wagtailadmin_pages:add", args=["plan_priorities", "measurepage", priority.pk])
    sent = posted("Good job", no_target_reason=" ")
    html = editor.post(url, sent).content.decode()
    assert html.count("Give a target, or say why there is none: readers ask.") >= 1
    assert not MeasurePage.objects.exists()
    draft = {name: value for name, value in sent.items() if name != "action-publish"}
    assert editor.post(url, draft).status_code == 302
    page = MeasurePage.objects.get()
    assert not page.live
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.post(edit, sent).status_code == 200
    assert not MeasurePage.objects.get().live
    assert editor.post(edit, {**sent, "target_value": "65"}).status_code == 302
    assert MeasurePage.objects.get().live


@pytest.mark.parametrize("make", [make_priority, make_measure])
def test_drafts_can_be_previewed(editor: Client, make: object) -> None:
    page = make(make_plan(), is_live=False, summary="A draft of ours.")  # type: ignore[operator]
    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200
    assert "A draft of ours." in response.content.decode()


def test_a_preview_shows_the_facts_as_they_would_be(editor: Client) -> None:
    page = make_measure(make_priority(make_plan()), target_on=None)
    page.frequency, page.direction_wanted = "monthly", "lower"
    page.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    html = editor.get(url).content.decode()
    assert "Monthly" in html
    assert "Lower is better" in html
    assert "Monthly" not in editor.get(page.url).content.decode()


def test_a_new_page_can_be_previewed_before_it_is_saved(editor: Client) -> None:
    priority = make_priority(make_plan())
    arguments = ["plan_priorities", "measurepage", priority.pk]
    url = reverse("wagtailadmin_pages:preview_on_add", args=arguments)
    assert editor.post(url, posted("Good job")).json()["is_valid"]
    response = editor.get(url)
    assert response.status_code == 200
    assert "There are no figures yet." in response.content.decode()
    assert not MeasurePage.objects.exists()


def test_a_commitment_preview_shows_the_draft_status(editor: Client) -> None:
    page = make_commitment(make_priority(make_plan()))
    page.status = "complete"
    page.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert "Complete" in editor.get(url).content.decode()
    assert "Complete" not in editor.get(page.url).content.decode()
