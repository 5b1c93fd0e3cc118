"""The block with which editors put questions of a consultation beside the plan's passages."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition
from plan.consultation.embedding import obstacle
from plan.consultation.models import ConsultationPage, FormTexts

#: More would be a survey in the middle of a text.
MOST_QUESTIONS = 5
OPINION, CHOSEN = "opinion", "questions"
Choices = list[tuple[str, list[tuple[str, str]]]]


def newest_definitions(keys: Sequence[uuid.UUID] = ()) -> dict[uuid.UUID, FormDefinition]:
    """Forms in force by the translation key of their page, in the reader's language if there."""
    rows = FormTexts.objects.order_by("version__number", "revision", "pk")
    if keys:
        rows = rows.filter(version__consultation__translation_key__in=keys)
    newest: dict[uuid.UUID, tuple[tuple[int, bool], int]] = {}
    names = ("pk", "version__consultation__translation_key", "version__number", "language")
    for pk, key, number, language in rows.values_list(*names):
        rank = (number, language == get_language())
        if key not in newest or rank >= newest[key][0]:
            newest[key] = (rank, pk)
    return {key: definition_by_texts(pk) for key, (_rank, pk) in newest.items()}


def question_choices() -> Choices:
    """All questions that are asked, in groups by consultation: editors never see an id."""
    found = newest_definitions()
    pages = ConsultationPage.objects.filter(translation_key__in=found, alias_of=None)
    titles: dict[uuid.UUID, str] = {}
    for key, title, language in pages.order_by("pk").values_list(
        "translation_key", "title", "locale__language_code"
    ):
        if key not in titles or language == get_language():
            titles[key] = title
    return [
        (
            titles[key],
            [(str(question.id), question.text) for question in definition.questions()],
        )
        for key, definition in found.items()
        if key in titles
    ]


class AskBlock(blocks.StructBlock):
    """Questions of a consultation, beside the passage before them; shown while it is open."""

    kind = blocks.ChoiceBlock(
        label=_("what to ask"),
        choices=[
            (OPINION, _("“Tell us what you think of this”, with one question for long text")),
            (CHOSEN, _("Chosen questions")),
        ],
        default=OPINION,
    )
    page = blocks.PageChooserBlock(
        label=_("consultation"), page_type="plan_consultation.ConsultationPage"
    )
    questions = blocks.ListBlock(
        blocks.ChoiceBlock(label=_("question"), choices=question_choices),
        label=_("questions"),
        min_num=1,
        max_num=MOST_QUESTIONS,
        help_text=_("Of this consultation’s form, as published."),
    )

    class Meta:
        icon = "comment-add"
        label = _("questions of a consultation")
        template = "plan/consultation/blocks/ask_out_of_place.html"
        preview_template = "plan/blocks/preview.html"
        preview_value: ClassVar[dict[str, Any]] = {"kind": OPINION, "page": None, "questions": []}
        description = _(
            "Readers answer on the spot: about the passage before it, while the consultation "
            "is open."
        )

    def clean(self, value: Any) -> Any:
        """Refuse what cannot be asked here, and say why beside the field."""
        result = super().clean(value)
        key = result["page"].specific.translation_key
        definition = newest_definitions([key]).get(key)
        if definition is None:
            message = _("The form of this consultation has not been published yet. Do that first.")
            raise StructBlockValidationError(block_errors={"page": ValidationError(message)})
        chosen = [uuid.UUID(question) for question in result["questions"]]
        reasons = [obstacle(definition, question) for question in chosen]
        if len(set(chosen)) < len(chosen):
            reasons.append(str(_("Choose each question once.")))
        if result["kind"] == OPINION and not is_one_long_text(definition, chosen):
            reasons.append(
                str(_("“Tell us what you think of this” needs exactly one question for long text."))
            )
        if found := [reason for reason in reasons if reason]:
            error = ValidationError(found)
            raise StructBlockValidationError(block_errors={"questions": error})
        return result


def is_one_long_text(definition: FormDefinition, chosen: Sequence[uuid.UUID]) -> bool:
    """Whether there is one question, and it takes several lines."""
    found = [definition.question(question) for question in chosen]
    return [question.type for question in found if question] == ["long_text"]
