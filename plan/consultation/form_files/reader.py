"""Blocks read from a file: one way for every type of question, whoever added it.

A block's fields stand under their own names; what is left out has the block's default.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from draftjs_exporter.error import ExporterException
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from plan.consultation.form_files.chosen import candidates, choices_of, is_named
from plan.consultation.form_files.faults import Faults
from plan.consultation.form_files.identities import Identities, SpareKeys
from plan.consultation.picking import ClauseAnswersBlock
from plan.consultation.questions.base import IdentityBlock

#: What names of fields that hold an id point to.
#: What the editor's converter raises at HTML that nests as none does.
HTML_FAULTS = (AssertionError, AttributeError, LookupError, TypeError, ValueError)
POINTS_TO = {"show_if": "condition", "question": "question", "after": "question"}
#: Under these names stand things with ids of their own.
HOLDS = {"sections": "section", "questions": "question", "conditions": "condition"}


class Reader:
    """Reads blocks; what is wrong is noted, and the default stands in for it."""

    def __init__(self, identities: Identities, language: str) -> None:
        self.identities = identities
        self.language = language
        self.faults = Faults()
        #: Paths of pointers by kind and id, to be looked up when everything is read.
        self.pointers: list[tuple[str, str, str]] = []

    def read(self, block: Any, given: Any, path: str, name: str = "", owner: str = "") -> Any:
        """A block's value as it is stored."""
        if isinstance(block, blocks.BaseStreamBlock):
            return self.stream(block, given, path, HOLDS.get(name, "question"))
        if isinstance(block, blocks.BaseStructBlock):
            return self.struct(block, given, path, owner)
        if isinstance(block, blocks.ListBlock):
            return self.items(block, given, path, owner)
        if isinstance(block, ClauseAnswersBlock):
            return self.answers(given, path)
        if isinstance(block, IdentityBlock) and name in POINTS_TO:
            return self.pointer(given, path, POINTS_TO[name])
        if isinstance(block, blocks.ChooserBlock):
            return self.chosen(block, given, path)
        if is_named(block) and isinstance(given, dict):
            return self.named(block, given.get("name"), path)
        return self.plain(block, given, path)

    def stream(self, block: Any, given: Any, path: str, kind: str) -> list[dict[str, Any]]:
        """Blocks of several types, each with its type and its key."""
        found, spare = [], SpareKeys()
        for place, (one, here) in enumerate(self.listed(given, path)):
            if not isinstance(one, dict):
                self.faults.add(here, _("Write it in braces, with its type and its fields."))
                continue
            usual = next(iter(block.child_blocks)) if kind != "question" else ""
            name = one.get("type", usual)
            child = block.child_blocks.get(name) if isinstance(name, str) else None
            if child is None:
                known = {"name": name, "names": ", ".join(block.child_blocks)}
                words = _("There is no type “%(name)s”. There are: %(names)s.")
                self.faults.add(f"{here}.type", words % known)
                continue
            own = one.get("key") or spare.of(words_of(one) or f"{name} {place + 1}")
            identity = self.identity(self.identities.of(kind, str(own)), own, here)
            fields = {key: value for key, value in one.items() if key not in ("type", "key")}
            value = self.checked(child, fields, here, identity)
            found.append({"type": name, "id": identity, "value": value})
        return found

    def identity(self, identity: str, key: Any, path: str) -> str:
        """The id, which nothing else may have."""
        if not isinstance(key, str | int) or len(str(key)) > 200:
            self.faults.add(f"{path}.key", _("A key is a short text."))
        elif not self.identities.take(identity):
            words = _("The key “%(key)s” is taken: give everything a key of its own.")
            self.faults.add(f"{path}.key", words % {"key": key})
        return identity

    def checked(self, block: Any, given: Any, path: str, identity: str) -> Any:
        """The value of a block that also agrees in itself, such as a smallest with a largest."""
        before = len(self.faults.found)
        value = self.read(block, given, path, owner=identity)
        if len(self.faults.found) == before and not has_stream(block):
            try:
                block.clean(block.to_python(value))
            except ValidationError as error:
                for where, words in flat(error):
                    self.faults.add(f"{path}{where}", words)
        return value

    def struct(self, block: Any, given: Any, path: str, owner: str) -> dict[str, Any]:
        """A block of named fields."""
        if isinstance(given, str) and "text" in block.child_blocks:
            given = {"text": given}
        if not isinstance(given, dict):
            self.faults.add(path, _("Write it in braces, with its fields by name."))
            given = {}
        for name in given:
            if name not in block.child_blocks:
                known = {"name": name, "names": ", ".join(block.child_blocks)}
                words = _("There is no field “%(name)s”. There are: %(names)s.")
                self.faults.add(f"{path}.{name}", words % known)
        value = {}
        for name, child in block.child_blocks.items():
            where = f"{path}.{name}" if path else name
            if name in given:
                value[name] = self.read(child, given[name], where, name, owner)
            else:
                value[name] = default_of(child)
                self.needed(child, where)
        return value

    def needed(self, block: Any, path: str) -> None:
        """Note what must be there and is not."""
        if isinstance(block, blocks.FieldBlock) and block.required and not default_of(block):
            self.faults.add(path, _("This must be given."))

    def items(self, block: Any, given: Any, path: str, owner: str) -> list[dict[str, Any]]:
        """Blocks of one type. A key is looked up inside the question that owns the list."""
        found, spare = [], SpareKeys()
        for one, here in self.listed(given, path):
            fields, key = one, None
            if isinstance(one, dict) and "key" in one:
                fields = {name: value for name, value in one.items() if name != "key"}
                key = one["key"]
                if not isinstance(block.child_block, blocks.BaseStructBlock):
                    fields = fields.get("value")
            own = str(key or spare.of(words_of(one)))
            identity = self.identities.of_item(owner, own) if owner else str(uuid.uuid4())
            if owner:
                identity = self.identity(identity, own, here)
                self.identities.items[owner, own] = identity
            value = self.read(block.child_block, fields, here)
            found.append({"type": "item", "id": identity, "value": value})
        return found

    def listed(self, given: Any, path: str) -> Iterator[tuple[Any, str]]:
        """The members of a list with their paths."""
        if not isinstance(given, list):
            self.faults.add(path, _("Write it as a list, in square brackets."))
            return
        for place, one in enumerate(given):
            yield one, f"{path}[{place}]"

    def answers(self, given: Any, path: str) -> str:
        """What an answer is compared with, a line each; looked up when everything is read."""
        if not isinstance(given, list):
            given = [given]
        lines = []
        for one in given:
            if isinstance(one, dict | list | bool) or one is None or "\n" in str(one):
                self.faults.add(path, _("Write an answer as text or as a number."))
            else:
                lines.append(str(one))
        return "\n".join(lines)

    def pointer(self, given: Any, path: str, kind: str) -> str:
        """The id of what is named by its key."""
        if given in ("", None):
            return ""
        if not isinstance(given, str | int):
            self.faults.add(path, _("Write the key of what is meant."))
            return ""
        identity = self.identities.of(kind, str(given))
        self.pointers.append((kind, identity, path))
        return identity

    def chosen(self, block: Any, given: Any, path: str) -> Any:
        """Something that exists outside the form, by its name."""
        if given in ("", None):
            if block.required:
                self.faults.add(path, _("This must be given."))
            return None
        name = given.get("name") if isinstance(given, dict) else given
        found = candidates(block.model_class, str(name), self.language)
        if len(found) == 1:
            return found[0].pk
        about = {"kind": block.model_class._meta.verbose_name, "name": name}
        if found:
            words = _("There are several of the kind “%(kind)s” with the name “%(name)s”.")
        else:
            words = _(
                "There is nothing of the kind “%(kind)s” with the name “%(name)s”: make it first."
            )
        self.faults.add(path, words % about)
        return None

    def named(self, block: Any, name: Any, path: str) -> Any:
        """Something that is kept for many forms, by its name."""
        found = [value for value, label in choices_of(block) if value and label == name]
        if len(found) == 1:
            return found[0]
        words = _("There are several with the name “%(name)s”.")
        if not found:
            words = _("There is nothing with the name “%(name)s”: make it first.")
        self.faults.add(path, words % {"name": name})
        return default_of(block)

    def plain(self, block: Any, given: Any, path: str) -> Any:
        """A single value, checked as the editor's own field checks it."""
        if isinstance(given, dict | list):
            self.faults.add(path, _("Write a single value."))
            return default_of(block)
        if isinstance(block, blocks.RichTextBlock) and isinstance(given, str):
            try:
                given = safe_html(block, given)
            except (*HTML_FAULTS, ExporterException):
                self.faults.add(path, _("This is no HTML that the editor could read."))
                return default_of(block)
        if isinstance(block, blocks.BooleanBlock) and not isinstance(given, bool):
            self.faults.add(path, _("Write true or false."))
            return default_of(block)
        try:
            value = block.clean(block.to_python(given))
            return block.get_prep_value(value)
        except ValidationError as error:
            for words in error.messages:
                self.faults.add(path, words)
        except (TypeError, ValueError, ArithmeticError):
            self.faults.add(path, _("This value cannot be used here."))
        return default_of(block)


