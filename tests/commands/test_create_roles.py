"""The roles: what each may do, and that making them again changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from home.models import HomePage, User
from plan.roles import ACCESS_ADMIN, REVIEW_NAME, ROLES, WORKFLOW_NAME, english_name
from tests.factories import make_locale, make_plan, make_section, make_site, translate

NAMES = {
    "Editor",
    "Consultation manager",
    "Analyst",
    "Data owner",
    "Moderator",
    "Publisher",
    "Translator: Polish",
}
TABLES = (
    Group,
    Group.permissions.through,
    GroupPagePermission,
    GroupCollectionPermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
    GroupApprovalTask,
    GroupApprovalTask.groups.through,
)


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_site()
    translate(page, "pl")
    return page


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("create_roles", *arguments, stdout=out)
    return out.getvalue()


def permissions(name: str) -> set[str]:
    """What a group may do everywhere."""
    rows = Permission.objects.filter(group__name=name)
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def pages(name: str) -> set[tuple[str, str]]:
    """Language and kind of the page permissions of a group."""
    rows = GroupPagePermission.objects.filter(group__name=name)
    return {(row.page.locale.language_code, row.permission.codename) for row in rows}


def files(name: str) -> set[str]:
    """What a group may do with images and documents."""
    rows = GroupCollectionPermission.objects.filter(group__name=name)
    return {row.permission.codename for row in rows}


def test_says_what_it_made(home: HomePage) -> None:
    printed = run()
    assert all(name in printed for name in NAMES)
    assert WORKFLOW_NAME in printed
    assert run("--verbosity", "0") == ""


def test_makes_a_group_for_each_role_and_language(home: HomePage) -> None:
    run()
    assert set(Group.objects.values_list("name", flat=True)) - {"Editors", "Moderators"} == NAMES


def test_a_second_run_changes_nothing(home: HomePage) -> None:
    run()
    before = [list(table.objects.order_by("pk").values()) for table in TABLES]
    run()
    assert [list(table.objects.order_by("pk").values()) for table in TABLES] == before


def test_everybody_gets_into_the_admin_and_nobody_into_users_or_settings(home: HomePage) -> None:
    run()
    for name in NAMES:
        granted = permissions(name)
        assert ACCESS_ADMIN in granted
        assert not {one for one in granted if one.startswith(("home.", "auth.", "wagtailcore."))}


def test_page_permissions_are_the_least_that_serves(home: HomePage) -> None:
    run()
    assert pages("Editor") == {
        (code, f"{verb}_page") for code in ("en", "pl") for verb in ("add", "change")
    }
    assert pages("Publisher") == {
        (code, f"{verb}_page")
        for code in ("en", "pl")
        for verb in ("change", "publish", "lock", "unlock")
    }
    assert pages("Translator: Polish") == {("pl", "change_page")}
    assert pages("Consultation manager") == pages("Editor")
    for name in ("Analyst", "Data owner", "Moderator"):
        assert pages(name) == set()
        assert files(name) == set()


def test_only_editors_and_managers_add_files(home: HomePage) -> None:
    run()
    assert files("Editor") == {
        f"{verb}_{kind}" for verb in ("add", "change", "choose") for kind in ("image", "document")
    }
    assert files("Publisher") == {"choose_image", "choose_document"}


def test_answers_are_for_three_roles_and_contact_details_for_one(home: HomePage) -> None:
    run()
    readers = {name for name in NAMES if "plan_consultation.view_response" in permissions(name)}
    contacts = {
        name for name in NAMES if "plan_consultation.view_contactdetail" in permissions(name)
    }
    assert readers == {"Consultation manager", "Analyst"}
    assert contacts == {"Consultation manager"}


def test_only_translators_and_editors_submit_translations(home: HomePage) -> None:
    run()
    permission = "wagtail_localize.submit_translation"
    assert {name for name in NAMES if permission in permissions(name)} == {
        "Editor",
        "Translator: Polish",
    }


def test_a_language_added_later_is_reached_by_another_run(home: HomePage) -> None:
    run()
    make_locale("ar")
    run()
    assert Group.objects.filter(name="Translator: Arabic").exists()
    assert pages("Translator: Arabic") == set()
    translate(home, "ar")
    run()
    assert pages("Translator: Arabic") == {("ar", "change_page")}
    assert ("ar", "publish_page") in pages("Publisher")
    assert WorkflowPage.objects.filter(workflow__name=WORKFLOW_NAME).count() == 3


def test_works_where_optional_apps_are_absent(home: HomePage) -> None:
    Permission.objects.filter(content_type__app_label__startswith="plan_").delete()
    run()
    assert permissions("Analyst") == {ACCESS_ADMIN}
    assert "plan.change_organisation" in permissions("Editor")


def test_what_an_administrator_granted_besides_stays(home: HomePage) -> None:
    run()
    extra = Permission.objects.get(codename="view_user")
    Group.objects.get(name="Analyst").permissions.add(extra)
    run()
    assert "home.view_user" in permissions("Analyst")


def test_every_named_permission_of_core_exists(home: HomePage) -> None:
    known = {
        f"{row.content_type.app_label}.{row.codename}"
        for row in Permission.objects.select_related("content_type")
    }
    wanted = {
        name for role in ROLES for name in role.all_permissions if not name.startswith("plan_")
    }
    assert wanted <= known


@pytest.mark.parametrize(
    ("code", "name"), [("pl", "Polish"), ("zh-hans", "Simplified Chinese"), ("xx-none", "xx-none")]
)
def test_a_language_is_named_in_english_or_by_its_code(code: str, name: str) -> None:
    assert english_name(code) == name


def test_drafts_are_approved_by_a_publisher(home: HomePage) -> None:
    run()
    plan = make_plan(home)
    section = make_section(plan, is_live=False)
    workflow = section.get_workflow()
    assert workflow.name == WORKFLOW_NAME
    (task,) = workflow.tasks.all()
    assert task.name == REVIEW_NAME
    publisher = User.objects.create_user("publisher@example.org")
    publisher.groups.add(Group.objects.get(name="Publisher"))
    editor = User.objects.create_user("editor@example.org")
    editor.groups.add(Group.objects.get(name="Editor"))
    state = workflow.start(section, editor)
    assert task.specific.get_actions(section, editor) == []
    assert {name for name, *_ in task.specific.get_actions(section, publisher)} >= {"approve"}
    state.current_task_state.approve(user=publisher)
    section.refresh_from_db()
    assert section.live


def test_another_workflow_on_a_home_page_stays(home: HomePage) -> None:
    other = Workflow.objects.create(name="Ours")
    WorkflowPage.objects.create(page=home, workflow=other)
    run()
    assert home.get_workflow() == other


def test_groups_of_wagtail_go_only_when_asked_and_unused(
    home: HomePage, django_user_model: Callable
) -> None:
    run()
    assert Group.objects.filter(name__in=("Editors", "Moderators")).count() == 2
    User.objects.create_user("one@example.org").groups.add(Group.objects.get(name="Editors"))
    assert "Removed: Moderators" in run("--remove-unused")
    assert Group.objects.filter(name="Editors").exists()
    assert "Removed" not in run("--remove-unused")


def test_a_site_in_one_language_has_no_translators(db: None) -> None:
    make_site()
    run()
    assert Locale.objects.count() == 1
    assert not Group.objects.filter(name__startswith="Translator").exists()
