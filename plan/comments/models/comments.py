"""Comments of the public on passages of a plan."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.models.official import OfficialAnswer
from plan.consultation.models import Consultation
from plan.consultation.references import new_reference, new_salt


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments by what has become of them."""

    def public(self) -> CommentQuerySet:
        """Those in a state that everybody may read; whether they are shown, `queries` decides."""
        return self.filter(state__in=PUBLIC_STATES)

    def at(self, translation_key: object, block_id: object) -> CommentQuerySet:
        """Those that stand at a passage now."""
        return self.filter(placed_key=translation_key, placed_block=block_id)


class Comment(models.Model):
    """One comment, in the language in which it was written.

    `about_key` and `about_block` are the passage it was written about, and never change; nor do
    `passage_text`, `passage_number`, `passage_language` and `page_title`: what its author saw.
    `placed_key` and `placed_block` say where it stands now: the same, or the successor to which a
    moderator has attached it. `text` is what may be shown: what redaction took out of it is in
    `CommentOriginal` alone. Names and addresses are in `CommentAuthor`.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="comments"
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    #: Hash of the form's token: one attempt makes one comment (promise R2).
    attempt_hash = models.CharField(max_length=64, unique=True)
    #: Makes the author's secret link; a new value ends the old link.
    link_salt = models.CharField(max_length=32, default=new_salt)

    about_key = models.UUIDField()
    about_block = models.UUIDField()
    placed_key = models.UUIDField()
    placed_block = models.UUIDField()
    page_title = models.CharField(max_length=255)
    passage_number = models.CharField(max_length=20, blank=True)
    passage_text = models.TextField()
    passage_language = models.CharField(max_length=20)

    reply_to = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replies"
    )
    language = models.CharField(_("language"), max_length=20)
    quotation = models.TextField(_("quotation"), blank=True)
    text = models.TextField(_("comment"))

    state = models.CharField(_("state"), max_length=12, choices=CommentState.choices)
    state_since = models.DateTimeField()
    posted_at = models.DateTimeField(_("received"))
    edited_at = models.DateTimeField(null=True)
    #: When its author last wrote other words after everybody could read it: said beside it.
    reworded_at = models.DateTimeField(null=True)
    #: Whether a moderator has taken words out of it that were not put back.
    is_redacted = models.BooleanField(default=False)
    #: The first decision of a moderator, from which the time to decision is reckoned.
    decided_at = models.DateTimeField(null=True)
    #: The house rule that a rejected comment broke, and what its author is told.
    rule_id = models.UUIDField(null=True)
    told = models.TextField(blank=True)
    doubts = models.JSONField(default=list)

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)
    #: The same number for comments that say nearly the same; made by a task.
    similar_group = models.PositiveBigIntegerField(null=True)
    official_answer = models.ForeignKey(
        OfficialAnswer, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    agreements = models.PositiveIntegerField(default=0)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("posted_at", "pk")
        permissions: ClassVar = [
            ("moderate_comment", _("Can decide on comments")),
            ("remove_comment", _("Can remove comments by order, and undo that")),
            ("export_comment", _("Can export comments")),
            ("answer_comment", _("Can answer comments officially")),
            ("erase_comment", _("Can erase comments and their authors")),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["placed_key", "placed_block", "state", "posted_at"],
                name="plan_comment_place",
            ),
            models.Index(fields=["consultation", "state", "posted_at"], name="plan_comment_queue"),
            models.Index(fields=["state", "posted_at"], name="plan_comment_state"),
            models.Index(
                fields=["similar_group"],
                name="plan_comment_similar",
                condition=models.Q(similar_group__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_public(self) -> bool:
        """Whether its state lets everybody read it."""
        return self.state in PUBLIC_STATES

    @property
    def about(self) -> tuple[uuid.UUID, uuid.UUID]:
        """The passage it was written about."""
        return self.about_key, self.about_block

    @property
    def is_moved(self) -> bool:
        """Whether a moderator has attached it to another passage than it was written about."""
        return (self.placed_key, self.placed_block) != self.about

    @property
    def anchor(self) -> str:
        """Fragment of the comment in a page."""
        return f"c-{self.reference}"


class CommentAuthor(models.Model):
    """Who wrote a comment: apart from it, so that it can be erased alone."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="author")
    #: Shown with the comment.
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("email address"), max_length=254, blank=True)
    wants_mail = models.BooleanField(_("wants to be told of the outcome"), default=False)
    confirmed_at = models.DateTimeField(null=True)
    #: Of the letter that is due: with the link to confirm, and once confirmed with the secret link.
    letter_sent_at = models.DateTimeField(null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("author of a comment")
        verbose_name_plural = _("authors of comments")
        indexes: ClassVar = [
            models.Index(
                fields=["email"],
                name="plan_comment_author_email",
                condition=~models.Q(email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommentOriginal(models.Model):
    """What redaction took away: readable to those allowed, until the day it is deleted."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="original")
    text = models.TextField()
    quotation = models.TextField(blank=True)
    name = models.CharField(max_length=100, blank=True)
    delete_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("original of a redacted comment")
        verbose_name_plural = _("originals of redacted comments")

    def __str__(self) -> str:
        return str(self.comment)


class CommentTranslation(models.Model):
    """What a machine made of a comment in another language; marked as such wherever it is shown."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=20)
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("machine translation of a comment")
        verbose_name_plural = _("machine translations of comments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["comment", "language"], name="plan_unique_comment_translation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.language}"
