"""The district of a postcode: enough to know where people are from, too little to find anybody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.conf import postal_district_example, postal_district_pattern
from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import REQUIRED, QuestionBlock, QuestionType
from plan.consultation.questions.paper import Lines, Note, PaperPart
from plan.consultation.questions.texts import CleanCharField
from plan.forms.widgets import DistrictInput

#: Ends the name of the mark that something was cut off.
CUT = "cut"
#: Longer than any postcode with words around it.
LIMIT = 100


class PostalDistrictBlock(QuestionBlock):
    """The first half of a postcode."""

    class Meta:
        icon = "site"
        label = gettext_lazy("postal district")


class DistrictField(CleanCharField):
    """A district, in capitals."""

    def clean(self, value: Any) -> str:
        """Only what looks like a district."""
        text = written(super().clean(value))
        found = postal_district_pattern().fullmatch(text)
        if text and found is None:
            raise ValidationError(malformed())
        return found["district"] if found else ""


def malformed() -> str:
    """What to say of something that is no district."""
    return _("Enter the first half of a postcode, like %(example)s.") % {
        "example": postal_district_example()
    }


def written(text: str) -> str:
    """As postcodes are written: capitals, single spaces, plain letters and digits."""
    return " ".join(unicodedata.normalize("NFKC", text).upper().split())


def cut(text: str) -> str:
    """The text with nothing but the district left of any postcode in it."""
    pattern, plain = postal_district_pattern(), written(text)
    if whole := pattern.fullmatch(plain):
        return whole["district"]
    within = re.compile(rf"(?<!\w)(?:{pattern.pattern})(?!\w)")
    return within.sub(lambda found: found["district"], plain) if within.search(plain) else text


class PostalDistrict(QuestionType):
    """Only the district is ever kept: the rest of a postcode is cut off before it is stored."""

    name = "postal_district"
    label = gettext_lazy("postal district")
    block_class = PostalDistrictBlock
    is_area = True

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A short line, which says what is kept."""
        return DistrictField(
            max_length=LIMIT,
            widget=DistrictInput(example=postal_district_example()),
            error_messages={
                "required": REQUIRED,
                "max_length": malformed(),
            },
            **self.field_arguments(question),
        )

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """One line, and how little is wanted."""
        return [Note(malformed()), Lines(1)]

    def kept(
        self, question: QuestionDefinition, name: str, typed: dict[str, list[str]]
    ) -> dict[str, list[str]]:
        """The district alone, and whether there was more."""
        given = [text[:LIMIT] for text in typed.get(name, [])[:1]]
        left = [cut(text) for text in given]
        found = {name: left} if given else {}
        if any(written(text) != written(short) for text, short in zip(given, left, strict=True)):
            found[f"{name}-{CUT}"] = ["1"]
        return found

    def remark(self, question: QuestionDefinition, name: str, typed: Mapping[str, Any]) -> str:
        """That the rest was cut off."""
        if f"{name}-{CUT}" not in typed:
            return ""
        return _("We kept only the first half of your postcode, and threw the rest away.")

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the district."""
        return [AnswerValue(text=cleaned)] if cleaned else []


TYPES = [PostalDistrict()]
