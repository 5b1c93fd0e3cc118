"""What the rows of the matrix are made of, and how an answer is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

ANONYMOUS = "anonymous"
EDITOR = "Editor"
MANAGER = "Consultation manager"
ANALYST = "Analyst"
DATA_OWNER = "Data owner"
MODERATOR = "Moderator"
PUBLISHER = "Publisher"
POLISH = "Translator: Polish"
ARABIC = "Translator: Arabic"
SUPERUSER = "superuser"

GROUPS = (EDITOR, MANAGER, ANALYST, DATA_OWNER, MODERATOR, PUBLISHER, POLISH, ARABIC)
ROLES = (ANONYMOUS, *GROUPS, SUPERUSER)

#: Sent to the sign-in page.
LOGIN = "sign-in"
#: Refused: 403, or Wagtail's way of it, which is to lead back to the admin's front page.
DENIED = "denied"
#: Whatever the view says to those it lets in: neither a refusal nor the sign-in.
ANY = "let in"

#: Roles that may choose files.
FILE_ROLES = (EDITOR, MANAGER, PUBLISHER, POLISH, ARABIC)

Arguments = Callable[[Any], Sequence[Any]]


@dataclass(frozen=True)
class Row:
    """What one address answers to each role, by method.

    `arguments` are those of the address, taken from the world of the tests. Each of `get` and
    `post` names the outcome per role; `data` is what a POST sends;
    `path` is for an address without a name; `named` is the name that leads to one.
    """

    get: dict[str, str]
    post: dict[str, str]
    arguments: Arguments = lambda world: ()
    data: dict[str, Any] = field(default_factory=dict)
    path: str = ""
    named: str = ""


def everybody(outcome: str | int) -> dict[str, str]:
    """The same for all."""
    return dict.fromkeys(ROLES, str(outcome))


def only(*allowed: str, outcome: str | int = 200) -> dict[str, str]:
    """These roles and administrators get an answer; staff are refused, others sign in first."""
    granted = {SUPERUSER, *allowed}
    return {
        role: str(outcome) if role in granted else LOGIN if role == ANONYMOUS else DENIED
        for role in ROLES
    }


def staff(outcome: str | int = 200) -> dict[str, str]:
    """Everybody with a role, whichever."""
    return only(*GROUPS, outcome=outcome)


def public(arguments: Arguments = lambda world: (), outcome: str | int = 200) -> Row:
    """Anybody may read; nobody may write."""
    return Row(everybody(outcome), everybody(405), arguments)


def outcome_of(response: HttpResponse) -> str:
    """The name of an answer."""
    if response.status_code == 403:
        return DENIED
    if response.status_code == 302:
        target = response["Location"].split("?")[0]
        if target.endswith("/login/"):
            return LOGIN
        if target == reverse("wagtailadmin_home"):
            return DENIED
    return str(response.status_code)


def agrees(expected: str, outcome: str) -> bool:
    """Whether an outcome is the expected one."""
    return outcome == expected or (expected == ANY and outcome not in (LOGIN, DENIED))
