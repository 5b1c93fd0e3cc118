"""What people wrote in answer to one question, for those who may read responses."""

from __future__ import annotations

import uuid

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.definition import QuestionDefinition
from plan.consultation.models import Answer, Consultation
from plan.consultation.questions import question_type


class WordsForm(forms.Form):
    """Words to look for; may be left empty."""

    q = forms.CharField(label=_("Words in the answers"), required=False, max_length=200)

    def words(self) -> str:
        """What to look for as a database takes it; nothing while the form has an error."""
        given: str = self.cleaned_data.get("q", "") if self.is_valid() else ""
        return given.replace("\x00", "").strip()


def has_words(question: QuestionDefinition) -> bool:
    """Whether answers hold words that can be listed: its own, or those of “other”.

    Those of special category are encrypted, and read response by response.
    """
    is_words = question_type(question.type).is_words
    return not question.is_protected and (is_words or any(o.is_other for o in question.options))


def question_with_words(consultation: Consultation, question_id: uuid.UUID) -> CodedQuestion | None:
    """A question whose words can be listed; None where it is none of those."""
    found = (one for one in codebook(consultation) if one.question.id == question_id)
    return next((one for one in found if has_words(one.question)), None)


def written_answers(
    consultation: Consultation, question_id: uuid.UUID, words: str = ""
) -> QuerySet[Answer]:
    """Answers in words of the responses that count, newest first; only those with some words.

    Looked for in the text and in the respondent's own words that staff translated.
    """
    rows = Answer.objects.filter(
        consultation=consultation,
        question_id=question_id,
        response__is_test=False,
        response__withdrawn_at__isnull=True,
    ).exclude(text="")
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(original__icontains=words))
    return rows.select_related("response").order_by("-response__received_at", "-pk")
