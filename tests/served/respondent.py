"""Somebody who answers over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import re
from typing import Any

import requests

TOKEN = re.compile(r'name="attempt" value="([^"]+)"')
REFERENCE = re.compile(r'<bdi dir="ltr">([A-Z0-9]{8})</bdi>')


class Respondent:
    """One attempt at one form."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.session = requests.Session()
        self.token = ""

    def start(self) -> Respondent:
        """Press the start button."""
        page = self.session.post(self.form, timeout=60)
        assert page.status_code == 200, page.status_code
        found = TOKEN.search(page.text)
        assert found, page.text
        self.token = found.group(1)
        return self

    def answer(self, section: int, answers: dict[str, Any]) -> Respondent:
        """Fill in one section and continue."""
        page = self.session.post(
            f"{self.form}section/{section}/", {**answers, "attempt": self.token}, timeout=60
        )
        assert page.status_code == 200, (page.status_code, page.text)
        return self

    def send(self) -> requests.Response:
        """Press "send", and follow to whatever comes."""
        return requests.post(
            f"{self.form}check/",
            {"attempt": self.token},
            cookies=self.session.cookies,
            timeout=60,
        )


def reference_in(page: requests.Response) -> str:
    """The reference on a receipt; empty when there is none."""
    found = REFERENCE.search(page.text)
    return found.group(1) if found and page.status_code == 200 else ""
