"""All files say the same, only what is public, at a cost that does not grow with the figures."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from priorities.actions.record_observations import record_observations
from priorities.enums import WITHHOLDING
from priorities.models import Measure, Observation
from priorities.series import public_observations
from priorities.tables import plain
from tests.factories import fresh, make_plan, restrict
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_measure, make_priority, quarters, record
from tests.priorities.open_data import makers
from tests.priorities.open_data.makers import FILES, address, documents, got

pytestmark = pytest.mark.django_db
NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
CANARY = Decimal("987654.321")


def as_text(value: Any) -> str:
    """A value of the JSON file as a cell of the CSV file has it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r", "'")) else value


def expected(row: Observation) -> dict[str, Any]:
    """What files say of a stored figure, told without them."""
    is_withheld = row.marker in WITHHOLDING
    return {
        "period_start": row.period_start.isoformat(),
        "period_end": row.period_end.isoformat(),
        "period_kind": row.period_kind,
        "period": row.period,
        "area_code": row.area or None,
        **{name: None if is_withheld else getattr(row, name) for name in NUMBERS},
        "marker": row.marker or ("r" if row.revision else None),
        "revision": row.revision,
    }


def check_agreement(client: Client, owner: Any, measures: list[Measure], **asked: str) -> int:
    """Compare every cell of both files with the rows; how many figures there were."""
    at = datetime.fromisoformat("2020-04-11T22:59:59+00:00") if "at" in asked else timezone.now()
    told = documents(client, owner, **asked)
    cells = makers.table(got(client, owner, "csv", **asked))
    rows = list(public_observations(measures, at))
    assert len(told["figures"]) == len(cells) == len(rows)
    with override(asked.get("language", "en")):
        for figure, line, row in zip(told["figures"], cells, rows, strict=True):
            assert list(figure) == list(line) == told["columns"]
            assert {name: as_text(value) for name, value in figure.items()} == line
            assert figure.items() >= expected(row).items()
            assert datetime.fromisoformat(figure["published_on"]) == row.published_from
            if "group" in figure:
                assert (figure["group"] or "") == row.dimensions_key
                assert figure["measure"] == str(row.measure.public_id)
            else:
                by = {name[3:]: code for name, code in figure.items() if name.startswith("by_")}
                assert {name: code for name, code in by.items() if code} == row.dimensions
    return len(rows)


def test_csv_json_and_rows_agree_in_every_cell(client: Client) -> None:
    world = makers.make_world()
    measures = [page.measure for page in (world.hostile, world.plain, world.empty)]
    assert check_agreement(client, world.hostile, measures[:1], language="ar") == 12
    assert check_agreement(client, world.hostile, measures[:1], at="2020-04-11") == 8
    assert check_agreement(client, world.plan, measures) == 15
    assert check_agreement(client, world.empty, measures[2:]) == 0
    arabic = {row["area_name"] for row in documents(client, world.plan, language="ar")["figures"]}
    assert "بارنت" in arabic
    told = documents(client, world.plan)
    stored = {one["measure"]: one for one in told["measures"]}
    assert list(stored) == [str(one.public_id) for one in measures]
    for line in makers.table(got(client, world.plan, "measures_csv")):
        facts = stored[line["measure"]]
        assert {name: as_text(facts[name]) for name in line} == line
    assert stored[str(measures[0].public_id)]["unit"] == "rate per 1000"
    page = client.get(world.hostile.url).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    described = json.loads(data)
    assert described["name"] == world.hostile.title
    assert "</script><!--" in described["description"]
    assert described["temporalCoverage"] == "2020-01-01/2021-03-31"
    assert described["spatialCoverage"]["identifier"] == makers.LONDON
    assert described["distribution"][0] == {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"http://testserver{address(world.hostile, 'csv')}",
    }
    progress = client.get(address(world.plan, "csv").removesuffix("data.csv")).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', progress, re.S)
    assert json.loads(data)["creator"]["name"] == "Office of the Mayor"
    assert f'action="http://testserver{address(world.plan, "csv")}"' in progress


