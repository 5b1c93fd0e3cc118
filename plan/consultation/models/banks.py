"""What is written once and used in many forms: sets of questions, lists of answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from plan.consultation.blocks import QuestionsBlock
from plan.fields import PlanStreamField
from plan.translation import translatable


class QuestionBank(TranslatableMixin, models.Model):
    """A named set of questions, such as equality monitoring.

    A form that uses it asks its questions under their own ids. `version` counts its changes, and
    stands in each form version that was made with it.
    """

    name = models.CharField(_("name"), max_length=200)
    explanation = models.TextField(
        _("why it is asked"), blank=True, help_text=_("Shown before its questions.")
    )
    questions = PlanStreamField(QuestionsBlock(), verbose_name=_("questions"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")

    def __str__(self) -> str:
        return self.name


class OptionList(TranslatableMixin, models.Model):
    """A list of answers with codes, such as boroughs, that an editor uploads as a file.

    `entries` is a list of `{"code": …, "label": …}` in the order shown; codes agree in all
    languages and never repeat.
    """

    name = models.CharField(_("name"), max_length=200)
    entries = models.JSONField(_("entries"), default=list)

    #: Labels are uploaded in each language; a translation's must not follow the source's.
    translatable_fields: ClassVar = translatable("name")

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("list of answers")
        verbose_name_plural = _("lists of answers")

    def __str__(self) -> str:
        return self.name

    def number_of_entries(self) -> int:
        """How many answers it has."""
        return len(self.entries)

    number_of_entries.short_description = _("answers")  # type: ignore[attr-defined]  # Django's
