"""Puts the owner's own introduction in the place of the demonstration's."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.demo.blocks import Raw, block, stream
from home.demo.content_files import read_json
from home.demo.load import CannotLoadError, Demonstration
from home.demo.pages import fresh, publish
from home.demo.translations import translate_again
from plan.consultation.models import ConsultationPage
from plan.models import StatementPage

BULLET = "•"
LARGEST = 1_000_000  # bytes; an introduction of that size is another file, chosen by mistake


@dataclass(frozen=True)
class Introduction:
    """A text as its owner wrote it: title, paragraphs and lists, words of the call to action."""

    title: str
    parts: tuple[str | tuple[str, ...], ...]
    call_to_action: str

    @property
    def body(self) -> list[Raw]:
        """A passage for each paragraph and each list; ids repeat when the text does."""
        return [as_block(part, place) for place, part in enumerate(self.parts)]


def as_block(part: str | tuple[str, ...], place: int) -> Raw:
    """A paragraph or a list as a passage."""
    words = uuid.uuid5(uuid.NAMESPACE_OID, repr(part)).hex
    if isinstance(part, str):
        return block("paragraph", f"<p>{escape(part, quote=False)}</p>", "own", place, words)
    points = "".join(f"<li>{escape(point, quote=False)}</li>" for point in part)
    return block("list", f"<ul>{points}</ul>", "own", place, words)


def read_introduction(path: Path) -> Introduction:
    """Read a file; CannotLoadError says what is wrong with it."""
    try:
        if path.stat().st_size > LARGEST:
            raise CannotLoadError(_("%(path)s is too large for an introduction.") % {"path": path})
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CannotLoadError(
            _("%(path)s cannot be read (%(reason)s). Check the name and try again.")
            % {"path": path, "reason": error.strerror}
        ) from error
    except UnicodeDecodeError as error:
        raise CannotLoadError(
            _("%(path)s is not text in UTF-8. Save it as UTF-8 and try again.") % {"path": path}
        ) from error
    return parse_introduction(text)


def parse_introduction(text: str) -> Introduction:
    """First line the title, last line the call to action, between them paragraphs and lists."""
    if "\x00" in text:
        raise CannotLoadError(_("The file is not plain text. Save it as text and try again."))
    lines = [line.strip() for line in text.strip().splitlines()]
    parts = tuple(parts_of(lines[1:-1]))
    if len(lines) < 3 or not parts:
        raise CannotLoadError(
            _(
                "The introduction needs a title in the first line, at least one paragraph, and the "
                "words of the button in the last line."
            )
        )
    refuse_long(_("The first line, which is the title,"), lines[0], StatementPage, "title")
    words = _("The last line, which becomes the words of the button,")
    refuse_long(words, lines[-1], ConsultationPage, "call_to_action")
    return Introduction(lines[0], parts, lines[-1])


def refuse_long(what: str, line: str, page_type: type[Page], field: str) -> None:
    """CannotLoadError when a line does not fit where it goes."""
    found: Any = page_type._meta.get_field(field)
    limit = found.max_length
    if len(line) > limit:
        raise CannotLoadError(
            _("%(what)s can have up to %(limit)d characters and has %(length)d: shorten it.")
            % {"what": what, "limit": limit, "length": len(line)}
        )


def parts_of(lines: list[str]) -> Iterator[str | tuple[str, ...]]:
    """Paragraphs, and lists of what begins with a bullet, blank lines between them or not."""
    for is_list, found in groupby(paragraphs(lines), key=lambda words: words.startswith(BULLET)):
        if is_list:
            points = tuple(words.removeprefix(BULLET).strip() for words in found)
            yield tuple(point for point in points if point)
        else:
            yield from found


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines that belong together as one; a bullet begins anew."""
    current: list[str] = []
    for line in [*lines, ""]:
        if current and (not line or line.startswith(BULLET)):
            yield " ".join(current)
            current = []
        if line:
            current.append(line)


@transaction.atomic
def replace_introduction(found: Demonstration, given: Introduction) -> bool:
    """Publish the owner's text where it differs; returns whether it did.

    Translations stay as they were, out of date, until somebody translates the new text.
    """
    slug = read_json("plan")["statement"]["slug"]
    statement = StatementPage.objects.child_of(found.plan).filter(slug=slug).first()
    if statement is None:
        raise CannotLoadError(
            _("The page with the introduction is gone. Begin anew with: make demo-reset")
        )
    changed = replace_statement(statement, given)
    return replace_call_to_action(found.page, given) or changed


def replace_statement(statement: StatementPage, given: Introduction) -> bool:
    """Title and text of the statement; the retelling's summary goes with its text."""
    ids = [item["id"] for item in given.body]
    if statement.title == given.title and [item.id for item in statement.body] == ids:
        return False
    page = statement.get_latest_revision_as_object()
    page.title, page.summary = given.title, ""
    page.body = stream(StatementPage, "body", given.body)
    translate_again(publish(page))
    return True


def replace_call_to_action(page: ConsultationPage, given: Introduction) -> bool:
    """Words of the button that leads to the survey."""
    if fresh(page).call_to_action == given.call_to_action:
        return False
    draft = page.get_latest_revision_as_object()
    draft.call_to_action = given.call_to_action
    translate_again(publish(draft))
    return True
