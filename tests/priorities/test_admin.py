"""Figures in the admin: who may, what is typed, what is refused, what is logged."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from home.models import User
from priorities.models import Measure, Observation
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_record, quarters, record

pytestmark = pytest.mark.django_db
INDEX, ADD = "plan_figures:index", "plan_figures:add"


def person(*rights: str) -> User:
    """Somebody who may enter the admin, with rights on figures."""
    user = User.objects.create_user(f"person{User.objects.count()}@example.org", "secret")
    group = Group.objects.create(name=f"Group {user.pk}")
    names = [f"{right}_observation" for right in rights]
    group.permissions.set(Permission.objects.filter(codename__in=[*names, "access_admin"]))
    user.groups.add(group)
    return user


@pytest.fixture
def analyst(client: Client) -> Client:
    """Somebody with all rights on figures and no others, signed in."""
    client.force_login(person("add", "change", "delete", "view"))
    return client


@pytest.fixture
def measure() -> Measure:
    """A quarterly percentage."""
    return make_record()


def posted(measure: Measure, **fields: Any) -> dict[str, Any]:
    """What the form of a figure sends."""
    return {
        "measure": str(measure.pk),
        "period_start": "2020-01-01",
        "period_end": "2020-03-31",
        "area": "",
        "value": "61",
        "lower": "",
        "upper": "",
        "marker": "",
        "status": "published",
        **fields,
    }


def errors_of(response: Any) -> list[str]:
    """Sentences beside the fields of a form that was sent back."""
    assert response.status_code == 200
    found = re.findall(
        r'class="error-message"[^>]*>\s*(?:<svg.*?</svg>)?\s*(?:<p>)?([^<]+)',
        response.content.decode(),
        re.S,
    )
    return [unescape(text).strip() for text in found]


class TestRights:
    """Django's own rights on the model decide."""

    ADDRESSES = (
        ("view", INDEX, False),
        ("add", ADD, False),
        ("change", "plan_figures:edit", True),
        ("delete", "plan_figures:delete", True),
    )

    @pytest.mark.parametrize(("right", "name", "has_key"), ADDRESSES)
    def test_a_right_opens_its_own_door_only(
        self, client: Client, measure: Measure, right: str, name: str, has_key: bool
    ) -> None:
        record(measure, quarters(date(2020, 1, 1), [57]))
        key = [Observation.objects.get().pk]
        client.force_login(person(right))
        assert client.get(reverse(name, args=key if has_key else [])).status_code == 200
        for other, address, needs_key in self.ADDRESSES:
            if other in {"change", "delete", "add"} and other != right:
                url = reverse(address, args=key if needs_key else [])
                assert client.get(url).status_code == 302
                assert client.post(url, posted(measure)).status_code == 302
        assert Observation.objects.get().value == 57

    def test_the_menu_is_for_those_with_a_right(self, client: Client) -> None:
        url = reverse(INDEX)
        client.force_login(person())
        assert url not in client.get(reverse("wagtailadmin_home")).content.decode()
        assert client.get(url).status_code == 302
        client.force_login(person("view"))
        html = client.get(reverse("wagtailadmin_home")).content.decode()
        assert url in html
        assert "Measures" in html

    def test_nobody_signed_out_sees_figures(self, client: Client) -> None:
        assert client.get(reverse(INDEX)).status_code == 302

    def test_groups_can_be_given_the_rights(self, client: Client) -> None:
        client.force_login(User.objects.create_superuser("root@example.org", "secret"))
        html = client.get(reverse("wagtailusers_groups:add")).content.decode()
        for right in ("add", "change", "delete"):
            pk = Permission.objects.get(codename=f"{right}_observation").pk
            assert f'value="{pk}"' in html


class TestList:
    """All figures, to be found by measure and time."""

    def test_what_it_shows(self, analyst: Client, measure: Measure) -> None:
        record(measure, quarters(date(2020, 1, 1), [57, "c"]))
        html = analyst.get(reverse(INDEX)).content.decode()
        for text in ("Good job", "January to March 2020", "57%", "[c]", "Published"):
            assert text in html

    def test_it_is_filtered_by_measure(self, analyst: Client, measure: Measure) -> None:
        other = make_record(name="Other")
        record(measure, quarters(date(2020, 1, 1), [57]))
        record(other, quarters(date(2020, 1, 1), [33]))
        html = analyst.get(reverse(INDEX), {"measure": other.pk}).content.decode()
        assert "33%" in html
        assert "57%" not in html

    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ({"since": "2020-06-30"}, ["58%", "59%"]),
            ({"until": "2020-06-30"}, ["57%", "58%"]),
            ({"since": "2020-04-01", "until": "2020-07-01"}, ["58%"]),
            ({"status": "approved"}, []),
            ({"since": "nonsense"}, ["57%", "58%", "59%"]),
        ],
    )
    def test_it_is_filtered_by_time_and_status(
        self, analyst: Client, measure: Measure, given: dict[str, str], shown: list[str]
    ) -> None:
        record(measure, quarters(date(2020, 1, 1), [57, 58, 59]))
        html = analyst.get(reverse(INDEX), given).content.decode()
        assert [text for text in ("57%", "58%", "59%") if text in html] == shown

    def test_three_and_thirty_figures_cost_the_same(
        self, analyst: Client, measure: Measure
    ) -> None:
        record(measure, quarters(date(2020, 1, 1), [57, 58, 59]))
        few = queries_of(analyst, reverse(INDEX))
        for number in range(27):
            record(make_record(name=f"M{number}"), quarters(date(2020, 1, 1), [number]))
        assert queries_of(analyst, reverse(INDEX)) == few


