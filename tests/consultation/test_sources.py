"""Sources: addresses by which partners and places are counted, and never a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone

from plan.consultation.models import AbandonedTally, Attempt, Consultation, Response, Source
from plan.consultation.sources.addresses import short_path
from plan.consultation.sources.counts import counts_by_source
from tests.consultation.browsing import Walk, heading_of, page_of, stored, text_of
from tests.consultation.factories import make_consultation, record
from tests.consultation.publishing import by_hand, raw_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(walk: Walk) -> Source:
    """A source of the walk's consultation."""
    return Source.objects.create(consultation=record(walk.page), label="Library", code="library")


def numbers(source: Source) -> tuple[int, int]:
    """Started and sent."""
    [found] = [one for one in counts_by_source(source.consultation) if one.source == source]
    return found.started, found.sent


class TestComing:
    """From a poster to a response."""

    def test_the_page_says_what_is_needed_and_sets_no_cookie(
        self, walk: Walk, library: Source
    ) -> None:
        page = walk.get("from/library/")
        assert heading_of(page) == "Have your say"
        assert "Closes on" in text_of(page)
        assert ("source", "library") in page_of(page).hidden
        assert walk.address in page_of(page).actions
        assert not page.cookies
        assert "csrf" not in text_of(page).lower()

    def test_starting_carries_the_source_into_attempt_and_response(
        self, walk: Walk, library: Source
    ) -> None:
        walk.start(source="library")
        assert Attempt.objects.get().source == library
        walk.first()
        walk.second()
        walk.send()
        assert Response.objects.get().source == library

    @pytest.mark.parametrize(
        "code", ["unknown", "", "LIBRARY", "a\x00b", "x" * 3000, "bibliothèque"]
    )
    def test_another_code_starts_without_a_source(
        self, walk: Walk, library: Source, code: str
    ) -> None:
        assert walk.start(source=code).status_code == 303
        assert Attempt.objects.get().source is None

    def test_the_code_of_another_consultation_is_none_here(self, walk: Walk) -> None:
        other = record(make_consultation(title="Another", slug="another"))
        Source.objects.create(consultation=other, label="Else", code="else")
        walk.start(source="else")
        assert Attempt.objects.get().source is None

    def test_an_unknown_code_leads_to_the_consultation(self, walk: Walk) -> None:
        page = walk.get("from/gone/")
        assert (page.status_code, page["Location"]) == (302, walk.page.url)

    def test_after_closing_there_is_no_button(self, walk: Walk, library: Source) -> None:
        Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        page = walk.get("from/library/")
        assert walk.address not in page_of(page).actions
        assert walk.page.url in page_of(page).links

    def test_starting_anew_keeps_the_source(self, walk: Walk, library: Source) -> None:
        walk.start()
        walk.first()
        asked = walk.client.post(walk.address, {"source": "library"})
        assert heading_of(asked) == "Answers have already been begun on this device"
        assert ("source", "library") in page_of(asked).hidden
        walk.client.post(walk.address, dict(page_of(asked).hidden))
        assert Attempt.objects.get().source == library

    def test_another_site_starts_nothing_and_the_source_is_carried_on(
        self, walk: Walk, library: Source
    ) -> None:
        before = stored()
        page = walk.client.post(
            walk.address, {"source": "library"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert page.status_code == 403
        assert ("source", "library") in page_of(page).hidden
        assert stored() == before

    def test_the_link_is_there_in_every_language_of_the_form(
        self, walk: Walk, library: Source
    ) -> None:
        by_hand(walk.page, "pl", raw_form(walk.page))
        polish = f"/pl/take-part/{record(walk.page).public_id}/from/library/"
        assert polish in page_of(walk.get("from/library/")).links
        assert Client().get(polish).status_code == 200


class TestShortAddress:
    """One address for print, in the visitor's language."""

    @pytest.mark.parametrize(
        ("asked", "language"),
        [
            ("pl", "pl"),
            ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
            ("de,en;q=0.5", "en"),
            ("de", "en"),
            ("", "en"),
            ("ar;q=0.9,pl;q=0.4", "pl"),
            ("\x00;;q=q,", "en"),
        ],
    )
    def test_it_leads_on_in_a_language_of_the_form(
        self, walk: Walk, library: Source, asked: str, language: str
    ) -> None:
        by_hand(walk.page, "pl", raw_form(walk.page))
        public_id = record(walk.page).public_id
        page = Client().get(f"/t/{public_id}/library", headers={"Accept-Language": asked})
        assert page.status_code == 302
        assert page["Location"] == f"/{language}/take-part/{public_id}/from/library/"
        assert "Accept-Language" in page["Vary"]

    def test_an_unknown_consultation_is_not_found(self) -> None:
        assert Client().get("/t/nothing/library", follow=True).status_code == 404

    def test_a_site_without_short_addresses_has_the_longer_one(
        self, library: Source, settings: Any
    ) -> None:
        public_id = library.consultation.public_id
        assert short_path(library) == f"/t/{public_id}/library"
        settings.ROOT_URLCONF = __name__
        clear_url_caches()
        try:
            assert short_path(library) == f"/take-part/{public_id}/from/library/"
        finally:
            settings.ROOT_URLCONF = "cms.urls"
            clear_url_caches()


class TestCounting:
    """Numbers in the admin."""

    def test_started_and_sent(self, walk: Walk, library: Source) -> None:
        assert numbers(library) == (0, 0)
        walk.start(source="library")
        assert numbers(library) == (1, 0)
        walk.first()
        walk.second()
        walk.send()
        assert numbers(library) == (1, 1)
        Walk(walk.page).start(source="library")
        assert numbers(library) == (2, 1)

    def test_given_up_counts_as_started_and_tests_and_changes_as_nothing(
        self, walk: Walk, library: Source
    ) -> None:
        walk.start(source="library")
        walk.first()
        walk.second()
        walk.send()
        response = Response.objects.get()
        Attempt.objects.create(
            consultation=response.consultation,
            texts=response.texts,
            token_hash="x",
            source=library,
            changes=response,
        )
        Attempt.objects.create(
            consultation=response.consultation,
            texts=response.texts,
            token_hash="y",
            source=library,
            is_test=True,
        )
        AbandonedTally.objects.create(
            consultation=response.consultation,
            day=timezone.now().date(),
            language="en",
            source=library,
            number=3,
        )
        assert numbers(library) == (4, 1)
        Response.objects.update(withdrawn_at=timezone.now())
        assert numbers(library) == (4, 0)
        Response.objects.update(withdrawn_at=None, is_test=True)
        assert numbers(library) == (3, 0)

    @pytest.mark.parametrize("many", [3, 30])
    def test_queries_do_not_grow_with_sources(
        self, walk: Walk, many: int, django_assert_num_queries: Any
    ) -> None:
        consultation = record(walk.page)
        Source.objects.bulk_create(
            Source(consultation=consultation, label=f"S{n}", code=f"s{n}") for n in range(many)
        )
        with django_assert_num_queries(5):
            assert len(counts_by_source(consultation)) == many


def plan_addresses() -> list[Any]:
    """The addresses of a site that has not included the short ones."""
    from django.urls import include, path

    return [path("", include("plan.urls"))]


urlpatterns = plan_addresses()
