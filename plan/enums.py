"""States a plan can be in, and the groups of states that rules speak of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanStage(models.TextChoices):
    """Where a plan is in its life (domain.md, plan version lifecycle, as the public sees it)."""

    DRAFTING = "drafting", _("Drafting")
    IN_CONSULTATION = "in_consultation", _("In consultation")
    REVISING = "revising", _("Revising")
    ISSUED = "issued", _("Issued")
    SUPERSEDED = "superseded", _("Superseded")
    ARCHIVED = "archived", _("Archived")


#: The steps shown to readers, in order; the two last stages are ways of having ended.
LIFE_STEPS = (
    PlanStage.DRAFTING,
    PlanStage.IN_CONSULTATION,
    PlanStage.REVISING,
    PlanStage.ISSUED,
)

#: Stages in which the text is no longer this plan's last word.
ENDED_STAGES = frozenset({PlanStage.SUPERSEDED, PlanStage.ARCHIVED})


class FormatKind(models.TextChoices):
    """Forms in which a plan is offered beside its web pages."""

    PDF = "pdf", _("PDF")
    EASY_READ = "easy_read", _("Easy Read")
    BSL = "bsl", _("British Sign Language")
    AUDIO = "audio", _("Audio")
    LARGE_PRINT = "large_print", _("Large print")
    BRAILLE = "braille", _("Braille")
    YOUNG_PEOPLE = "young_people", _("Young people’s version")
    WORD = "word", _("Word document")
    OTHER = "other", _("Other")
