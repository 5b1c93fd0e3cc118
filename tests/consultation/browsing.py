"""A respondent with a browser: walks through a form over HTTP, with or without cookies."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from plan.consultation.models import (
    Answer,
    Attempt,
    AttemptSection,
    ConsultationPage,
    ContactDetail,
    Response,
)
from plan.tokens import hash_token
from tests.consultation.factories import first_answers, record, second_answers

STORED = (Attempt, AttemptSection, Response, Answer, ContactDetail)


class PageText(HTMLParser):
    """Reads ids, links, form controls and visible words out of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.hidden: list[tuple[str, str]] = []
        self.actions: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of a tag."""
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "form":
            self.actions.append(given.get("action", ""))
        if tag == "input" and given.get("type") == "hidden":
            self.hidden.append((given["name"], given.get("value", "")))

    def handle_data(self, data: str) -> None:
        """Note words."""
        if data.strip():
            self.words.append(data.strip())


def page_of(response: Any) -> PageText:
    """The page in a response."""
    return PageText(response.content.decode())


def text_of(response: Any) -> str:
    """A page's source with entities resolved and white space made single."""
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def title_of(response: Any) -> str:
    """What the browser's history shows."""
    return text_of(response).split("<title>", 1)[1].split("</title>", 1)[0].strip()


def heading_of(response: Any) -> str:
    """The page's first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text_of(response))
    return found[1].strip() if found else ""


def summary_errors(response: Any) -> list[tuple[str, str]]:
    """Links and words of the error summary; plain words have an empty link."""
    found = re.search(r'govuk-error-summary__list">(.*?)</ul>', text_of(response))
    items = re.findall(r"<li>(.*?)</li>", found[1]) if found else []
    errors = []
    for item in items:
        link = re.search(r'href="([^"]*)"', item)
        words = re.sub(r"<[^>]+>", "", item).strip()
        errors.append((link[1] if link else "", words))
    return errors


def token_in(response: Any) -> str:
    """The attempt's token in a page."""
    return dict(page_of(response).hidden)["attempt"]


def stored() -> dict[str, list[Any]]:
    """Every row that answering writes, to prove that a refusal wrote nothing."""
    return {
        model.__name__: sorted((tuple(row.items()) for row in model.objects.values()), key=repr)
        for model in STORED
    }


class Walk:
    """One respondent on the way through one form, in one language."""

    def __init__(
        self, page: ConsultationPage, client: Client | None = None, language: str = "en"
    ) -> None:
        self.page = page
        self.client = client or Client()
        self.language = language
        self.token = ""

    @property
    def address(self) -> str:
        """Where the form lives."""
        return f"/{self.language}/take-part/{record(self.page).public_id}/"

    @property
    def cookie(self) -> Any:
        """The cookie that holds the attempt."""
        return self.client.cookies.get(f"plan_attempt_{record(self.page).public_id}")

    def start(self, **data: Any) -> Any:
        """Press the button, and read the token in the first page."""
        response = self.client.post(self.address, data)
        if response.status_code == 303:
            self.token = token_in(self.get("section/1/"))
        return response

    def get(self, step: str = "", **data: Any) -> Any:
        """Open a step."""
        return self.client.get(self.address + step, data)

    def post(self, step: str, data: Any = None, **headers: Any) -> Any:
        """Send a step with the token of its page."""
        given = {"attempt": self.token, **(data or {})}
        return self.client.post(self.address + step, given, headers=headers or None)

    def first(self, **changes: Any) -> Any:
        """Send the first section, valid unless changed."""
        return self.post("section/1/", {**first_answers(), **changes})

    def second(self, **changes: Any) -> Any:
        """Send the second section, valid unless changed."""
        return self.post("section/2/", {**second_answers(), **changes})

    def fill(self) -> Walk:
        """Start, and answer everything."""
        self.start()
        self.first()
        self.second()
        return self

    def send(self) -> Any:
        """Send what is on the check page."""
        return self.post("check/")

    def finish_form(self) -> Response:
        """The whole way; the response it made."""
        self.fill()
        self.send()
        return Response.objects.get(attempt__token_hash=hash_token(self.token))