def everything(client: Client, owner: Any, **asked: str) -> str:
    """All that the files of an owner say, packages unpacked."""
    parts = [got(client, owner, kind, **asked).decode() for kind in FILES[:-1]]
    return "\n".join(parts)


class TestSecrets:
    """What is not public is in no file."""

    def test_future_ended_and_withheld_figures_are_in_no_file(
        self, client: Client, tmp_path: Any
    ) -> None:
        plan = make_plan()
        page = make_measure(make_priority(plan))
        later = timezone.now() + timedelta(days=1)
        record(page, quarters(date(2020, 1, 1), [CANARY, 2, 3]))
        record(page, quarters(date(2020, 1, 1), [1]))
        record_observations(
            measure=page.measure,
            rows=quarters(date(2021, 1, 1), [CANARY], dimensions={"secret": "canary"}),
            at=later,
        )
        withheld = quarters(date(2022, 1, 1), ["c"])
        record(page, withheld)
        # The base of a withheld share may be stored: nobody may learn from it.
        page.measure.observations.filter(marker="c").update(denominator=CANARY, upper=CANARY)
        for owner in (page, plan):
            told = everything(client, owner)
            folder = makers.unpacked(client, owner, tmp_path / str(owner.pk))
            told += "".join(one.read_text() for one in folder.iterdir())
            assert "2020-03-31" in told
            assert "987654" not in told
            assert "secret" not in told
            assert "2021-01-01" not in told

    @pytest.mark.parametrize("above", ["measure", "priority"])
    def test_a_hidden_measure_is_in_no_file_of_the_plan(self, client: Client, above: str) -> None:
        plan = make_plan()
        priority = make_priority(plan)
        page = make_measure(priority, title="Canary in a cage", source_name="Canary source")
        record(page, quarters(date(2020, 1, 1), [CANARY]))
        assert "Canary" in everything(client, plan)
        restrict(page if above == "measure" else priority)
        told = everything(client, plan) + got(client, plan, "measures_csv").decode()
        assert "Canary" not in told
        assert "987654" not in told
        assert str(page.measure.public_id) not in told
        for kind in FILES:
            assert client.get(address(page, kind)).status_code == 404
            assert client.get(address(page, kind, at="2026-01-01")).status_code == 404
        restrict(fresh(plan))
        assert {client.get(address(plan, kind)).status_code for kind in FILES} == {404}

    def test_an_unpublished_page_takes_its_figures_along(self, client: Client) -> None:
        plan = make_plan()
        page = make_measure(plan)
        record(page, quarters(date(2020, 1, 1), [CANARY]))
        tag = client.get(address(plan, "csv"))["ETag"]
        page.unpublish()
        answer = client.get(address(plan, "csv"), headers={"if-none-match": tag})
        assert answer.status_code == 200
        assert "987654" not in answer.getvalue().decode()
        assert client.get(address(page, "json")).status_code == 404


def test_queries_do_not_grow_and_large_files_come_in_pieces(client: Client) -> None:
    plan = make_plan()
    page = make_measure(plan)
    record(page, quarters(date(2020, 1, 1), [1, 2]))
    files = [(page, kind) for kind in FILES] + [(plan, kind) for kind in FILES]
    few = [queries_of(client, address(*file)) for file in files]
    template = page.measure.observations.first()
    facts = {"measure": page.measure, "period_kind": "month", "published_from": makers.LONG_AGO}
    Observation.objects.bulk_create(
        Observation(
            **facts,
            period_start=template.period_start - timedelta(days=place),
            period_end=template.period_start - timedelta(days=place),
            value=Decimal(place),
        )
        for place in range(1, 2501)
    )
    for _number in range(3):
        record(make_measure(plan), quarters(date(2020, 1, 1), [1, 2]))
    assert [queries_of(client, address(*file)) for file in files] == few
    assert max(few) <= 9
    for kind in ("csv", "json"):
        pieces = [len(piece) for piece in client.get(address(page, kind))]
        assert len(pieces) > 2
        assert max(pieces) < 2 * 65_536
