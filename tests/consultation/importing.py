"""Tables of responses to the standard form, and the page that imports them."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from django.test import Client
from django.utils import timezone

from plan.consultation.models import ConsultationPage
from tests.consultation.browsing import text_of
from tests.consultation.entering import days, upload, url

TOPICS = [f"q5_{place}" for place in range(1, 5)]
FACTS = ["id", "received_at", "channel", "language"]
HEADER = [*FACTS, "q1", "q1_other", "q3", "q4", *TOPICS, "q6", "q7", "q8"]


def day() -> str:
    """A day within the open period."""
    return (timezone.localdate() - days(2)).isoformat()


def row(**changes: str) -> list[str]:
    """A right row."""
    values = {
        "id": "",
        "received_at": day(),
        "channel": "paper",
        "language": "",
        "q1": "1",
        "q3": "2026-02-01",
        "q4": "3",
        "q5_1": "1",
        "q5_2": "1",
        "q5_3": "0",
        "q5_4": "0",
        "q6": "2",
        "q7": "Hackney",
        "q8": "More buses.",
        **changes,
    }
    return [values.get(name, "") for name in HEADER]


def table(*rows: list[str], header: list[str] | None = None) -> bytes:
    """A CSV file."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([header or HEADER, *rows])
    return buffer.getvalue().encode()


def look(client: Client, page: ConsultationPage, content: bytes, name: str = "in.csv") -> Any:
    """Choose a file, and look at what comes."""
    data = {"language": "en", "file": upload(content, name)}
    return client.post(url("import_responses", page), data)


def token(answer: Any) -> str:
    """What opens the file that was looked through."""
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    return found[1] if found else ""


def bring_in(client: Client, page: ConsultationPage, content: bytes, **extra: str) -> Any:
    """Look a file through, and import it."""
    answer = look(client, page, content)
    assert token(answer), text_of(answer)
    return client.post(url("import_responses", page), {"token": token(answer), **extra})


def faults(answer: Any) -> list[tuple[str, ...]]:
    """The table of what is wrong: row, column, cell, words."""
    rows = re.findall(r"<tr><td>(.*?)</tr>", text_of(answer))
    return [
        tuple(re.sub(r"<[^>]+>", "", cell).strip() for cell in found.split("</td>")[:4])
        for found in rows
    ]
