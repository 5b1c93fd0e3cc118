"""Sending files to a form, and looking at what is kept of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plan.consultation.actions.start_attempt import delete_idle_attempts
from plan.consultation.models import Attempt, Response
from tests.consultation.browsing import Walk
from tests.consultation.factories import make_consultation, name, question
from tests.consultation.factories import section as a_section
from tests.consultation.test_file_contents import PDF
from tests.factories import committing

FILE = f"{name('file')}-file"
REMOVE = f"{name('file')}-remove"
EXE = b"MZ\x90\x00" + b"\x00" * 100


def sections(**more: Any) -> list[dict[str, Any]]:
    """A form with a file and a text, then another section."""
    file = question(
        "file_upload", "file", "Your paper", groups=["pdf", "images", "documents"], largest=1
    )
    file["value"].update(more)
    return [
        a_section("one", "One", file, question("short_text", "place", "Where?", is_required=True)),
        a_section("two", "Two", question("short_text", "else", "Anything else?")),
    ]


def upload(content: bytes = PDF, called: str = "Our view.pdf", kind: str = "") -> Any:
    """A file as a browser sends it."""
    return SimpleUploadedFile(called, content, kind or "application/octet-stream")


def send(walk: Walk, file: Any = None, **data: Any) -> Any:
    """Send the first section."""
    given = {name("place"): "Leeds", **data}
    with committing():
        return walk.post("section/1/", {**given, **({FILE: file} if file else {})})


def held(walk: Walk) -> str:
    """The id that the page carries."""
    found = [value for key, value in hidden(walk) if key == name("file")]
    return found[0] if found else ""


def hidden(walk: Walk) -> list[tuple[str, str]]:
    """Hidden fields of the first section."""
    from tests.consultation.browsing import page_of

    return page_of(walk.get("section/1/")).hidden


def contents(folder: Path) -> list[bytes]:
    """What is kept."""
    return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def finish(walk: Walk) -> Response:
    """Send everything."""
    with committing():
        walk.post("section/2/", {})
        walk.post("check/")
    return Response.objects.get()


def delete_all_idle_attempts() -> None:
    """A day later."""
    Attempt.objects.update(last_active_at=timezone.now() - timedelta(days=2))
    with committing():
        assert delete_idle_attempts() == 1


def begun(**more: Any) -> Walk:
    """Somebody who has begun to answer a form that asks for a file."""
    found = Walk(make_consultation(sections=sections(**more)))
    found.start()
    return found
