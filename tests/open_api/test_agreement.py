"""The API tells what pages and files tell: the same sentences, states and results."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from plan.consultation.results import CONFIDENTIAL
from plan.models import PlanPage
from priorities.actions.record_observations import record_observations
from tests.consultation.factories import make_consultation, record
from tests.factories import make_plan, publish, translate
from tests.open_api.reading import read, status
from tests.open_api.worlds import Told
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
)

pytestmark = pytest.mark.django_db


def test_the_headline_is_that_of_the_page(told: Told, client: Client) -> None:
    measure = told.measure
    detail = read(f"measures/{measure.measure.public_id}/")
    listed = read("measures/")["items"]
    assert listed == [{name: detail[name] for name in listed[0]}]
    text = client.get(measure.url).content.decode()
    assert escape(detail["sentence"]) in text
    assert f'<p class="plan-headline__figure">{escape(detail["headline"]["figure"])}</p>' in text
    assert (detail["headline"]["value"], detail["headline"]["marker"]) == (None, "c")
    assert detail["targets"] == [{"value": 60, "on": None, "words": "60%"}]
    assert detail["areas"] == ["E12000007", "E09000007"]
    ids = told.ids()
    assert [detail[kind] for kind in ("plan", "priority", "outcome")] == [
        ids["plan_id"],
        ids["priority_id"],
        ids["outcome_id"],
    ]
    for file in detail["files"]:
        assert client.get(file["url"]).status_code == 200


def test_a_change_is_told_with_its_judgement(told: Told) -> None:
    measure = make_measure(told.priority, decimals=1)
    rows = quarters(date(2024, 1, 1), [50, Decimal("52.5")])
    record_observations(measure=measure.measure, rows=rows)
    detail = read(f"measures/{measure.measure.public_id}/")
    assert detail["headline"]["value"] == 52.5
    change = detail["change"]
    assert (change["value"], change["movement"], change["judgement"]["code"]) == (
        2.5,
        "up",
        "better",
    )
    assert (change["compared_value"], change["compared_with"]) == (50, "January to March 2024")


def test_results_are_those_of_the_file(told: Told, client: Client) -> None:
    address = f"consultations/{told.consultation.public_id}/"
    detail, found = read(address), read(f"{address}results/")
    text = client.get(detail["results_csv_url"]).content.decode("utf-8-sig")
    rows = [
        [
            result["text"],
            table["title"],
            line["label"],
            CONFIDENTIAL if line["number"] is None else str(line["number"]),
            CONFIDENTIAL if line["percent"] is None else f"{line['percent']:.1f}",
            line["mean"] or table["mean"],
            str(table["base"]),
            str(table["not_answered"]),
        ]
        for result in found["items"]
        for table in result["tables"]
        for line in table["lines"]
    ]
    assert rows == [row[:8] for row in csv.reader(io.StringIO(text))][1:]
    assert [row[3] for row in rows] == [CONFIDENTIAL, "20", CONFIDENTIAL]
    assert client.get(detail["results_api_url"]).status_code == 200


def test_consultations_are_told_by_the_clock(told: Told) -> None:
    page = make_consultation(told.plan, title="Now", estimated_minutes=10)
    public_id = record(page).public_id
    assert [one["title"] for one in read("consultations/", state="open")["items"]] == ["Now"]
    assert read("consultations/", state="scheduled")["items"] == []
    assert status("consultations/", state="half-open") == 422
    detail = read(f"consultations/{public_id}/")
    assert (detail["state"]["code"], detail["estimated_minutes"]) == ("open", 10)
    assert detail["form_url"].endswith(f"/en/take-part/{public_id}/")
    assert (detail["results_api_url"], detail["languages"]) == ("", ["en"])
    assert status(f"consultations/{public_id}/results/") == 404
    response = Client().get(f"/en/api/v1/consultations/{public_id}/")
    assert response["Cache-Control"] == "no-cache"
    for steady in (f"plans/{told.ids()['plan_id']}/", "openapi.json"):
        assert Client().get(f"/en/api/v1/{steady}")["Cache-Control"] == "public, max-age=60"


def test_a_commitment_is_told_as_on_its_page(told: Told, client: Client) -> None:
    detail = read(f"commitments/{told.commitment.commitment.public_id}/")
    assert detail["status"] == {"code": "at_risk", "label": "At risk"}
    assert detail["reason"] == "Fewer officers."
    assert [one["reason"] for one in detail["history"]] == ["Fewer officers."]
    assert detail["lead"]["name"] == "Office of the Mayor"
    assert detail["updated_on"] == timezone.localdate().isoformat()
    text = client.get(detail["url"]).content.decode()
    assert detail["reason"] in text


def test_milestones_and_updates_of_a_commitment(told: Told) -> None:
    page = told.commitment
    page.milestones = page._meta.get_field("milestones").to_python(
        json.dumps(
            [
                {
                    "type": "milestone",
                    "id": "00000000-0000-4000-8000-000000000001",
                    "value": {"title": "Ten officers", "due_on": "2026-01-31", "done_on": None},
                }
            ]
        )
    )
    page.updates = page._meta.get_field("updates").to_python(
        json.dumps(
            [
                {
                    "type": "update",
                    "id": "00000000-0000-4000-8000-000000000002",
                    "value": {"date": "2026-02-01", "text": "<p>Two &amp; <b>three</b>.</p>"},
                }
            ]
        )
    )
    publish(page)
    translate(page, "pl")
    address = f"api/v1/commitments/{page.commitment.public_id}/"
    english, polish = read(f"/en/{address}"), read(f"/pl/{address}")
    assert english["updates"][0]["text"] == "Two & three."
    (first,) = english["milestones"]
    assert (first["title"], first["due_on"], first["done_on"]) == (
        "Ten officers",
        "2026-01-31",
        None,
    )
    assert polish["milestones"][0]["title"] == "[pl] Ten officers"
    assert polish["id"] == english["id"]


def test_lists_can_be_narrowed_to_where_things_stand(told: Told) -> None:
    ids = told.ids()
    other = make_plan(title="Other")
    priority = make_priority(other, title="Elsewhere")
    make_outcome(priority, title="Far outcome")
    make_commitment(priority, title="Far")
    far = {"plan": str(other.translation_key)}
    near = {"plan": ids["plan_id"], "priority": ids["priority_id"], "outcome": ids["outcome_id"]}
    assert [one["title"] for one in read("priorities/", **far)["items"]] == ["Elsewhere"]
    assert [one["number"] for one in read("priorities/")["items"]] == [1, 1]
    assert [one["title"] for one in read("outcomes/", **far)["items"]] == ["Far outcome"]
    assert [one["title"] for one in read("commitments/", **far)["items"]] == ["Far"]
    assert read("commitments/", **near)["count"] == read("measures/", **near)["count"] == 1
    assert read("commitments/", status="complete")["items"] == []
    assert read("consultations/", **far)["items"] == []
    nowhere = {"plan": "00000000-0000-0000-0000-000000000000"}
    for name in ("priorities", "outcomes", "commitments", "measures", "consultations"):
        assert read(f"{name}/", **nowhere)["items"] == [], name
    counts = {one["name"]: one["count"] for one in read(f"plans/{ids['plan_id']}/")["collections"]}
    assert counts == {
        "priorities": 1,
        "outcomes": 1,
        "commitments": 1,
        "measures": 1,
        "consultations": 1,
    }
    assert read(f"priorities/{ids['priority_id']}/")["counts"] == {
        "outcomes": 1,
        "commitments": 1,
        "measures": 1,
    }


def test_what_two_plans_show_is_told_once(told: Told) -> None:
    plan: PlanPage = make_plan(title="The next plan")
    again = make_measure(plan, title="Shown again")
    type(again).objects.filter(pk=again.pk).update(measure=told.measure.measure)
    public_id = str(told.measure.measure.public_id)
    assert [(one["id"], one["title"]) for one in read("measures/")["items"]] == [
        (public_id, "Shown again")
    ]
    earlier = read("measures/", plan=told.ids()["plan_id"])["items"]
    assert [(one["id"], one["plan"]) for one in earlier] == [(public_id, told.ids()["plan_id"])]
