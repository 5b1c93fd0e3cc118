"""A comment's hints as a whole: kinds in order, own words left out, quick, few queries."""

from __future__ import annotations

import time

import pytest
from pytest_django import DjangoAssertNumQueries

from plan.comments.enums import HintKind
from plan.comments.hints import FoundHint, found_hints
from plan.comments.hints.style import is_shouting, links
from plan.comments.models import CommentSettings, ListedWords
from plan.consultation.models import WatchedWords
from plan.models import Passage
from tests.comments.factories import make_passage, post

pytestmark = pytest.mark.django_db
LONG = 20_000
#: How many times shorter the text is that is compared, how much longer each letter may take in the
#: long one, and seconds below which nothing can be compared.
SHARE, MOST, LEAST = 8, 3, 0.0005
PASSAGE = "Officers such as Ada Lovelace answer at front@desk.example. “Abuse is never right.”"
HOSTILE = {
    "words": "We want more benches and trees in Acacia Park, and Mr Smith does too. ",
    "one word": "a",
    "digits": "1",
    "digits and spaces": "1 ",
    "zeros": "0 0",
    "brackets": "(",
    "plus": "+1",
    "at": "@",
    "a@": "a@",
    "a at a": "a at a dot ",
    "dots": "a.",
    "dashes": "a-",
    "quotes": '"',
    "quotes and words": '"a',
    "capitals": "Aa ",
    "titles": "Mr A",
    "particles": "Aa de ",
    "postcodes": "1 st E1 1AA ",
    "houses": "1 1 1 1 st ",
    "links": "http://",
    "www": "www.",
    "lines": "\n",
    "quoted lines": "> a\n",
    "brackets and at": "a[at]a",
    "arabic": "٠١٢ ",
    "apostrophes": "a'",
}


