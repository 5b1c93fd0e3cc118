"""Addresses of what comes after sending: private pages, paper, receipts, updates, sources."""

from __future__ import annotations

from typing import Any

from plan.consultation.asking_for.links import token_of as subscriber_token
from plan.consultation.private_links import token_of
from tests.permissions.expected.consultation import (
    ADMIN,
    AUTHORS,
    READERS,
    READERS_ONLY_GET,
    consultation,
    response,
)
from tests.permissions.rows import MANAGER, Row, everybody, only, public, staff


def own(world: Any) -> list[str]:
    """The private link of the response, which opens it to whoever has it."""
    return [*response(world), token_of(world["response"])]


def draft_on_paper(world: Any) -> list[Any]:
    """The draft of a consultation's page, printed."""
    return [world["consultation_page"].pk, "standard"]


def from_library(world: Any) -> list[str]:
    """A source of the consultation."""
    return [*consultation(world), world["source"].code]


def news(world: Any) -> list[Any]:
    """The link of an address that wants news."""
    return [world["subscriber"].pk, subscriber_token(world["subscriber"])]


EXPECTED = {
    "plan:private_page": public(own),
    "plan:change_own": Row(everybody(303), everybody(303), own),
    "plan:withdraw_own": Row(everybody(200), everybody(303), own),
    "plan:copy_own": public(own),
    "plan:receipt": Row(everybody(404), everybody(404), consultation),
    "plan:from_source": public(from_library),
    "plan_short:source": public(from_library, outcome=302),
    f"{ADMIN}:sources": Row(READERS, only(MANAGER, outcome=422), consultation),
    f"{ADMIN}:source_qr": Row(READERS, staff(405), from_library),
    f"{ADMIN}:source_poster": Row(READERS, staff(405), lambda world: [*from_library(world), "en"]),
    "plan:paper_copy": Row(everybody(200), everybody(422), consultation),
    "plan:updates": Row(everybody(200), everybody(422), consultation),
    "plan:confirm_updates": Row(everybody(200), everybody(200), news),
    "plan:stop_updates": Row(everybody(200), everybody(200), news),
    f"{ADMIN}:paper_requests": Row(only(MANAGER), only(MANAGER, outcome=302), consultation),
    f"{ADMIN}:paper_requests_csv": Row(only(MANAGER), staff(405), consultation),
    f"{ADMIN}:subscribers": Row(only(MANAGER), only(MANAGER, outcome=302), consultation),
    f"{ADMIN}:subscribers_csv": Row(only(MANAGER), staff(405), consultation),
    "plan:paper_form": public(lambda world: [*consultation(world), "standard"]),
    f"{ADMIN}:preview_paper_form": Row(AUTHORS, staff(405), draft_on_paper),
    f"{ADMIN}:paper": Row(READERS, READERS_ONLY_GET, consultation),
    f"{ADMIN}:new_private_link": Row(only(MANAGER), only(MANAGER), response),
}
