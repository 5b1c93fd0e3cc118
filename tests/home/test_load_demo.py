"""The whole demonstration, loaded once for all tests here, each of which is undone by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page, Revision, Site
from wagtail_localize.models import Translation

from home.demo.content_files import TARGET_LANGUAGES, read_figures, read_json
from home.demo.load import find_demonstration
from home.demo.responses import NUMBERS, add_responses
from home.demo.states import State
from plan.consultation.builder import definition_by_texts
from plan.consultation.models import (
    Answer,
    AttemptSection,
    FormTexts,
    FormVersion,
    ProtectedAnswer,
    Response,
)
from plan.consultation.queries import words_in_force
from plan.models import Passage, Plan, StatementPage, TranslationProgress
from priorities.models import CommitmentPage, Measure, MeasurePage, PriorityPage
from tests.home import demo_comments, demo_progress
from tests.home.loading import consultation, load, rows
from tests.home.survey_questions import asked, assert_whole
from tests.replaying import circumstances

pytestmark = pytest.mark.django_db
SEED = Path(__file__).resolve().parents[2].parent / "shared/seed/000_6def80ade3992201.txt"
LABELS = {"en": "[Invented]", "pl": "[Zmyślone]", "ar": "[مختلق]"}


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load once; everything is rolled back after the last test."""
    with django_db_blocker.unblock():
        outer: Any = transaction.atomic()
        outer._from_testcase = True  # as in Django's own test cases: durable blocks may nest
        with circumstances.apart(), outer:
            for front_page in Page.objects.filter(depth=2):
                front_page.delete()
            load()
            yield
            transaction.set_rollback(True)


def test_a_second_run_changes_nothing() -> None:
    before, newest = rows(), Revision.objects.order_by("-pk").first()
    stamps = list(Page.objects.order_by("pk").values_list("pk", "last_published_at"))
    assert "Responses made: 0" in load()
    assert rows() == before
    assert Revision.objects.order_by("-pk").first() == newest
    assert list(Page.objects.order_by("pk").values_list("pk", "last_published_at")) == stamps
    load(state="open")
    assert rows() == before


def test_everything_is_translated() -> None:
    home = Site.objects.get(is_default_site=True).root_page
    originals = Page.objects.descendant_of(home, inclusive=True)
    assert originals.count() == 59
    for language in TARGET_LANGUAGES:
        there = Page.objects.filter(locale__language_code=language, live=True, alias_of=None)
        assert there.count() == originals.count()
    unfinished = [
        translation
        for translation in Translation.objects.all()
        if len(set(translation.get_progress())) != 1
    ]
    assert unfinished == []
    progress = TranslationProgress.objects.values_list("segments", "translated_segments")
    assert len(progress) == 2 * originals.count()
    assert all(segments == translated for segments, translated in progress)


def test_nothing_waits_for_publication_and_passages_are_indexed() -> None:
    assert not Page.objects.filter(has_unpublished_changes=True).exists()
    counted = Counter(Passage.objects.values_list("locale__language_code", flat=True))
    assert set(counted) == {"en", "pl", "ar"}
    assert len(set(counted.values())) == 1


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_every_page_is_shown_and_says_that_it_is_a_demonstration(
    client: Client, language: str
) -> None:
    notice = read_json("site")["service"]["demonstration_notice"]
    if language != "en":
        notice = read_json(language)[notice]
    pages = Page.objects.filter(locale__language_code=language, depth__gt=1)
    for page in pages.specific():
        response = client.get(page.url)
        assert response.status_code == 200, page.url
        text = response.content.decode()
        assert notice in unescape(text), page.url
        assert "noindex" in text + str(response.headers), page.url


def test_the_plan_has_what_the_brief_asks_for() -> None:
    english = {"locale__language_code": "en"}
    priorities = PriorityPage.objects.filter(**english)
    assert priorities.count() == 4
    for priority in priorities:
        assert CommitmentPage.objects.filter(**english).descendant_of(priority).count() == 5
        assert MeasurePage.objects.filter(**english).descendant_of(priority).count() >= 3
    note = read_json("plan")["commitment_note"]
    for commitment in CommitmentPage.objects.filter(**english):
        assert note in str(commitment.body)


def test_figures_are_those_of_the_files_and_name_their_source() -> None:
    for page in MeasurePage.objects.filter(locale__language_code="en"):
        given = read_figures(page.slug)
        assert page.measure.observations.count() == len(given) > 0
        assert "Open Government Licence" in page.source_name
        assert page.source_url.startswith("https://data.london.gov.uk/")
    homicides = Measure.objects.get(name="Homicide victims").observations
    assert homicides.get(period_start="2020-01-01", dimensions_key="").value == 127


def test_the_introduction_is_retold_and_never_in_the_first_person() -> None:
    statement = StatementPage.objects.get(locale__language_code="en")
    text = strip_tags(str(statement.body))
    assert statement.speaker == "Sophie Linden"
    assert not re.search(r"\b(I|I’m|my|we|our|us)\b", text)
    for point in ("Sadiq Khan", "professional", "budget", "four years", "terrorism", "trial"):
        assert point in text


