"""What may be said of a change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Judgement(models.TextChoices):
    """Whether a change is wanted."""

    BETTER = "better", _("Better")
    WORSE = "worse", _("Worse")
    UNCHANGED = "unchanged", _("No change")
    UNCLEAR = "unclear", _("No clear change")
    TOO_FEW = "too_few", _("Too few to say")
    NONE = "none", _("Shown for context")
