"""Approving updates, and returning them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, Page, Workflow

from priorities.actions.decide_update import UpdateRefusedError, approve_update, return_update
from priorities.models import Commitment, CommitmentPage, CommitmentUpdate, Owner
from tests.factories import committing, fresh, make_plan
from tests.priorities.commitments.makers import (
    link_in,
    make_owner,
    make_update,
    publisher,
    somebody,
)
from tests.priorities.makers import make_commitment, make_priority
from tests.priorities.test_public_pages import shown, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def page() -> CommitmentPage:
    """A commitment."""
    return make_commitment(make_priority(make_plan()), title="Do it", due_on=date(2027, 3, 31))


@pytest.fixture
def owner(page: CommitmentPage) -> Owner:
    """Its owner."""
    return make_owner(page.commitment)


@pytest.fixture
def update(page: CommitmentPage, owner: Owner) -> CommitmentUpdate:
    """An update that waits."""
    return make_update(owner, page.commitment)


def approve(update: CommitmentUpdate, **fields: Any) -> CommitmentUpdate:
    """Approve it in its own words."""
    given = {"reason": update.reason, "done": update.done, "user": publisher(), **fields}
    with committing():
        return approve_update(update=update, **given)


def test_it_is_published(client: Client, page: CommitmentPage, update: CommitmentUpdate) -> None:
    approve(update)
    record = Commitment.objects.get()
    assert (record.status, record.due_on) == ("at_risk", date(2027, 6, 30))
    newest = record.status_changes.first()
    assert newest is not None
    assert (newest.reasons, newest.changed_by) == ({"en": "It rained."}, publisher())
    published = fresh(page)
    assert not published.has_unpublished_changes
    assert published.live_revision.user == publisher()
    html = shown(client, page.url)
    assert "We trained ten officers." in words(html)
    assert 'href="https://example.org/news"' in html
    update.refresh_from_db()
    assert (update.state, update.decided_by) == ("approved", publisher())
    actions = ModelLogEntry.objects.for_instance(record).values_list("action", flat=True)
    assert "plan_priorities.approve_update" in actions


def test_words_may_be_mended_and_markup_is_text(
    client: Client, page: CommitmentPage, update: CommitmentUpdate
) -> None:
    approve(update, done="<script>x</script>\n\nTwo.", reason="Heavy rain.")
    html = shown(client, page.url)
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
    assert "Heavy rain." in html
    assert CommitmentUpdate.objects.get().done == "We trained ten officers."


def test_drafts_of_others_are_neither_published_nor_lost(
    page: CommitmentPage, update: CommitmentUpdate
) -> None:
    draft = fresh(page)
    draft.title = "Do it differently"
    draft.save_revision()
    approve(update)
    published = fresh(page)
    assert (published.title, published.status) == ("Do it", "at_risk")
    assert published.has_unpublished_changes
    kept = published.get_latest_revision_as_object()
    assert (kept.title, kept.status, len(kept.updates)) == ("Do it differently", "at_risk", 1)


class TestRefusals:
    """Nothing changes, and a sentence says what to do."""

    def refused(self, update: CommitmentUpdate, match: str) -> None:
        """Try, and find that nothing changed."""
        with pytest.raises(UpdateRefusedError, match=match):
            approve(update)
        update.refresh_from_db()
        assert update.state == "submitted"
        assert Commitment.objects.get().status == "on_track"

    def test_locked(self, page: CommitmentPage, update: CommitmentUpdate) -> None:
        page.locked, page.locked_by, page.locked_at = True, somebody("Editor"), timezone.now()
        page.save()
        self.refused(update, "page is locked")

    def test_in_a_workflow(self, page: CommitmentPage, update: CommitmentUpdate) -> None:
        page.save_revision()
        workflow = Workflow.objects.get(name="Draft, review, publish")
        workflow.start(page, somebody("Editor"))
        self.refused(update, "in a workflow")

    def test_scheduled(self, page: CommitmentPage, update: CommitmentUpdate) -> None:
        page.go_live_at = timezone.now() + timedelta(days=3)
        page.save_revision().publish()
        self.refused(update, "is scheduled")

    def test_unpublished(self, page: CommitmentPage, update: CommitmentUpdate) -> None:
        page.unpublish()
        self.refused(update, "Publish the page first")

    def test_without_a_reason(self, update: CommitmentUpdate) -> None:
        with pytest.raises(UpdateRefusedError, match="Say why"):
            approve(update, reason=" ")
        assert Commitment.objects.get().status == "on_track"

    @pytest.mark.parametrize("role", ["Editor", "Analyst", "Data owner", "Moderator"])
    def test_others(self, update: CommitmentUpdate, role: str) -> None:
        user = somebody(role)
        with pytest.raises(PermissionDenied):
            approve(update, user=user)
        with pytest.raises(PermissionDenied):
            return_update(update=update, remark="No.", user=user)
        update.refresh_from_db()
        assert update.state == "submitted"
        assert Commitment.objects.get().status == "on_track"
        assert not mail.outbox

    def test_twice(self, update: CommitmentUpdate) -> None:
        approve(update)
        with pytest.raises(UpdateRefusedError, match="decided on this update already"):
            approve(update)
        assert len(fresh(CommitmentPage.objects.get()).updates) == 1


class TestReturning:
    """A remark goes to the owner."""

    def test_it_is_mailed(self, update: CommitmentUpdate) -> None:
        with committing():
            return_update(update=update, remark=" How many? ", user=publisher())
        (letter,) = mail.outbox
        assert letter.to == ["owner@example.org"]
        assert "Do it" in letter.subject
        assert "How many?" in letter.body
        assert link_in(letter)
        update.refresh_from_db()
        assert (update.state, update.remark) == ("returned", "How many?")

    def test_it_needs_a_remark(self, update: CommitmentUpdate) -> None:
        with pytest.raises(UpdateRefusedError, match="Say what"):
            return_update(update=update, remark=" ", user=publisher())
        update.refresh_from_db()
        assert update.state == "submitted"


class TestDesk:
    """The same through the admin."""

    @pytest.fixture
    def desk(self, client: Client, update: CommitmentUpdate) -> Client:
        """The approver's browser."""
        client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
        return client

    def test_lists(self, desk: Client, update: CommitmentUpdate) -> None:
        html = desk.get(reverse("plan_commitments_admin:list")).content.decode()
        assert "1 update waits for approval" in html
        assert "owner@example.org" in html
        html = words(desk.get(reverse("plan_commitments_admin:updates")).content.decode())
        assert "On track → At risk" in html
        approve(update)
        html = desk.get(reverse("plan_commitments_admin:updates")).content.decode()
        assert "No update waits." in html

    def test_old_and_new_and_approval(self, desk: Client, update: CommitmentUpdate) -> None:
        url = reverse("plan_commitments_admin:update", args=[update.pk])
        html = words(desk.get(url).content.decode())
        assert "Status On track At risk" in html
        answer = desk.post(url, {"approve": "1", "reason": "Rain.", "done": "Ten."})
        assert answer.status_code == 302
        assert Commitment.objects.get().status == "at_risk"

    def test_a_refusal_keeps_what_was_typed(
        self, desk: Client, page: CommitmentPage, update: CommitmentUpdate
    ) -> None:
        page.unpublish()
        url = reverse("plan_commitments_admin:update", args=[update.pk])
        answer = desk.post(url, {"approve": "1", "reason": "My reason", "done": "My words"})
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "Publish the page first" in html
        assert "My reason" in html
        assert "My words" in html

    def test_returning(self, desk: Client, update: CommitmentUpdate) -> None:
        url = reverse("plan_commitments_admin:update", args=[update.pk])
        assert desk.post(url, {"return": "1", "remark": ""}).status_code == 422
        assert desk.post(url, {"return": "1", "remark": "How many?"}).status_code == 302
        update.refresh_from_db()
        assert update.state == "returned"

    def test_owners_are_added_and_removed(self, desk: Client, page: CommitmentPage) -> None:
        url = reverse("plan_commitments_admin:owners", args=[page.commitment.public_id])
        assert desk.post(url, {"email": "nonsense", "language": "en"}).status_code == 422
        desk.post(url, {"email": "Two@example.org", "name": "", "language": "en"})
        assert "two@example.org" in desk.get(url).content.decode()
        for ownership in page.commitment.ownerships.all():
            desk.post(reverse("plan_commitments_admin:remove_owner", args=[ownership.pk]))
        assert not Owner.objects.exists()
        assert CommitmentUpdate.objects.get().written_by == "owner@example.org"


def plant_root() -> None:
    """The root of all pages, which a test before this one may have taken away with the rest."""
    if Page.get_first_root_node() is None:
        locale, _created = Locale.objects.get_or_create(language_code="en")
        Page.add_root(title="Root", slug="root", locale=locale)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_does(request: pytest.FixtureRequest) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("One connection has the whole database of this test.")
    plant_root()
    page: CommitmentPage = request.getfixturevalue("page")
    update = make_update(make_owner(page.commitment), page.commitment)
    user = publisher()

    def attempt(_number: int) -> str:
        try:
            approve_update(update=update, reason="Rain.", done="Ten.", user=user)
        except UpdateRefusedError:
            return "refused"
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(attempt, range(2)))
    assert sorted(results) == ["approved", "refused"]
    assert len(fresh(page).updates) == 1
    assert page.commitment.status_changes.count() == 2
