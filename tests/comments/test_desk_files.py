"""Moderators' files and the settings of their letters: who gets what, and what is noted."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.enums import CommentState, Decision, HintKind
from plan.comments.exports import files
from plan.comments.models import CommentReport, CommentSettings, ModeratorMail
from plan.comments.rules import rules_of
from plan.models import Passage
from tests.comments.factories import make_comment
from tests.comments.reading import lines_of

pytestmark = [
    pytest.mark.django_db,
]

EXPORTING = ("access_admin", "view_comment", "export_comment")


def client_of(*permissions: str) -> Client:
    """The browser of somebody with these permissions."""
    name = "-".join(permissions) or "nobody"
    user, _made = User.objects.get_or_create(email=f"{name}@example.org"[-60:])
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(taking: CommentSettings) -> str:
    """The page of the file."""
    return reverse("plan_comments_admin:export", args=[taking.consultation.public_id])


def rows(client: Client, taking: CommentSettings, **asked: Any) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    response = client.post(address(taking), {"kind": "csv", **asked})
    assert response.status_code == 200, response.content[:300]
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    return list(csv.DictReader(io.StringIO(lines_of(response).lstrip("\ufeff"), newline="")))


def entries() -> list[dict[str, Any]]:
    """What is in the log of files."""
    return [entry.data for entry in ModelLogEntry.objects.filter(action="plan_comments.export")]


class TestWhatIsInIt:
    """All states, each said; why, hints, doubts, moments."""

    def test_every_state_is_named(self, taking: CommentSettings, passage: Passage) -> None:
        for state in CommentState:
            make_comment(taking, passage, f"State {state.value}.", state=state)
        client = client_of(*EXPORTING)
        assert {row["comment"]: row["state"] for row in rows(client, taking)} == {
            "State unconfirmed.": "awaiting confirmation",
            "State waiting.": "waiting",
            "State published.": "published",
            "State redacted.": "published with redaction",
            "State rejected.": "rejected",
            "State withdrawn.": "withdrawn",
            "State removed.": "removed by order",
        }
        only = [row["comment"] for row in rows(client, taking, state="rejected")]
        assert only == ["State rejected."]

    def test_why_rule_hints_doubts_reports_and_moments(
        self, taking: CommentSettings, passage: Passage, admin_user: Any
    ) -> None:
        comment = make_comment(
            taking, passage, "Rude.", state=CommentState.WAITING, doubts=["fast", "trap"]
        )
        comment.hints.create(kind=HintKind.SHOUTING)
        comment.hints.create(kind=HintKind.LINKS, seen_at=timezone.now())
        CommentReport.objects.create(comment=comment, browser_hash="x", language="en")
        reason = rules_of(taking, "en").reasons[0]
        how = {"reason": reason, "why": "Calls us names."}
        decide_comment(comment=comment, decision=Decision.REJECT, user=admin_user, **how)
        CommentReport.objects.create(comment=comment, browser_hash="y", language="en")
        [row] = rows(client_of(*EXPORTING), taking)
        assert row["rule"] == "Be civil."
        assert row["told_to_author"] == "Write it again without insults."
        assert row["why"] == "Calls us names."
        assert row["hints"] == "shouting (open); links"
        assert row["doubts"] == "fast; trap"
        assert row["open_reports"] == "1"
        assert row["decided_at"] != ""
        assert row["placed_at_passage"] == str(passage.block_id)

    def test_what_redaction_took_out_is_in_no_file(
        self, taking: CommentSettings, passage: Passage, admin_user: Any
    ) -> None:
        comment = make_comment(taking, passage, "Ask Bob.", state=CommentState.WAITING)
        decide_comment(
            comment=comment, decision=Decision.REDACT, user=admin_user, why="A name.",
            redaction=Redaction(text=((4, 7),)),
        )  # fmt: skip
        [row] = rows(client_of(*EXPORTING), taking)
        assert row["comment"] == "Ask █████."
        assert "Bob" not in str(row)

    def test_by_language(self, taking: CommentSettings, passage: Passage) -> None:
        make_comment(taking, passage, "Tak.", language="pl")
        make_comment(taking, passage, "Yes.")
        found = rows(client_of(*EXPORTING), taking, language="pl")
        assert [row["comment"] for row in found] == ["Tak."]

    @pytest.mark.parametrize("kind", ["xlsx", "jsonl"])
    def test_other_kinds(self, taking: CommentSettings, passage: Passage, kind: str) -> None:
        make_comment(taking, passage, "Yes.", state=CommentState.REJECTED)
        response = client_of(*EXPORTING).post(address(taking), {"kind": kind})
        assert response["Content-Disposition"].endswith(f'.{kind}"')
        assert b"".join(response.streaming_content)

    def test_the_same_queries_for_three_and_for_thirty(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        client, counts = client_of(*EXPORTING), []
        for number in (3, 27):
            for _ in range(number):
                make_comment(taking, passage, state=CommentState.REJECTED)
            rows(client, taking)
            with CaptureQueriesContext(connection) as captured:
                rows(client, taking)
            counts.append(len(captured.captured_queries))
        assert counts[0] == counts[1]


class TestWhoGetsWhat:
    """Files, addresses, what is set aside."""

    @pytest.mark.parametrize(
        "permissions",
        [("access_admin",), ("access_admin", "view_comment"), ("access_admin", "export_comment")],
    )
    def test_only_who_may_export(
        self, taking: CommentSettings, passage: Passage, permissions: tuple[str, ...]
    ) -> None:
        make_comment(taking, passage)
        client = client_of(*permissions)
        for response in (
            client.get(address(taking)),
            client.post(address(taking), {"kind": "csv"}),
        ):
            assert response.status_code in {302, 403}
        assert entries() == []

    def test_addresses_only_with_the_right_and_the_box(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage, email="ada@example.org")
        without = client_of(*EXPORTING)
        assert b"with_addresses" not in without.get(address(taking)).content
        assert "email" not in rows(without, taking, with_addresses="on")[0]
        may = client_of(*EXPORTING, "view_commentauthor")
        assert b"with_addresses" in may.get(address(taking)).content
        assert "email" not in rows(may, taking)[0]
        assert rows(may, taking, with_addresses="on")[0]["email"] == "ada@example.org"
        told = {"kind": "csv", "state": "", "language": ""}
        assert entries() == [
            {**told, "with_addresses": True},
            {**told, "with_addresses": False},
            {**told, "with_addresses": False},
        ]

    def test_what_is_set_aside_only_for_who_looks_after_harm(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        comment = make_comment(taking, passage, "He hurts me.", state=CommentState.WAITING)
        hint = comment.hints.create(kind=HintKind.HARM)
        assert rows(client_of(*EXPORTING), taking) == []
        assert len(rows(client_of(*EXPORTING, "view_disclosurehint"), taking)) == 1
        hint.seen_at = timezone.now()
        hint.save()
        assert len(rows(client_of(*EXPORTING), taking)) == 1

    @pytest.mark.parametrize("asked", [{}, {"kind": "exe"}, {"kind": "csv", "state": "zzz"}])
    def test_what_is_wrong_is_said_and_nothing_is_noted(
        self, taking: CommentSettings, passage: Passage, asked: dict[str, str]
    ) -> None:
        response = client_of(*EXPORTING).post(address(taking), asked)
        assert response.status_code == 422
        assert entries() == []

    def test_more_than_a_sheet_holds_is_said(
        self, taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_comment(taking, passage)
        monkeypatch.setattr(files, "MOST_ROWS", 1)
        response = client_of(*EXPORTING).post(address(taking), {"kind": "xlsx"})
        assert response.status_code == 422
        assert "No workbook holds so many" in response.content.decode()
        assert entries() == []


class TestLetterSettings:
    """Which letters somebody wants."""

    @pytest.fixture
    def page_of_letters(self) -> str:
        """Its address."""
        return reverse("plan_comments_admin:mail_settings")

    def test_they_are_stored_for_oneself(self, db: None, page_of_letters: str) -> None:
        client = client_of("access_admin", "view_comment", "view_disclosurehint")
        page = client.get(page_of_letters)
        assert page.content.decode().count("checked") == 2
        done = client.post(page_of_letters, {"wants_urgent": "on"})
        assert done.status_code == 302
        row = ModeratorMail.objects.get()
        assert (row.wants_digest, row.wants_urgent) == (False, True)
        assert client.get(page_of_letters).content.decode().count("checked") == 1

    def test_urgent_letters_are_offered_to_the_named_role(
        self, db: None, page_of_letters: str
    ) -> None:
        page = client_of("access_admin", "view_comment").get(page_of_letters).content.decode()
        assert 'type="checkbox" name="wants_urgent"' not in page
        assert '<input type="hidden" name="wants_urgent" value="on">' in page

    def test_not_for_others(self, db: None, page_of_letters: str) -> None:
        client = client_of("access_admin")
        assert client.post(page_of_letters, {}).status_code in {302, 403}
        assert not ModeratorMail.objects.exists()