class TestForm:
    """One figure, typed as people type."""

    def test_a_figure_is_stored_and_logged(self, analyst: Client, measure: Measure) -> None:
        assert analyst.post(reverse(ADD), posted(measure, value="61.5 %")).status_code == 302
        stored = Observation.objects.get()
        assert (stored.value, stored.period_kind, stored.status) == (
            Decimal("61.5"),
            "quarter",
            "published",
        )
        entry = ModelLogEntry.objects.get(object_id=str(stored.pk))
        assert entry.action == "wagtail.create"
        assert entry.user is not None

    def test_the_last_day_is_worked_out(self, analyst: Client, measure: Measure) -> None:
        analyst.post(reverse(ADD), posted(measure, period_end=""))
        assert Observation.objects.get().period_end == date(2020, 3, 31)

    def test_it_is_asked_for_where_it_cannot_be(self, analyst: Client, measure: Measure) -> None:
        given = posted(measure, period_start="2020-01-02", period_end="")
        assert errors_of(analyst.post(reverse(ADD), given)) == [
            "Give the last day of the period: it cannot be told from the first."
        ]

    def test_an_unusual_period_is_called_so(self, analyst: Client, measure: Measure) -> None:
        analyst.post(reverse(ADD), posted(measure, period_end="2020-02-29"))
        assert Observation.objects.get().period_kind == "other"

    def test_a_marker_stands_for_a_number(self, analyst: Client, measure: Measure) -> None:
        analyst.post(reverse(ADD), posted(measure, value="", marker="c"))
        stored = Observation.objects.get()
        assert (stored.value, stored.marker) == (None, "c")

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            (
                {"period_end": "2019-12-31"},
                "The last day of the period must not be before its first.",
            ),
            ({"value": ""}, "Give a figure, or choose a marker that says why there is none."),
            ({"marker": "c"}, "This marker says there is no figure. Remove the numbers."),
            ({"value": "0,67"}, "Write decimals with a point, such as 61.5."),
            ({"value": "about sixty"}, "Enter a number."),
            ({"lower": "3"}, "Give both ends of the margin, or neither."),
            (
                {"lower": "3", "upper": "4"},
                "The figure must lie between the two ends of its margin.",
            ),
            (
                {"area": "E12000007"},
                "This measure has no areas. Leave the area empty, or add the code on the "
                "measure’s page and publish it.",
            ),
            ({"area": "London"}, "Write the area as a code such as E12000007."),
            ({"period_start": "yesterday"}, "Enter a valid date."),
            (
                {"measure": "999999"},
                "Select a valid choice. That choice is not one of the available choices.",
            ),
        ],
    )
    def test_what_is_wrong_is_said_in_a_sentence(
        self, analyst: Client, measure: Measure, fields: dict[str, str], sentence: str
    ) -> None:
        assert errors_of(analyst.post(reverse(ADD), {**posted(measure), **fields})) == [sentence]
        assert not Observation.objects.exists()
        assert not ModelLogEntry.objects.exists()

    def test_duplicates_are_refused(self, analyst: Client, measure: Measure) -> None:
        record(measure, quarters(date(2020, 1, 1), [57]))
        response = analyst.post(reverse(ADD), posted(measure))
        assert response.status_code == 200
        assert "There is a figure for this measure, period and area already." in unescape(
            response.content.decode()
        )
        assert Observation.objects.get().value == 57

    def test_a_figure_is_changed(self, analyst: Client, measure: Measure) -> None:
        record(measure, quarters(date(2020, 1, 1), [57.5]))
        stored = Observation.objects.get()
        url = reverse("plan_figures:edit", args=[stored.pk])
        assert 'value="57.5"' in analyst.get(url).content.decode()
        analyst.post(url, posted(measure, value="58", marker="r", status="revised"))
        stored.refresh_from_db()
        assert (stored.value, stored.marker, stored.status) == (Decimal(58), "r", "revised")
        assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 1

    def test_a_group_survives_an_edit(self, analyst: Client, measure: Measure) -> None:
        from dataclasses import replace

        (row,) = quarters(date(2020, 1, 1), [57])
        record(measure, [row, replace(row, dimensions={"sex": "female"})])
        stored = Observation.objects.get(dimensions_key="sex=female")
        analyst.post(reverse("plan_figures:edit", args=[stored.pk]), posted(measure, value="40"))
        stored.refresh_from_db()
        assert (stored.value, stored.dimensions) == (Decimal(40), {"sex": "female"})
        assert Observation.objects.count() == 2

    def test_a_figure_is_deleted(self, analyst: Client, measure: Measure) -> None:
        record(measure, quarters(date(2020, 1, 1), [57]))
        url = reverse("plan_figures:delete", args=[Observation.objects.get().pk])
        assert analyst.post(url).status_code == 302
        assert not Observation.objects.exists()
        assert ModelLogEntry.objects.filter(action="wagtail.delete").count() == 1