def test_responses_are_labelled_and_lie_in_the_open_period() -> None:
    found = list(Response.objects.all())
    assert Counter(response.language for response in found) == NUMBERS
    opens, now = consultation().opens_at, timezone.now()
    assert opens is not None
    assert all(opens < response.received_at < now for response in found)
    assert not any(response.doubts for response in found)
    assert not AttemptSection.objects.exists()
    definition = definition_by_texts(words_in_force(consultation(), "en") or 0)
    long = [question.id for question in definition.questions() if question.type == "long_text"]
    texts = Answer.objects.filter(question_id__in=long).select_related("response")
    assert texts.count() > 20
    assert all(answer.text.startswith(LABELS[answer.response.language]) for answer in texts)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_the_whole_survey_is_asked_in_each_language(client: Client, language: str) -> None:
    texts = FormTexts.objects.get(pk=words_in_force(consultation(), language))
    definition = definition_by_texts(texts.pk)
    assert texts.version.number == 1
    assert_whole(definition)
    english = FormTexts.objects.get(version=texts.version, language="en").texts
    assert [key for key in english if english[key].strip() and not texts.texts[key].strip()] == []
    address = f"/{language}/take-part/{consultation().public_id}/"
    started = client.post(address)
    assert started["Location"] == f"{address}section/1/"
    page = client.get(started["Location"]).content.decode()
    assert asked(definition, "read").text in unescape(page)


def test_whether_somebody_was_a_victim_is_asked_with_care() -> None:
    definition = definition_by_texts(words_in_force(consultation(), "en") or 0)
    section = definition.section_asking(asked(definition, "was-victim").id)
    assert section is not None
    assert section.is_sensitive
    assert "999" in section.items[0].texts["text"]
    question = asked(definition, "was-victim")
    assert (question.is_required, question.is_protected) == (False, True)
    given = {answer.question_id for answer in ProtectedAnswer.objects.all()}
    assert question.id in given
    assert not Answer.objects.filter(question_id__in=given).exists()


def test_it_can_be_closed_and_issued_and_opened_again() -> None:
    versions = FormVersion.objects.count()
    assert "(closed)" in load(state="closed")
    assert Plan.objects.get().stage == "revising"
    load(state="issued")
    assert (Plan.objects.get().stage, consultation().has_outcome) == ("issued", True)
    assert [t for t in Translation.objects.all() if len(set(t.get_progress())) != 1] == []
    load(state="open")
    found = find_demonstration()
    assert found is not None
    assert found.state_at(timezone.now()) is State.OPEN
    assert (Plan.objects.get().stage, consultation().has_outcome) == ("in_consultation", False)
    assert (FormVersion.objects.count(), Response.objects.count()) == (versions, 38)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_results_are_read_in_each_language(client: Client, language: str) -> None:
    load(state="issued")
    said = read_json("consultation")["outcome"][1]["said"]
    words = said if language == "en" else read_json(language)[said]
    page = Page.objects.get(slug="have-your-say", locale__language_code=language)
    assert words in unescape(client.get(page.url).content.decode())


def test_it_is_not_shown_as_scheduled_while_there_are_responses() -> None:
    before = rows()
    with pytest.raises(CommandError, match="make demo-reset"):
        load(state="scheduled")
    assert rows() == before


def test_nobody_answers_before_it_opens() -> None:
    Answer.objects.all().delete()
    Response.objects.all().delete()
    said = load(state="scheduled")
    assert "(scheduled)" in said
    assert "Responses made: 0" in said
    assert Response.objects.count() == 0


def test_a_closed_consultation_was_answered_while_it_was_open() -> None:
    Response.objects.all().delete()
    load(state="closed")
    found = consultation()
    assert found.opens_at is not None
    assert found.closes_at is not None
    received = Response.objects.values_list("received_at", flat=True)
    assert len(received) == 38
    assert all(found.opens_at < moment < found.closes_at for moment in received)
    assert add_responses(found, timezone.now() + timedelta(days=1)) == 0


@pytest.mark.skipif(not SEED.exists(), reason="the folder with the owner's text is not here")
def test_the_owners_introduction_loses_nothing(client: Client) -> None:
    load(introduction=SEED)
    lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
    statement = StatementPage.objects.get(locale__language_code="en")
    assert statement.title == lines[0]
    assert found_words(statement) == [line.removeprefix("•").strip() for line in lines[1:-1]]
    page = client.get(statement.get_parent().url).content.decode()
    assert lines[-1] in unescape(page)
    before = rows()
    load(introduction=SEED)
    assert rows() == before


def found_words(statement: StatementPage) -> list[str]:
    """Each paragraph and each point of a list."""
    html = "".join(str(block.value.source) for block in statement.body)
    return [unescape(words) for words in re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", html)]


def test_translations_of_a_new_introduction_are_out_of_date(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("A title\n\nWords & more.\n\n• one\n• two\n\nSay it now\n", encoding="utf-8")
    load(introduction=path)
    english = StatementPage.objects.get(locale__language_code="en")
    assert found_words(english) == ["Words & more.", "one", "two"]
    statements = StatementPage.objects.exclude(pk=english.pk)
    progress = TranslationProgress.objects.filter(page__in=statements)
    assert all(one.translated_segments < one.segments for one in progress)
    assert {words_in_force(consultation(), code) for code in ("pl", "ar")} != {None}
    found = find_demonstration()
    assert found is not None
    assert found.page.call_to_action == "Say it now"


def test_an_introduction_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    before = rows()
    with pytest.raises(CommandError, match="cannot be read"):
        load(introduction=tmp_path / "absent.txt")
    assert rows() == before


@pytest.mark.parametrize("holds", demo_comments.ASSERTIONS)
def test_comments(holds: Callable[[], None]) -> None:
    holds()


@pytest.mark.parametrize("holds", demo_progress.ASSERTIONS)
def test_progress(holds: Callable[[], None]) -> None:
    holds()
