"""The plan and its chapters as a reader meets them."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.template import engines
from django.test import Client

from plan import contributors
from plan.contributors import CallToAction, Card, Contributor, Embed
from plan.models import Plan, PlanPage
from plan.readers import Reader
from tests import factories

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str) -> str:
    """A page's HTML."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


class Offers(Contributor):
    """Adds a card, a call to action and an embed."""

    def __init__(self, rank: int = 10, words: str = "Have your say") -> None:
        self.rank = rank
        self.words = words

    def cards(self, plans: Sequence[PlanPage], reader: Reader) -> Mapping[int, Sequence[Card]]:
        card = Card(number="1", title="Safer streets", url="/one/", line="Why", facts=("2 aims",))
        return {plan.pk: [card] for plan in plans}

    def call_to_action(self, plans: Sequence[Plan], reader: Reader) -> Mapping[int, CallToAction]:
        return {plan.pk: CallToAction(self.words, "/say/", rank=self.rank) for plan in plans}

    def embed(self, keys: Sequence[uuid.UUID], reader: Reader) -> Mapping[uuid.UUID, Embed]:
        shown: Any = engines["django"].from_string("<b>{{ embed.figure }}</b>")
        return {key: Embed(shown.template, {"figure": "63 %"}) for key in keys}


def test_the_plan_says_what_it_is(client: Client, plan: PlanPage) -> None:
    plan.stage_since = datetime.date(2026, 11, 2)
    plan.period_start, plan.period_end = datetime.date(2026, 4, 1), datetime.date(2030, 3, 31)
    factories.publish(plan)
    text = text_of(client, plan.url)
    assert '<h1 class="govuk-heading-xl govuk-!-margin-bottom-3">Safer together</h1>' in text
    assert '<strong class="govuk-tag">In consultation</strong>' in text
    assert "since 2 November 2026" in text
    assert "For 2026 to 2030" in text
    assert "Office of the Mayor" in text
    assert 'aria-current="step">In consultation' in text


def test_cards_and_one_call_to_action(
    client: Client, plan: PlanPage, only_core: dict[str, Contributor]
) -> None:
    assert "govuk-button--start" not in text_of(client, plan.url)
    contributors.register("early", Offers(rank=10))
    contributors.register("late", Offers(rank=20, words="Read the results"))
    text = text_of(client, plan.url)
    assert text.count("Safer streets") == 2
    assert text.count("govuk-button--start") == 1
    assert "Have your say" in text
    assert "Read the results" not in text
    assert "Have your say" in text_of(client, "/en/")


def test_the_statement_on_the_front_page(client: Client, plan: PlanPage) -> None:
    portrait = factories.make_image()
    factories.make_statement(
        plan, ["First words.", "Second words."], portrait=portrait, portrait_alt="Ada at a desk"
    )
    text = text_of(client, plan.url)
    assert "Ada Example, Mayor" in text
    assert "First words. Second words." in text
    assert 'alt="Ada at a desk"' in text


def test_contents_neighbours_and_breadcrumb(client: Client, plan: PlanPage) -> None:
    first = factories.make_section(plan, title="First")
    heading = ("heading", {"text": "A heading", "level": "2"})
    second = factories.make_section(plan, ["One.", heading], title="Second")
    third = factories.make_section(plan, title="Third")
    text = text_of(client, second.url)
    assert '<span aria-current="page">Second</span>' in text
    assert f'href="#p-{second.body[1].id}">A heading</a>' in text
    assert f'rel="prev" href="{first.url}"' in text
    assert f'rel="next" href="{third.url}"' in text
    crumbs = re.findall(r'govuk-breadcrumbs__link" href="([^"]+)">([^<]+)', text)
    assert crumbs == [("/en/", "Plans"), (plan.url, "Safer together")]
    assert 'rel="prev"' not in text_of(client, first.url)
    assert 'rel="next"' not in text_of(client, third.url)