def default_of(block: Any) -> Any:
    """What stands where nothing is given, as it is stored."""
    return block.get_prep_value(block.normalize(block.get_default()))


def words_of(given: Any) -> str:
    """The words by which something without a key is known."""
    if isinstance(given, dict):
        return str(given.get("text") or given.get("title") or given.get("name") or "")
    return given if isinstance(given, str) else ""


def has_stream(block: Any) -> bool:
    """Whether it holds blocks that are looked at one by one."""
    children = getattr(block, "child_blocks", {}).values()
    return any(isinstance(child, blocks.BaseStreamBlock) for child in children)


def safe_html(block: Any, given: str) -> str:
    """Text with nothing but what an editor could write into this field.

    What is so already stays as it is, with or without the editor's keys of paragraphs.
    """
    converter = ContentstateConverter(features=block.features)
    balanced = str(BeautifulSoup(given, "html.parser"))
    cleaned: str = converter.to_database_format(converter.from_database_format(balanced))
    return given if without_keys(cleaned) == without_keys(given) else cleaned


def without_keys(text: str) -> str:
    """HTML without the keys that the editor gives paragraphs."""
    return re.sub(r' data-block-key="[a-z0-9]*"', "", text)


def flat(error: ValidationError) -> Iterator[tuple[str, str]]:
    """Each message of a block's error, with the path from the block."""
    by_name = getattr(error, "block_errors", None)
    if isinstance(by_name, dict):
        for name, inner in by_name.items():
            where = f"[{name}]" if isinstance(name, int) else f".{name}"
            for path, words in flat(inner) if isinstance(inner, ValidationError) else ():
                yield f"{where}{path}", words
    own = getattr(error, "non_block_errors", None)
    if by_name is None and own is None:
        for words in error.messages:
            yield "", words
    for one in own or ():
        for words in one.messages if isinstance(one, ValidationError) else [str(one)]:
            yield "", words
