"""Questions answered with a file, which is judged by its content and kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from plan.consultation.answer_files import FILE_TYPE, file_for
from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.file_contents import KINDS
from plan.consultation.models import AnswerFile
from plan.consultation.questions.base import QuestionBlock, QuestionType
from plan.consultation.questions.paper import Note, PaperPart
from plan.forms.widgets_upload import FAULT, FILE, REMOVE, UploadInput

__all__ = ["FAULT", "FILE", "REMOVE", "FileUpload", "groups_of", "largest_of"]

#: In megabytes.
LARGEST = 20
GROUPS = [
    ("pdf", gettext_lazy("PDF")),
    ("images", gettext_lazy("photographs and images (JPEG, PNG)")),
    ("documents", gettext_lazy("text documents (Word .docx, OpenDocument .odt)")),
    ("spreadsheets", gettext_lazy("spreadsheets (Excel .xlsx, OpenDocument .ods)")),
    ("slides", gettext_lazy("slides (PowerPoint .pptx, OpenDocument .odp)")),
]


class FileUploadBlock(QuestionBlock):
    """A file that people send with their answers."""

    groups = blocks.MultipleChoiceBlock(
        label=gettext_lazy("kinds of file"),
        choices=GROUPS,
        default=["pdf", "documents"],
        widget=forms.CheckboxSelectMultiple,
    )
    largest = blocks.IntegerBlock(
        label=gettext_lazy("largest file, in megabytes"),
        default=5,
        min_value=1,
        max_value=LARGEST,
    )

    class Meta:
        icon = "upload"
        label = gettext_lazy("file")

    def clean(self, value: Any) -> Any:
        """Special categories are encrypted, and files are not."""
        cleaned = super().clean(value)
        if cleaned["is_protected"]:
            fault = ValidationError(
                _("Files are not encrypted, so they cannot be of special category. Ask for words.")
            )
            raise StructBlockValidationError(block_errors={"is_protected": fault})
        return cleaned


def groups_of(question: QuestionDefinition) -> list[str]:
    """Groups of kinds that the question takes."""
    return list(question.settings["groups"])


def largest_of(question: QuestionDefinition) -> int:
    """Bytes of the largest file that it takes."""
    return int(question.settings["largest"]) * 1024 * 1024


def endings_of(question: QuestionDefinition) -> list[str]:
    """Endings of the files that it takes."""
    groups = groups_of(question)
    return [ending for kind in KINDS.values() if kind.group in groups for ending in kind.endings]


def endings_in_words(question: QuestionDefinition) -> str:
    """The same in a sentence; each keeps its own direction where the sentence runs leftwards."""
    endings = endings_of(question)
    if get_language_bidi():
        endings = [f"\u2066{ending}\u2069" for ending in endings]
    return str(get_text_list(endings, _("or")))


class UploadField(forms.Field):
    """The file that the form names. Cleans to the stored file, or None where there is none."""

    widget: UploadInput

    def __init__(self, question: QuestionDefinition, **kwargs: Any) -> None:
        self.question = question
        self.found: dict[str, AnswerFile | None] = {}
        super().__init__(**kwargs)
        self.widget.find = self.find

    def find(self, typed: str) -> AnswerFile | None:
        """The stored file with this id; asked for once."""
        if typed not in self.found:
            self.found[typed] = file_for(self.question.id, typed) if typed else None
        return self.found[typed]

    def clean(self, value: Any) -> AnswerFile | None:
        """What was refused is said; what is named must be there."""
        value = value or {"id": "", "fault": ""}
        if value["fault"]:
            raise ValidationError(fault_words(value["fault"], self.question))
        stored = self.find(value["id"])
        if value["id"] and stored is None:
            raise ValidationError(_("The file is no longer here. Choose it again."))
        if stored is None and self.required:
            raise ValidationError(_("Choose a file."))
        return stored

    def typed_lines(self, value: dict[str, str]) -> list[str]:
        """The name of the file that is kept."""
        stored = self.find(value["id"])
        return [stored.name] if stored else []


def fault_words(code: str, question: QuestionDefinition) -> str:
    """Why a file was not taken, and what to do."""
    endings = endings_in_words(question)
    sentences = {
        "empty": _("The file is empty. Choose another one."),
        "too_large": _("The file is too large: it must not be larger than %(size)s MB."),
        "other_type": _(
            "The file is of a kind that is not taken, whatever its name says. Choose a file that "
            "ends in %(endings)s."
        ),
        "damaged": _("The file cannot be read: it may be damaged. Save it anew and try again."),
        "too_many_pixels": _("The image has too many pixels. Make it smaller and try again."),
        "bomb": _("The file holds other files that cannot be checked. Send it as a PDF."),
        "locked": _("The file has a password. Save it without one and try again."),
        "macros": _("The file holds a program (a macro). Save it without and try again."),
    }
    words = sentences.get(code, _("The file could not be kept. Try again."))
    return words % {"size": question.settings["largest"], "endings": endings}


class FileUpload(QuestionType):
    """A file. A row holds its name, and its id in the place of a row's."""

    name = FILE_TYPE
    label = gettext_lazy("file")
    block_class = FileUploadBlock
    is_on_paper = False

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add what is taken."""
        structure = super().structure(question_id, value)
        structure["settings"] = {
            "groups": [name for name, _label in GROUPS if name in value["groups"]],
            "largest": value["largest"],
        }
        return structure

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A control for one file."""
        advice = _("One file of up to %(size)s MB that ends in %(endings)s.") % {
            "size": question.settings["largest"],
            "endings": endings_in_words(question),
        }
        widget = UploadInput(accept=",".join(endings_of(question)), advice=advice)
        return UploadField(question, widget=widget, **self.field_arguments(question))

    def kept(
        self, question: QuestionDefinition, name: str, typed: dict[str, list[str]]
    ) -> dict[str, list[str]]:
        """The id alone: files are taken from the request by `uploads.receive_files`."""
        held = [text for text in typed.get(name, [])[:1] if text]
        return {name: held} if held else {}

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """That paper cannot hold it."""
        return [Note(_("A file can be sent through the website only."))]

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the name of the file, tied to it by its id."""
        return [AnswerValue(row_id=cleaned.public_id, text=cleaned.name)] if cleaned else []

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The id of the file."""
        held = [str(value.row_id) for value in values if value.row_id]
        return {name: held} if held else {}


TYPES = [FileUpload()]
