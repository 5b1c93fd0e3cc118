"""From the editor of a measure's page to its figures."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from home.models import User
from priorities.desk.measure_buttons import buttons_for
from priorities.models import ImportBatch, MeasurePage
from tests.factories import make_plan
from tests.priorities.makers import make_measure, make_priority

pytestmark = pytest.mark.django_db
ALL = ["Figures", "Type figures", "Batches of this measure"]


def editor(page: Any, *rights: str) -> User:
    """Somebody who may edit the page, with rights on figures."""
    user = User.objects.create_user(f"person{User.objects.count()}@example.org", "secret")
    group = Group.objects.create(name=f"Group {user.pk}")
    ours = Permission.objects.filter(
        content_type__app_label__in=["plan_priorities", "wagtailadmin"]
    )
    group.permissions.set(ours.filter(codename__in=[*rights, "access_admin"]))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user.groups.add(group)
    return user


@pytest.fixture
def page() -> MeasurePage:
    """A measure's page."""
    return make_measure(make_priority(make_plan()), title="Good job")


@pytest.mark.parametrize(
    ("rights", "names"),
    [
        ([], []),
        (["view_observation"], ALL[:1]),
        (["approve_importbatch"], ALL[2:]),
        (["add_importbatch"], ALL[1:]),
        (["add_importbatch", "view_observation"], ALL),
    ],
)
def test_each_sees_what_they_may_open(
    client: Client, page: MeasurePage, rights: list[str], names: list[str]
) -> None:
    client.force_login(editor(page, *rights))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    links = {
        "Figures": f"{reverse('plan_figures:index')}?measure={page.measure_id}",
        "Type figures": f"{reverse('plan_figures_admin:type')}?measure={page.measure_id}",
        "Batches of this measure": (
            f"{reverse('plan_figures_admin:batches')}?measure={page.measure_id}"
        ),
    }
    assert [name for name, link in links.items() if f'href="{link}"' in html] == names
    for name in names:
        assert client.get(links[name]).status_code == 200


def test_figures_that_follow_from_others_are_not_typed(page: MeasurePage) -> None:
    user = User.objects.create_superuser("root@example.org", "secret")
    page.measure.calculation = "share"
    assert [str(one.label) for one in buttons_for(page, user)] == [ALL[0], ALL[2]]


def test_a_page_that_is_not_stored_and_other_pages_have_none(page: MeasurePage) -> None:
    user = User.objects.create_superuser("root@example.org", "secret")
    assert not list(buttons_for(MeasurePage(), user))
    assert not list(buttons_for(page.get_parent().specific, user))


def test_batches_of_one_measure(client: Client, page: MeasurePage) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", "secret"))
    key = str(page.measure.public_id)
    ImportBatch.objects.create(channel="typed", file_name="named", findings={"measures": [key]})
    mapping = {"measures": [{"measure": key}]}
    ImportBatch.objects.create(channel="file", file_name="mapped", mapping=mapping)
    ImportBatch.objects.create(channel="file", file_name="foreign")
    address = reverse("plan_figures_admin:batches")

    def listed(measure: Any) -> list[str]:
        html = client.get(address, {"measure": measure}).content.decode()
        return [name for name in ("named", "mapped", "foreign") if f">{name}<" in html]

    assert listed(page.measure_id) == ["named", "mapped"]
    html = client.get(address, {"measure": page.measure_id}).content.decode()
    assert "Only batches of “Good job”." in html
    for nonsense in ("", "x", "²", "9" * 40, "999999"):
        assert listed(nonsense) == ["named", "mapped", "foreign"]
