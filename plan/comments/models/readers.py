"""What readers do with comments: agree, report, follow. And how many comments there are."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.comments.enums import HintKind
from plan.comments.models.comments import Comment
from plan.consultation.models import Consultation
from plan.consultation.references import new_salt


class PlaceTally(models.Model):
    """How many comments on a passage everybody may read, kept by the actions that change states.

    Derived: `manage.py count_comments` makes it anew, and says where it was wrong.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="comment_tallies"
    )
    translation_key = models.UUIDField()
    block_id = models.UUIDField()
    number = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("tally of comments")
        verbose_name_plural = _("tallies of comments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["translation_key", "block_id", "consultation"],
                name="plan_unique_comment_tally",
            )
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.number}"


class HiddenPage(models.Model):
    """A page that was not for everybody when it was deleted; nor is what was said about it."""

    translation_key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("deleted page that was not public")
        verbose_name_plural = _("deleted pages that were not public")

    def __str__(self) -> str:
        return str(self.translation_key)


class CommentHint(models.Model):
    """Something in a comment at which a person should look; `found` are the words, if any.

    One that may disclose harm sets the comment aside for a named role until somebody of it has
    looked and noted what was done.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="hints")
    kind = models.CharField(max_length=10, choices=HintKind.choices)
    found = models.TextField(blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("hint on a comment")
        verbose_name_plural = _("hints on comments")
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["comment", "kind"], name="plan_unique_comment_hint")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["comment"],
                name="plan_comment_set_aside",
                condition=models.Q(kind="harm", seen_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.kind}"


class CommentReport(models.Model):
    """A reader says that a comment breaks the rules: it is in the queue again, and stays shown."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    #: Of the browser, so that one person reports a comment once.
    browser_hash = models.CharField(max_length=64)
    rule_id = models.UUIDField(null=True)
    words = models.TextField(_("what is wrong with it"), blank=True)
    language = models.CharField(max_length=20)
    reported_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("report of a comment")
        verbose_name_plural = _("reports of comments")
        ordering = ("reported_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["comment", "browser_hash"], name="plan_unique_comment_report"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["comment"],
                name="plan_comment_reported",
                condition=models.Q(handled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.reported_at:%Y-%m-%d}"


class Agreement(models.Model):
    """A browser that agrees with a comment, and the hash of its network for that day."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="agreeing")
    browser_hash = models.CharField(max_length=64)
    network_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["comment", "browser_hash"], name="plan_unique_agreement"
            )
        ]

    def __str__(self) -> str:
        return str(self.comment_id)


class Follower(models.Model):
    """An address that is told of new comments on a passage, once it has been confirmed.

    No link to a comment: who comments is nobody's business. `news_at` is when something became
    public that no letter has told of yet. `asked_key` and `asked_block` are the passage that was
    asked for, where its comments have been attached to another one since; else empty.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="comment_followers"
    )
    translation_key = models.UUIDField()
    block_id = models.UUIDField()
    asked_key = models.UUIDField(null=True)
    asked_block = models.UUIDField(null=True)
    email = models.EmailField(_("email address"), max_length=254)
    language = models.CharField(max_length=20)
    salt = models.CharField(max_length=32, default=new_salt)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    news_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("follower of a passage")
        verbose_name_plural = _("followers of passages")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["translation_key", "block_id", "consultation", "email"],
                name="plan_unique_follower",
            )
        ]

    def __str__(self) -> str:
        return self.email


class ModeratorMail(models.Model):
    """Whether a moderator wants the digest, and when the last one was sent."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_moderator_mail"
    )
    wants_digest = models.BooleanField(_("send me a digest of what waits"), default=True)
    wants_urgent = models.BooleanField(_("tell me at once of what is urgent"), default=True)
    digest_sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mail to a moderator")
        verbose_name_plural = _("mail to moderators")

    def __str__(self) -> str:
        return str(self.user)