def test_a_passage_has_a_number_and_a_permanent_link(client: Client, plan: PlanPage) -> None:
    factories.make_section(plan)
    chapter = factories.make_section(plan, ["One.", "Two."], title="Chapter two")
    block = chapter.body[1].id
    link = f"/en/passages/{chapter.translation_key}/{block}/"
    assert f'<a class="plan-passage__number" href="{link}">' in text_of(client, chapter.url)
    text = text_of(client, link)
    assert "Passage 2.2" in text
    assert "Two." in text
    assert f'href="{chapter.url}#p-{block}"' in text
    assert f'readonly value="http://testserver{link}"' in text
    assert f'<link rel="canonical" href="http://testserver{link}">' in text


def test_a_passage_that_moved_keeps_its_link(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One.", "Two."])
    raw = [dict(block) for block in chapter.body.get_prep_value()]
    link = f"/en/passages/{chapter.translation_key}/{raw[1]['id']}/"
    assert "Passage 1.2" in text_of(client, link)
    chapter.body = type(chapter)._meta.get_field("body").stream_block.to_python(raw[::-1])
    factories.publish(chapter)
    assert "Passage 1.1" in text_of(client, link)


def test_a_passage_in_its_languages(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One."])
    factories.translate(chapter, "ar")
    block = chapter.body[0].id
    text = text_of(client, f"/ar/passages/{chapter.translation_key}/{block}/")
    assert '<html lang="ar" dir="rtl">' in text
    assert "[ar] One." in text
    assert f'href="/en/passages/{chapter.translation_key}/{block}/" hreflang="en"' in text


def test_a_field_of_a_page_can_be_cited(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, summary="In short.")
    row = chapter.plan_passages.get(kind="field")
    assert (row.number, row.text) == ("", "In short.")
    text = text_of(client, f"/en/passages/{row.translation_key}/{row.block_id}/")
    assert "In short." in text


def test_a_passage_nobody_knows(client: Client, plan: PlanPage) -> None:
    response = client.get(f"/en/passages/{plan.translation_key}/{uuid.uuid4()}/")
    assert response.status_code == 404
    assert "Check the address, or search the site." in response.content.decode()
    assert client.post(f"/en/passages/{plan.translation_key}/{uuid.uuid4()}/").status_code == 405


def test_every_kind_of_passage(client: Client, plan: PlanPage) -> None:
    picture = {"image": factories.make_image().pk, "alt_text": "A street", "decorative": False}
    document = factories.make_document(title="Evidence", content=b"x" * 2048)
    table = {
        "columns": [{"type": "text", "heading": "Year"}, {"type": "text", "heading": "Number"}],
        "rows": [{"values": ["2024", "120"]}],
    }
    body = [
        ("list", "<ul><li>one</li><li>two</li></ul>"),
        ("quotation", {"text": "We listen.", "attribution": "A resident"}),
        ("table", {"caption": "Counts", "table": table, "first_column_is_header": True}),
        ("image", {"image": picture, "caption": "Our street"}),
        ("document", {"document": document.pk, "text": ""}),
        ("callout", {"title": "Note", "text": "<p>Call 999.</p>"}),
    ]
    chapter = factories.make_section(plan, body)
    text = text_of(client, chapter.url)
    assert '<th scope="row" class="govuk-table__header">2024</th>' in text
    assert '<th scope="col" class="govuk-table__header">Number</th>' in text
    assert 'alt="A street"' in text
    assert "<bdi>PDF</bdi>, 2.0\xa0KB" in text
    words = list(chapter.plan_passages.order_by("position").values_list("number", "text"))
    assert words == [
        ("1.1", "one two"),
        ("1.2", "We listen. A resident"),
        ("1.3", "Counts Year Number 2024 120"),
        ("1.4", "A street Our street"),
        ("1.5", "Evidence"),
        ("1.6", "Note Call 999."),
    ]


def test_an_embedded_page_is_shown_by_whoever_knows_it_else_as_a_link(
    client: Client, plan: PlanPage, only_core: dict[str, Contributor]
) -> None:
    target = factories.make_section(plan, title="Measure of trust")
    chapter = factories.make_section(plan, ["One.", ("measure", {"page": target.pk}), "Two."])
    body = text_of(client, chapter.url).partition("<h1")[2]
    assert f'<a class="govuk-link" href="{target.url}">Measure of trust</a>' in body
    block = chapter.body[1].id
    link = f"/en/passages/{chapter.translation_key}/{block}/"
    assert "Measure of trust" in text_of(client, link)
    contributors.register("measures", Offers())
    assert "<b>63 %</b>" in text_of(client, chapter.url)
    assert "<b>63 %</b>" in text_of(client, link)


def test_formats_that_lead_somewhere(client: Client, plan: PlanPage) -> None:
    document = factories.make_document(title="Easy Read", content=b"x" * 3000)
    shown = factories.make_section(plan, title="Read aloud")
    draft = factories.make_section(plan, title="Not yet", is_live=False)
    empty = {"document": None, "page": None, "address": "", "language": "en"}
    plan = factories.fresh(plan)
    plan.formats = [
        ("format", {**empty, "title": "File", "kind": "easy_read", "document": document}),
        ("format", {**empty, "title": "Page", "kind": "audio", "page": shown}),
        ("format", {**empty, "title": "Draft page", "kind": "audio", "page": draft}),
        (
            "format",
            {
                **empty,
                "title": "نص",
                "kind": "bsl",
                "language": "ar",
                "address": "https://a.example/",
            },
        ),
    ]
    plan.formats_contact = "Write to formats@example.org"
    factories.publish(plan)
    text = text_of(client, plan.url)
    assert "Easy Read" in text
    assert "<bdi>PDF</bdi>, 2.9\xa0KB" in text
    assert f'href="{shown.url}" hreflang="en"' in text
    assert "Draft page" not in text
    assert '<span lang="ar" dir="rtl">نص</span>' in text
    assert 'href="mailto:formats@example.org"' in text


def test_videos(client: Client, plan: PlanPage) -> None:
    video = factories.make_document(name="talk.mp4")
    captions = factories.make_document(name="talk.vtt")
    bsl = "https://video.example/bsl"
    page = factories.make_statement(plan, video_file=video, captions_file=captions, bsl_url=bsl)
    text = text_of(client, page.url)
    assert f'<source src="{video.url}">' in text
    assert f'<track kind="captions" src="{captions.url}" srclang="en"' in text
    assert 'href="https://video.example/bsl" rel="noopener"' in text
    assert "<iframe" not in text
    assert "Transcript" in text


def test_words_of_ours_say_that_they_are_english_where_there_is_no_catalogue(
    client: Client, plan: PlanPage
) -> None:
    chapter = factories.make_section(plan)
    translated = factories.translate(chapter, "fa")
    text = text_of(client, translated.url)
    assert '<html lang="fa" dir="rtl">' in text
    assert '<h2 class="govuk-heading-s" lang="en" dir="ltr">Contents</h2>' in text
    assert "plan/plan.rtl.css" in text
    assert 'lang="en"' not in text_of(client, chapter.url).partition("<body")[2].replace(
        '<li lang="en" dir="ltr">', ""
    )


def test_the_head_of_a_page(client: Client, plan: PlanPage) -> None:
    plan.search_description = 'Streets & "homes"'
    plan.social_image = factories.make_image()
    plan = factories.publish(plan)
    factories.translate(plan, "pl")
    text = text_of(client, plan.url)
    address = f"http://testserver{plan.url}"
    assert '<meta name="description" content="Streets &amp; &quot;homes&quot;">' in text
    assert f'<link rel="canonical" href="{address}">' in text
    assert f'<link rel="alternate" hreflang="x-default" href="{address}">' in text
    assert text.count('<link rel="alternate" hreflang=') == 3
    assert '<meta property="og:title" content="Safer together">' in text
    assert re.search(r'og:image" content="http://[^"]+/media/images/[^"]+1200x630', text)
    assert "noindex" not in text


def test_an_only_language_names_no_others(client: Client, plan: PlanPage) -> None:
    text = text_of(client, plan.url)
    assert "hreflang" not in text
    assert 'aria-label="Languages"' not in text


def test_a_draft_is_not_there(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, is_live=False)
    assert client.get(chapter.get_url() or "").status_code == 404
    assert client.get(f"{plan.url}no-such-chapter/").status_code == 404
    assert client.get(f"{plan.url}{chapter.slug}/deeper/").status_code == 404


def test_a_page_outside_any_plan_has_no_plan(plan: PlanPage) -> None:
    page = factories.make_information_page()
    assert page.plan_page is None
    assert factories.make_site().plan_page is None
    assert factories.make_section(plan).plan_page == plan
    assert plan.plan_page == plan
