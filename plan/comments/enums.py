"""States of a comment, and what a consultation can ask of those who comment."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """What has become of a comment: its one state, which only actions change."""

    UNCONFIRMED = "unconfirmed", _("Awaiting confirmation")
    WAITING = "waiting", _("Waiting")
    PUBLISHED = "published", _("Published")
    REDACTED = "redacted", _("Published with redaction")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed by order")


#: States in which everybody may read a comment, where the consultation shows comments at all.
PUBLIC_STATES = (CommentState.PUBLISHED, CommentState.REDACTED)
#: States in which a moderator has yet to decide, or has not decided for good.
UNDECIDED_STATES = (CommentState.UNCONFIRMED, CommentState.WAITING)


class Showing(models.TextChoices):
    """When comments are shown to the public."""

    CHECKED = "checked", _("Once a moderator has published them")
    AT_ONCE = "at_once", _("At once; moderators read them afterwards")
    NEVER = "never", _("Never: only the body reads them")


class Identification(models.TextChoices):
    """What it takes to comment."""

    NAME = "name", _("A name")
    EMAIL = "email", _("A confirmed email address")
    ACCOUNT = "account", _("Signing in")


class Scope(models.TextChoices):
    """Where a consultation takes comments."""

    PLAN = "plan", _("On every passage of the plan")
    CHOSEN = "chosen", _("On chosen pages and passages")


class HintKind(models.TextChoices):
    """Why a person should look closely at a comment. It decides nothing."""

    HARM = "harm", _("May disclose harm")
    CONTACT = "contact", _("Contact details")
    NAMES = "names", _("Names of other people")
    LINKS = "links", _("Links")
    SHOUTING = "shouting", _("Written in capitals")
    WORDS = "words", _("Listed words")


class Decision(models.TextChoices):
    """What a moderator does with a comment."""

    PUBLISH = "publish", _("Publish")
    REDACT = "redact", _("Publish with redaction")
    REJECT = "reject", _("Reject")
    REMOVE = "remove", _("Remove by order")
    RETURN = "return", _("Put back in the queue")
    RESTORE = "restore", _("Undo the redaction")
