"""Links that show a draft: made, read, ended, and never more than that one draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from home.models import HomePage, User
from plan.actions.create_draft_link import create_draft_link, hash_of_token
from plan.actions.revoke_draft_link import revoke_draft_link
from plan.models import DraftLink, PlanPage, SectionPage
from tests.factories import fresh, make_information_page, make_section, restrict, translate

WORDS = "Not for everybody yet."


@pytest.fixture
def editor(member: Callable[[str], User]) -> User:
    return member("Editor")


def link_to(page: SectionPage, user: User, days: int = 7) -> str:
    """The address of a new link."""
    _link, token = create_draft_link(page=page, user=user, days=days, note="Board")
    return reverse("plan:draft", args=[token])


def private(response: object) -> bool:
    """Whether an answer is kept out of caches, indexes and other sites."""
    return [response[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "no-store",
        "noindex, nofollow",
        "no-referrer",
    ]


def test_shows_the_draft_to_somebody_without_an_account(section: SectionPage, editor: User) -> None:
    response = Client().get(link_to(section, editor))
    assert response.status_code == 200
    assert WORDS in response.content.decode()
    assert private(response)
    assert not response.cookies
    assert Client().get(section.get_url()).status_code == 404


def test_shows_the_newest_draft_of_a_published_page(plan: PlanPage, editor: User) -> None:
    section = make_section(plan, ["The public words."], title="Chapter")
    address = link_to(section, editor)
    section.title = "A better title"
    section.save_revision()
    assert "A better title" in Client().get(address).content.decode()
    assert "A better title" not in Client().get(section.get_url()).content.decode()


def test_shows_no_other_draft(plan: PlanPage, section: SectionPage, editor: User) -> None:
    other = make_section(plan, ["A secret of its own."], is_live=False, title="Another draft")
    shown = Client().get(link_to(section, editor)).content.decode()
    assert "Another draft" not in shown
    assert other.get_url() not in shown
    plan_shown = Client().get(link_to(plan, editor)).content.decode()
    assert "Another draft" not in plan_shown
    assert "Our draft" not in plan_shown


def test_shows_the_page_in_its_own_language(section: SectionPage, editor: User) -> None:
    polish = translate(section, "pl", publish=False)
    address = link_to(polish, editor)
    assert address.startswith("/en/")
    response = Client().get(address)
    assert '<html lang="pl"' in response.content.decode()
    assert f"[pl] {WORDS}" in response.content.decode()


def test_shows_a_page_behind_a_password_to_whom_an_editor_chose(
    section: SectionPage, editor: User
) -> None:
    restrict(section)
    assert PageViewRestriction.objects.count() == 1
    assert WORDS in Client().get(link_to(section, editor)).content.decode()


def test_shows_members_of_staff_what_everybody_sees(
    section: SectionPage, editor: User, signed_in: Callable[[str], Client]
) -> None:
    response = signed_in("Publisher").get(link_to(section, editor))
    assert "wagtail-userbar" not in response.content.decode()
    assert private(response)


@pytest.mark.parametrize("path", ["unknown", "a" * 500, "%00", "ż"])
def test_an_unknown_link_says_what_to_do(path: str, home: HomePage) -> None:
    response = Client().get(f"/en/drafts/{path}/")
    assert response.status_code == 404
    assert "This link does not work" in response.content.decode()
    assert private(response)


def test_a_link_works_until_its_last_moment(section: SectionPage, editor: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        address = link_to(section, editor, days=3)
    with time_machine.travel(now + timedelta(days=3, microseconds=-1), tick=False):
        assert Client().get(address).status_code == 200
    with time_machine.travel(now + timedelta(days=3), tick=False):
        response = Client().get(address)
    assert response.status_code == 410
    assert "This link has ended" in response.content.decode()
    assert WORDS not in response.content.decode()
    assert private(response)


def test_an_ended_link_shows_nothing(section: SectionPage, editor: User) -> None:
    link, token = create_draft_link(page=section, user=editor, days=3)
    revoke_draft_link(link=link, user=editor)
    response = Client().get(reverse("plan:draft", args=[token]))
    assert response.status_code == 410
    assert private(response)


def test_a_link_takes_no_other_method(section: SectionPage, editor: User) -> None:
    address = link_to(section, editor)
    assert Client().post(address).status_code == 405
    assert private(Client().post(address))
    assert Client().head(address).status_code == 200


def test_an_unknown_mode_shows_the_usual_preview(section: SectionPage, editor: User) -> None:
    response = Client().get(f"{link_to(section, editor)}?mode=nonsense")
    assert WORDS in response.content.decode()


def test_a_page_that_cannot_be_previewed_says_so(
    section: SectionPage, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SectionPage, "preview_modes", [])
    assert Client().get(link_to(section, editor)).status_code == 404


def test_only_the_hash_of_the_token_is_stored(section: SectionPage, editor: User) -> None:
    link, token = create_draft_link(page=section, user=editor, days=1)
    assert link.token_hash == hash_of_token(token) != token
    assert token not in str(PageLogEntry.objects.values_list("data", flat=True))


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_wrong_number_of_days_makes_no_link(
    section: SectionPage, editor: User, days: int
) -> None:
    with pytest.raises(ValueError, match="between 1 and 90"):
        create_draft_link(page=section, user=editor, days=days)
    assert not DraftLink.objects.exists()


def test_deleting_the_page_ends_its_links(section: SectionPage, editor: User) -> None:
    address = link_to(section, editor)
    fresh(section).delete()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("role", ["Analyst", "Data owner", "Moderator", "Translator: Polish"])
def test_who_may_not_edit_the_page_makes_and_ends_no_link(
    section: SectionPage, editor: User, member: Callable[[str], User], role: str
) -> None:
    link, _token = create_draft_link(page=section, user=editor, days=1)
    entries = PageLogEntry.objects.count()
    other = member(role)
    with pytest.raises(PermissionDenied):
        create_draft_link(page=section, user=other, days=1)
    with pytest.raises(PermissionDenied):
        revoke_draft_link(link=link, user=other)
    link.refresh_from_db()
    assert link.revoked_at is None
    assert DraftLink.objects.count() == 1
    assert PageLogEntry.objects.count() == entries


def test_what_is_done_is_in_the_history_once(section: SectionPage, editor: User) -> None:
    link, _token = create_draft_link(page=section, user=editor, days=1, note="Board")
    revoke_draft_link(link=link, user=editor)
    ended_at = fresh_link(link).revoked_at
    revoke_draft_link(link=link, user=editor)
    assert fresh_link(link).revoked_at == ended_at
    actions = PageLogEntry.objects.filter(action__startswith="plan.draft_link").order_by("pk")
    assert list(actions.values_list("action", "user")) == [
        ("plan.draft_link.create", editor.pk),
        ("plan.draft_link.revoke", editor.pk),
    ]


def fresh_link(link: DraftLink) -> DraftLink:
    """The link as it is in the database."""
    return DraftLink.objects.get(pk=link.pk)


def test_an_editor_makes_a_link_and_ends_it_in_the_admin(
    section: SectionPage, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("Editor")
    url = reverse("plan_admin:draft_links", args=[section.pk])
    assert "There are no links yet" in client.get(url).content.decode()
    made = client.post(url, {"note": "The board", "days": 30})
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    (address,) = set(re.findall(r"http://testserver(/en/drafts/[\w-]+/)", made.content.decode()))
    assert WORDS in Client().get(address).content.decode()
    listed = client.get(url).content.decode()
    assert address not in listed
    assert "The board" in listed
    ended = client.post(reverse("plan_admin:revoke_draft_link", args=[DraftLink.objects.get().pk]))
    assert ended.status_code == 302
    assert Client().get(address).status_code == 410
    assert "Ended on" in client.get(url).content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"note": "", "days": 3}, {"note": "x", "days": 0}, {"note": "x", "days": "soon"}]
)
def test_the_form_comes_back_with_what_is_wrong(
    section: SectionPage, signed_in: Callable[[str], Client], typed: dict[str, object]
) -> None:
    response = signed_in("Editor").post(reverse("plan_admin:draft_links", args=[section.pk]), typed)
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert not DraftLink.objects.exists()


def test_a_page_with_several_previews_gets_an_address_for_each(
    section: SectionPage,
    signed_in: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SectionPage, "preview_modes", [("", "Page"), ("form", "The form")])
    url = reverse("plan_admin:draft_links", args=[section.pk])
    shown = signed_in("Editor").post(url, {"note": "x", "days": 1}).content.decode()
    assert len(set(re.findall(r"/en/drafts/[\w-]+/\?mode=\w*", shown))) == 2


def test_the_button_is_on_pages_of_a_plan_for_who_may_edit_them(
    section: SectionPage, signed_in: Callable[[str], Client]
) -> None:
    url = reverse("plan_admin:draft_links", args=[section.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[section.pk])
    assert url in signed_in("Editor").get(edit).content.decode()


def test_a_page_of_the_host_has_no_draft_links(
    home: HomePage, signed_in: Callable[[str], Client]
) -> None:
    root = home.get_parent()
    url = reverse("plan_admin:draft_links", args=[root.pk])
    assert signed_in("Editor").get(url).status_code == 302
    page = make_information_page(home)
    shared = reverse("plan_admin:draft_links", args=[page.pk])
    assert signed_in("Publisher").get(shared).status_code == 200
