"""A question bank in a form: it stands for all that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from plan.consultation import banks
from plan.consultation.questions.base import ItemType


class BankChooserBlock(SnippetChooserBlock):
    """Which bank. Translations of a form keep the bank they were made with.

    To wagtail-localize it is nothing to translate: the bank itself is translated, once.
    """

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Nothing for translators."""
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """The same bank."""
        return value


class BankBlock(blocks.StructBlock):
    """All questions of a bank, in its order."""

    bank = BankChooserBlock(
        "plan_consultation.QuestionBank",
        label=_("question bank"),
        help_text=_("Changes of the bank reach this form when it is published again."),
    )

    class Meta:
        icon = "list-ul"
        label = _("question bank")
        label_format = "{bank}"


class BankItem(ItemType):
    """All questions of a bank, under the ids they have there."""

    name = "bank"
    label = _("question bank")
    block_class = BankBlock
    is_for_banks = False

    def compiled(
        self, item_id: str, value: Any, language: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """Why it is asked, then each question."""
        if value["bank"] is not None:
            yield from banks.expanded(value["bank"], language)

    def conditions(self, value: Any) -> list[dict[str, Any]]:
        """Those of the bank."""
        return banks.conditions_of(value["bank"]) if value["bank"] is not None else []

    def sources(self, value: Any) -> list[dict[str, Any]]:
        """Which version of which bank."""
        return [banks.note_of(value["bank"])] if value["bank"] is not None else []


TYPES = [BankItem()]
