"""Figures in the admin: who may look through them; nobody changes them in place."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from home.models import User
from priorities.models import Area, Measure
from tests.factories import make_site
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_record, quarters, record

pytestmark = pytest.mark.django_db
INDEX = "plan_figures:index"


def person(*rights: str) -> User:
    """Somebody who may enter the admin, with rights on figures."""
    user = User.objects.create_user(f"person{User.objects.count()}@example.org", "secret")
    group = Group.objects.create(name=f"Group {user.pk}")
    names = [f"{right}_observation" for right in rights]
    group.permissions.set(Permission.objects.filter(codename__in=[*names, "access_admin"]))
    user.groups.add(group)
    return user


def ours(name: str) -> Permission:
    """A permission of this app."""
    return Permission.objects.get(codename=name, content_type__app_label="plan_priorities")


@pytest.fixture
def analyst(client: Client) -> Client:
    """Somebody who may look, signed in."""
    client.force_login(person("view"))
    return client


@pytest.fixture
def measure() -> Measure:
    """A quarterly percentage."""
    return make_record()


class TestRights:
    """Django's own rights on the model decide."""

    def test_figures_are_never_changed_in_place(self) -> None:
        for name in ("add", "edit", "delete"):
            for arguments in ([], [1]):
                with pytest.raises(NoReverseMatch):
                    reverse(f"plan_figures:{name}", args=arguments)

    def test_even_an_administrator_is_offered_no_way_to(
        self, client: Client, measure: Measure
    ) -> None:
        record(measure, quarters(date(2020, 1, 1), [57]))
        client.force_login(User.objects.create_superuser("root@example.org", "secret"))
        html = client.get(reverse(INDEX)).content.decode()
        assert "57%" in html
        for address in ("/plan/figures/new", "/plan/figures/edit", "/plan/figures/delete"):
            assert address not in html
        assert reverse("plan_figures_admin:upload") in html

    def test_the_menu_is_for_those_with_a_right(self, client: Client) -> None:
        url = reverse(INDEX)
        client.force_login(person())
        assert url not in client.get(reverse("wagtailadmin_home")).content.decode()
        assert client.get(url).status_code == 302
        client.force_login(person("view"))
        html = client.get(reverse("wagtailadmin_home")).content.decode()
        assert url in html
        assert "Measures" in html
        assert reverse("plan_figures_admin:batches") not in html

    def test_nobody_signed_out_sees_figures(self, client: Client) -> None:
        assert client.get(reverse(INDEX)).status_code == 302

    def test_groups_can_be_given_the_rights(self, client: Client) -> None:
        client.force_login(User.objects.create_superuser("root@example.org", "secret"))
        html = client.get(reverse("wagtailusers_groups:add")).content.decode()
        for name in ("add_importbatch", "approve_importbatch", "view_observation", "add_area"):
            pk = ours(name).pk
            assert f'value="{pk}"' in html
        pk = ours("change_observation").pk
        assert f'name="permissions" value="{pk}"' not in html


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
            ({"since": "nonsense"}, ["57%", "58%", "59%"]),
        ],
    )
    def test_it_is_filtered_by_time(
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


class TestAreas:
    """Areas with names in each language, typed or loaded from a file."""

    @pytest.fixture
    def keeper(self, client: Client) -> Client:
        """Somebody who keeps areas."""
        make_site()
        user = person()
        rights = ["add_area", "change_area", "view_area", "add_importbatch"]
        user.groups.get().permissions.add(*(ours(name) for name in rights))
        client.force_login(user)
        return client

    def test_one_is_typed(self, keeper: Client) -> None:
        data = {
            "code": "e09000007",
            "name": "Camden",
            "other_names": "LB Camden\nCamden Town",
            "code_list": "ONS",
        }
        assert keeper.post(reverse("plan_areas:add"), data).status_code == 302
        area = Area.objects.get()
        assert (area.code, area.other_names) == ("E09000007", ["LB Camden", "Camden Town"])
        url = reverse("plan_areas:edit", args=[area.pk])
        assert "LB Camden\nCamden Town" in keeper.get(url).content.decode()

    def test_a_wrong_code_is_refused(self, keeper: Client) -> None:
        response = keeper.post(reverse("plan_areas:add"), {"code": "Camden", "name": "Camden"})
        assert "Write the code as a letter and eight digits" in response.content.decode()
        assert not Area.objects.exists()

    def test_a_list_is_loaded_and_loaded_again(self, keeper: Client) -> None:
        url = reverse("plan_figures_admin:area_file")
        content = "code,name,name_pl\nE09000007,Camden,Camden PL\nE12000007,London,Londyn\n"
        for _time in range(2):
            file = SimpleUploadedFile("areas.csv", content.encode())
            assert keeper.post(url, {"file": file}).status_code == 302
        assert dict(Area.objects.values_list("code", "name")) == {
            "E09000007": "Camden",
            "E12000007": "London",
        }
        area = Area.objects.get(code="E12000007")
        with override("pl"):
            assert area.label == "Londyn"
        assert ModelLogEntry.objects.filter(action="plan_priorities.areas_load").count() == 1

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("name\nCamden", "The first row must name the columns"),
            ("code,name\nCamden,E09000007", "Row 2: “CAMDEN” is not an area code."),
            ("code,name\nE09000007,", "Row 2: give the area a name"),
            ("code,name\nE09000007,A\nE09000007,B", "Row 3: the code E09000007 stands twice."),
            ("%PDF-1.7", "PDF"),
        ],
    )
    def test_bad_lists_are_refused_whole(self, keeper: Client, content: str, sentence: str) -> None:
        file = SimpleUploadedFile("areas.csv", content.encode())
        response = keeper.post(reverse("plan_figures_admin:area_file"), {"file": file})
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not Area.objects.exists()
