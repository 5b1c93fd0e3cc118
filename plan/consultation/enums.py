"""States of a consultation and ways a response can reach it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationState(models.TextChoices):
    """What the clock says of a published consultation; never stored (promise R5)."""

    SCHEDULED = "scheduled", _("Scheduled")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Channel(models.TextChoices):
    """How a response came in."""

    WEB = "web", _("Website")
    PAPER = "paper", _("Paper")
    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    EVENT = "event", _("Event")
    LETTER = "letter", _("Letter")


class ContactKind(models.TextChoices):
    """What a contact detail is."""

    EMAIL = "email", _("Email address")
    NAME = "name", _("Name")
    PHONE = "phone", _("Phone number")
    ADDRESS = "address", _("Postal address")
