"""How many queries a page takes: the same for 3 chapters and for 30, for 3 languages and for 30."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plan.models import PlanPage, TranslationProgress
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_core")]

#: Of every page in the tree, Wagtail's own.
ROUTING = [
    'FROM "wagtailcore_site"',  # which site the host name means
    'FROM "wagtailcore_locale" WHERE "wagtailcore_locale"."language_code"',  # active language
    'FROM "home_homepage"',  # the site's front page, below which the address is looked up
]
#: Of a page of ours below the front page: the address, with ancestors, plan and restrictions.
ADDRESS = 'EXISTS(SELECT 1 AS "a" FROM "wagtailcore_pageviewrestriction"'
#: Translations of the page and chapters of the plan.
AROUND = 'LEFT OUTER JOIN "plan_translationprogress"'


def queries_for(client: Client, url: str) -> list[str]:
    """Statements of a second visit: the first one fills the caches."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return [query["sql"] for query in captured.captured_queries]


def assert_queries(found: list[str], expected: list[str]) -> None:
    """Each query is the one that is named in its place."""
    assert len(found) == len(expected), "\n".join(sql[:400] for sql in found)
    for sql, part in zip(found, expected, strict=True):
        assert part in sql, f"{part} is not in {sql}"


def grow(plan: PlanPage, number: int) -> None:
    """Add chapters, and translations of the plan into many languages."""
    factories.make_sections(plan, number)
    codes = [code for code, _ in settings.LANGUAGES if code != "en"][:number]
    for code in codes:
        factories.make_locale(code)
        copy = plan.copy_for_translation(factories.make_locale(code), copy_parents=True, alias=True)
        copy.alias_of = None
        copy.live = True
        copy.save()
        TranslationProgress.objects.create(page=copy, segments=2, translated_segments=1)


@pytest.mark.parametrize("number", [3, 24])
def test_a_plan(client: Client, plan: PlanPage, number: int) -> None:
    factories.make_statement(plan)
    grow(plan, number)
    found = queries_for(client, plan.url)
    expected = [
        *ROUTING,
        ADDRESS,
        AROUND,
        'FROM "plan_plan"',  # the record: stage and period
    ]
    assert_queries(found, expected)
    assert client.get(plan.url).content.count(b'rel="alternate" hreflang') == number + 1 + 1


@pytest.mark.parametrize("number", [3, 24])
def test_a_chapter(client: Client, plan: PlanPage, number: int) -> None:
    grow(plan, number)
    chapter = factories.make_section(plan, ["Words."] * number)
    expected = [
        *ROUTING,
        ADDRESS,
        'FROM "plan_sectionpage"',  # the chapter's own row
        AROUND,
        'FROM "plan_passage"',  # numbers of its passages
    ]
    assert_queries(queries_for(client, chapter.url), expected)


def test_a_page_in_another_language_costs_one_more(client: Client, plan: PlanPage) -> None:
    factories.make_section(plan)
    translated = factories.translate(plan, "pl")
    found = queries_for(client, translated.url)
    expected = [
        ROUTING[0],
        ROUTING[1],
        'FROM "wagtailcore_page" INNER JOIN "wagtailcore_locale"',  # front page in Polish
        ROUTING[2],
        ADDRESS,
        AROUND,
        'FROM "plan_plan"',
    ]
    assert len(found) == len(expected), "\n".join(sql[:300] for sql in found)


@pytest.mark.parametrize("number", [3, 24])
def test_the_front_page(client: Client, plan: PlanPage, number: int) -> None:
    for _ in range(number):
        factories.make_plan(kind=plan.kind, organisation=plan.organisation)
    found = queries_for(client, "/en/")
    expected = [
        *ROUTING,
        'FROM "wagtailcore_pageviewrestriction"',  # Wagtail: may the reader see it
        'FROM "wagtailcore_locale" WHERE "wagtailcore_locale"."id"',  # the page's language
        AROUND,
        'FROM "plan_planpage"',  # plans, with what the list shows of them
        'FROM "plan_plan"',  # their records
    ]
    assert_queries(found, expected)


@pytest.mark.parametrize("number", [3, 24])
def test_the_whole_plan(client: Client, plan: PlanPage, number: int) -> None:
    factories.make_statement(plan)
    factories.make_sections(plan, number)
    found = queries_for(client, f"/en/whole-plan/{plan.translation_key}/")
    expected = [
        'FROM "wagtailcore_page"',  # the plan in the reader's language
        AROUND,  # languages in which it can be read
        AROUND,  # everything below it
        'FROM "plan_statementpage"',  # rows of each type of page
        'FROM "plan_sectionpage"',
        'FROM "plan_passage"',  # numbers
        'FROM "wagtailcore_site"',  # addresses
    ]
    assert len(found) == len(expected), "\n".join(sql[:300] for sql in found)


@pytest.mark.parametrize("number", [3, 24])
def test_embedded_measures_are_looked_up_together(
    client: Client, plan: PlanPage, number: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    targets = factories.make_sections(plan, number, title="Target")
    body = [("measure", {"page": target.pk}) for target in targets]
    chapter = factories.make_section(plan, body)
    found = queries_for(client, chapter.url)
    # As any chapter, and two more: identities of what is embedded, and those that may be seen.
    assert len(found) == 7 + 2, "\n".join(sql[:300] for sql in found)
    assert client.get(chapter.url).content.count(b">Target<") >= number
