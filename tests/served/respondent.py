"""Somebody who answers over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import re
from typing import Any

import requests

#: Seconds; generous, for the machine may be busy.
TIMEOUT = 120
REFERENCE = re.compile(r'<bdi dir="ltr">([A-Z0-9]{8})</bdi>')


class Respondent:
    """One attempt at one form."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.session = requests.Session()
        self.token = ""

    def start(self) -> Respondent:
        """Press the start button; the cookie holds the token that the pages repeat."""
        answer = self.session.post(self.form, timeout=TIMEOUT, allow_redirects=False)
        assert answer.status_code == 303, answer.status_code
        self.token = next(iter(self.session.cookies.values()))
        return self

    def answer(self, section: int, answers: dict[str, Any]) -> Respondent:
        """Fill in one section and continue."""
        answer = self.session.post(
            f"{self.form}section/{section}/",
            {**answers, "attempt": self.token},
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        assert answer.status_code == 303, (answer.status_code, answer.text)
        return self

    def send(self) -> requests.Response:
        """Press "send", and follow to whatever comes."""
        return requests.post(
            f"{self.form}check/",
            {"attempt": self.token},
            cookies=self.session.cookies,
            timeout=TIMEOUT,
        )


def reference_in(page: requests.Response) -> str:
    """The reference on a receipt; empty when there is none."""
    found = REFERENCE.search(page.text)
    return found.group(1) if found and page.status_code == 200 else ""