def fastest(text: str) -> float:
    """CPU seconds that it takes to look at a text, with nothing else going on."""
    own, took = "Some words. " * 200, []
    for _ in range(5):
        begun = time.process_time()
        found_hints(text, "", "en", own_words=own)
        took.append(time.process_time() - begun)
    return min(took)


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    listed = "\n".join(f"insult{n} {n}" for n in range(300))
    WatchedWords.objects.create(language="en", words=listed)
    ListedWords.objects.create(language="en", words=listed)
    text = (HOSTILE[name] * LONG)[:LONG]
    # Eight times the text would take 64 times as long if it were looked at again for each letter.
    assert fastest(text) < SHARE * MOST * max(fastest(text[: LONG // SHARE]), LEAST)


def test_kinds_in_order() -> None:
    WatchedWords.objects.create(language="en", words="kill myself")
    ListedWords.objects.create(language="en", words="idiot\n\nBloody fool")
    text = (
        "I KILL MYSELF, YOU IDIOT, BLOODY  FOOL! THIS IS THE END! WWW.EXAMPLE.ORG ME@EXAMPLE.ORG "
        "thanks to Tony Blackwood"
    )
    assert found_hints(text, "", "en") == [
        FoundHint(HintKind.HARM),
        FoundHint(HintKind.CONTACT, "ME@EXAMPLE.ORG"),
        FoundHint(HintKind.NAMES, "Tony Blackwood"),
        FoundHint(HintKind.LINKS, "WWW.EXAMPLE.ORG"),
        FoundHint(HintKind.SHOUTING),
        FoundHint(HintKind.WORDS, "idiot, bloody fool"),
    ]


def test_lists_of_the_language_and_its_family() -> None:
    ListedWords.objects.create(language="pt", words="idiota")
    ListedWords.objects.create(language="ar", words="غبي")
    assert [hint.words for hint in found_hints("Que idiota", "", "pt-BR")] == ["idiota"]
    assert [hint.words for hint in found_hints("هذا الغبي", "", "ar")] == ["غبي"]
    assert found_hints("Que idiota", "", "en") == []
    assert found_hints("Um superidiota", "", "pt") == []


def test_a_changed_list_counts_at_once() -> None:
    row = ListedWords.objects.create(language="en", words="idiot")
    assert found_hints("fool", "", "en") == []
    row.words = "fool"
    row.save()
    assert found_hints("fool", "", "en") == [FoundHint(HintKind.WORDS, "fool")]


@pytest.mark.parametrize(
    "text",
    [
        "I agree with Ada Lovelace.",
        "Nobody answers at front@desk.example!",
        "You write “Abuse is never right.” Good.",
        'You write "abuse is never right" and that is good.',
        "> Abuse is never right.\nGood.",
    ],
)
def test_what_the_passage_says_is_no_hint(text: str) -> None:
    WatchedWords.objects.create(language="en", words="abuse")
    assert found_hints(text, "", "en", own_words=PASSAGE) == []
    assert found_hints(text, "", "en") != []


def test_the_same_words_unquoted_are_a_hint() -> None:
    WatchedWords.objects.create(language="en", words="abuse")
    found = found_hints("The abuse at home goes on.", "", "en", own_words=PASSAGE)
    assert found == [FoundHint(HintKind.HARM)]
    found = found_hints("“There is abuse at home.”", "", "en", own_words=PASSAGE)
    assert found == [FoundHint(HintKind.HARM)]


def test_a_quotation_counts_where_it_is_none() -> None:
    words = "Tony Blackwood lives at tony@example.org"
    assert found_hints("Yes.", "Ada Lovelace", "en", own_words=PASSAGE) == []
    [hint] = found_hints("Yes.", words, "en", own_words=PASSAGE)
    assert hint == FoundHint(HintKind.CONTACT, "tony@example.org")


def test_the_authors_own_name_is_nobody_elses() -> None:
    text = "That is what I think, yours Tony Blackwood"
    assert found_hints(text, "", "en", author="tony blackwood") == []
    assert found_hints(text, "", "en", author="Another") != []


def test_names_that_the_plan_has(
    taking: CommentSettings, passage: Passage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_passage(passage.page.get_parent(), "We remember Tony Blackwood.")
    text = "it was Tony Blackwood and Fatima Begum"
    with django_assert_num_queries(3):
        [hint] = found_hints(text, "", "en", plan_pk=passage.plan_id)
    assert hint == FoundHint(HintKind.NAMES, "Fatima Begum")
    with django_assert_num_queries(2):
        assert found_hints("Nobody.", "", "en", plan_pk=passage.plan_id) == []


def test_a_comment_is_looked_at_beside_its_passage(
    taking: CommentSettings, passage: Passage
) -> None:
    quoting = post(taking, passage, f"“{passage.text}” But is it Tony Blackwood?", name="Me")
    assert [(hint.kind, hint.found) for hint in quoting.hints.all()] == [
        ("names", "Tony Blackwood")
    ]
    own = post(taking, passage, "I am the one, Tony Blackwood", name="Tony Blackwood")
    assert not own.hints.exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://example.org/a?b=c.", ["https://example.org/a?b=c"]),
        ("hxxp://example.org", ["hxxp://example.org"]),
        ("(www.example.org)", ["www.example.org"]),
        ("buy at cheap-pills.shop/now", ["cheap-pills.shop/now"]),
        ("The end.In the park", []),
        ("e.g. this, i.e. that", []),
        ("me@example.org", []),
        ("section 2.14", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    assert links(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NOBODY EVER LISTENS TO ANY OF US", True),
        ("NHS, BBC, MPS and TfL work here together", False),
        ("OK THEN", False),
        ("لا أحد يستمع إلينا أبدا في هذه المدينة", False),
        ("НИКТО НАС НЕ СЛУШАЕТ НИКОГДА", True),
    ],
)
def test_shouting(text: str, expected: bool) -> None:
    assert is_shouting(text) is expected
