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


class SectionOrder(models.TextChoices):
    """How people go through the sections of a form."""

    LINEAR = "linear", _("One after the other")
    ANY = "any", _("In any order, from a list")


class TaskState(models.TextChoices):
    """How far a respondent has come with a section, where sections come in any order."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    LATER = "later", _("Cannot start yet")


class DateChangeKind(models.TextChoices):
    """What was done to the dates of a consultation."""

    OPENED = "opened", _("Opened")
    EXTENDED = "extended", _("Extended")
    CLOSED_EARLY = "closed_early", _("Closed early")


class Doubt(models.TextChoices):
    """Why a response may not be what it seems. It is kept and counted all the same."""

    TRAP = "trap", _("A field that people do not see was filled in")
    FAST = "fast", _("Sent faster than anybody reads")
    CROWDED = "crowded", _("One of very many from the same network")


class ExportKind(models.TextChoices):
    """Kinds of file that responses are exported to."""

    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel workbook")
    SAV = "sav", _("SPSS")
    JSONL = "jsonl", _("JSON Lines")


class ExportState(models.TextChoices):
    """How far a file that a task makes has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


class PaperFormat(models.TextChoices):
    """In what form somebody wants the questions sent."""

    STANDARD = "standard", _("Paper")
    LARGE = "large", _("Large print")
    EASY_READ = "easy_read", _("Easy Read")
    BRAILLE = "braille", _("Braille")
