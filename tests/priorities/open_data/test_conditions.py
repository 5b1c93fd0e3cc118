"""Files of the past, and files that are sent again only when something changed."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from priorities.actions.record_observations import record_observations
from priorities.figure_rows import FigureRow
from priorities.models import Area
from tests.factories import make_plan, publish
from tests.priorities.makers import make_measure, quarters, record
from tests.priorities.open_data import makers
from tests.priorities.open_data.makers import FILES, address, documents, got

pytestmark = pytest.mark.django_db


class TestMoments:
    """Figures as they were published on a day of the past."""

    @pytest.fixture
    def page(self) -> Any:
        """A figure of 2020, revised on 30 June 2025 at 23:30 in London."""
        found = make_measure(make_plan())
        then = datetime.fromisoformat("2025-06-30T22:30:00+00:00")
        makers.record_at(found, quarters(date(2020, 1, 1), [1]), makers.LONG_AGO)
        makers.record_at(found, quarters(date(2020, 1, 1), [2]), then)
        return found

    @pytest.mark.parametrize(
        ("at", "values"),
        [
            ("2020-04-09", []),
            ("2020-04-10", ["1"]),
            ("2025-06-29", ["1"]),
            ("2025-06-30", ["2"]),
            ("2025-06-30T22:29:59Z", ["1"]),
            ("2025-06-30T23:30:00%2B01:00", ["2"]),
            ("2025-06-30T23:30:00+01:00", ["2"]),
            ("", ["2"]),
        ],
    )
    def test_it_is_the_value_of_then(
        self, client: Client, page: Any, at: str, values: list[str]
    ) -> None:
        rows = makers.table(got(client, page, "csv", at=at))
        assert [row["value"] for row in rows] == values

    @pytest.mark.parametrize(
        "at",
        [
            "2999-01-01",
            "9999-12-31",
            "2026-02-30",
            "0000-00-00",
            "yesterday",
            "2026-01-01T10:00:00",
            "0001-01-01T00:00:00%2B23:59",
            "%00",
            "1" * 5000,
            "٢٠٢٦-٠١-٠١",
        ],
    )
    def test_what_is_no_moment_of_the_past_is_refused_in_a_sentence(
        self, client: Client, page: Any, at: str
    ) -> None:
        answer = client.get(address(page, "csv", at=at))
        assert answer.status_code == 400
        assert answer.content.decode().startswith(("Write the date as", "That moment has not"))
        assert answer["Access-Control-Allow-Origin"] == "*"

    def test_today_has_not_ended(self, client: Client, page: Any) -> None:
        today = timezone.localtime().date()
        assert client.get(address(page, "csv", at=str(today))).status_code == 400
        assert client.get(address(page, "csv", at=str(today - timedelta(1)))).status_code == 200

    def test_files_say_which_moment_they_are_of_and_are_kept_for_long(
        self, client: Client, page: Any
    ) -> None:
        answer = client.get(address(page, "csv", at="2025-06-29"))
        assert "max-age=86400" in answer["Cache-Control"]
        url = f"http://testserver{address(page, 'csv')}?at=2025-06-29"
        assert f'<{url}>; rel="canonical"' in answer["Link"]
        assert f'{url.replace(".csv", ".csv-metadata.json")}>; rel="describedby"' in answer["Link"]
        assert answer["Last-Modified"].endswith("GMT")
        told = documents(client, page, at="2025-06-29")
        assert told["as_published_at"] == "2025-06-29T23:59:59.999999+01:00"
        assert told["modified"] == "2020-04-10T10:30:00+01:00"
        package = json.loads(got(client, page, "package", at="2025-06-29"))
        assert package["resources"][0]["path"] == url
        assert "Figures as published on 29 June 2025." in package["description"]
        metadata = json.loads(got(client, page, "csvw", at="2025-06-29"))
        assert metadata["url"] == "data.csv?at=2025-06-29"


class TestConditions:
    """What did not change is not sent again; what did, is."""

    def test_unchanged_files_are_not_sent_again_and_no_figure_is_read(
        self, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        plan = make_plan()
        page = make_measure(plan)
        record(page, quarters(date(2020, 1, 1), [1, 2]))
        tags = set()
        for owner, kind in [*((page, kind) for kind in FILES), (plan, "csv"), (plan, "zip")]:
            first = client.get(address(owner, kind))
            tag = first["ETag"]
            tags.add(tag)
            assert re.fullmatch(r'"[0-9a-f]{32}"', tag)
            assert not first.cookies
            assert "Cookie" not in first.get("Vary", "")
            assert first["Access-Control-Allow-Origin"] == "*"
            with django_assert_max_num_queries(6):
                again = client.get(address(owner, kind), headers={"if-none-match": tag})
            assert (again.status_code, again.content) == (304, b"")
            assert again["ETag"] == tag
        assert len(tags) == 7
        stamp = client.get(address(page, "csv"))["Last-Modified"]
        since = {"if-modified-since": stamp}
        assert client.get(address(page, "csv"), headers=since).status_code == 304
        head = client.head(address(page, "zip"))
        assert (head.status_code, head.content, bool(head["ETag"])) == (200, b"", True)

    def test_every_change_gives_a_new_tag(self, client: Client) -> None:
        page = make_measure(make_plan(), geography="E12000007")
        row = FigureRow(date(2020, 1, 1), date(2020, 3, 31), Decimal(1), area="E12000007")
        record(page, [row])
        soon = timezone.now() + timedelta(hours=1)
        tags = [client.get(address(page, "csv"))["ETag"]]

        def changed() -> bool:
            tags.append(client.get(address(page, "csv"))["ETag"])
            return tags[-1] not in tags[:-1]

        assert not changed()
        Area.objects.update_or_create(code="E12000007", defaults={"name": "London"})
        assert changed()
        page.caveats = "Read with care."
        publish(page)
        assert changed()
        record_observations(
            measure=page.measure,
            rows=[FigureRow(row.period_start, row.period_end, Decimal(2), area="E12000007")],
            at=soon,
        )
        coming = client.get(address(page, "csv"))
        assert int(coming["Cache-Control"].split("max-age=")[1].split(",")[0]) <= 3600
        assert changed()
        cache.clear()
        with time_machine.travel(soon + timedelta(seconds=1)):
            assert changed()
            assert makers.table(got(client, page, "csv"))[0]["value"] == "2"

    def test_the_same_content_makes_the_same_package(self, client: Client) -> None:
        page = make_measure(make_plan())
        record(page, quarters(date(2020, 1, 1), [1, 2]))
        first = got(client, page, "zip")
        with time_machine.travel(timezone.now() + timedelta(days=3)):
            assert got(client, page, "zip") == first
