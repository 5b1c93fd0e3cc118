"""What a consultation asks of comments, and where it takes them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from plan.comments.blocks import RulesBlock
from plan.comments.enums import Identification, Scope, Showing
from plan.consultation.models import Consultation
from plan.fields import PlanStreamField
from plan.queries import language_name


class HouseRules(TranslatableMixin, models.Model):
    """What may be said, and the reasons for which a comment can be rejected.

    A reason is known by the id of its block, in every language.
    """

    name = models.CharField(_("name"), max_length=200)
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Shown above the rules, before somebody comments."),
    )
    rules = PlanStreamField(RulesBlock(), verbose_name=_("rules"), blank=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("introduction"), FieldPanel("rules")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")

    def __str__(self) -> str:
        return self.name


class ListedWords(models.Model):
    """Words in one language for which a moderator should look twice, a line each."""

    language = models.CharField(_("language"), max_length=20, unique=True)
    words = models.TextField(
        _("words"), help_text=_("A word or phrase on each line. Small and capital letters alike.")
    )

    class Meta:
        verbose_name = _("list of words in comments")
        verbose_name_plural = _("lists of words in comments")

    def __str__(self) -> str:
        return language_name(self.language)


class CommentSettings(models.Model):
    """How one consultation takes comments. A consultation without such a row takes none.

    Comments are taken while the consultation is open, as responses are. What was said stays
    readable when `is_taking` is switched off.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.PROTECT, related_name="comment_settings"
    )
    is_taking = models.BooleanField(_("take comments"), default=True)
    scope = models.CharField(_("where"), max_length=10, choices=Scope.choices, default=Scope.PLAN)
    showing = models.CharField(
        _("shown to the public"), max_length=10, choices=Showing.choices, default=Showing.CHECKED
    )
    identification = models.CharField(
        _("what it takes to comment"),
        max_length=10,
        choices=Identification.choices,
        default=Identification.NAME,
    )
    longest = models.PositiveIntegerField(_("longest comment, in characters"), default=2000)
    has_replies = models.BooleanField(_("replies"), default=True)
    has_agreements = models.BooleanField(_("“I agree”"), default=True)
    has_machine_translation = models.BooleanField(_("machine translation"), default=False)
    #: `translation_key` of the house rules, whose words are in every language.
    house_rules_key = models.UUIDField(_("house rules"), null=True)
    promised_hours = models.PositiveSmallIntegerField(
        _("promised time to a decision, in hours"), default=48
    )
    keeps_text = models.BooleanField(
        _("keep the text when its author is erased"),
        default=True,
        help_text=_("Say in the privacy notice which of the two you do."),
    )

    class Meta:
        verbose_name = _("settings of comments")
        verbose_name_plural = _("settings of comments")

    def __str__(self) -> str:
        return str(self.consultation)

    @property
    def is_shown(self) -> bool:
        """Whether the public reads comments at all."""
        return self.showing != Showing.NEVER


class OpenPlace(models.Model):
    """A chosen page, all passages of which take comments, or a single passage of it."""

    settings = models.ForeignKey(CommentSettings, on_delete=models.CASCADE, related_name="places")
    translation_key = models.UUIDField()
    #: Null stands for every passage of the page.
    block_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("place for comments")
        verbose_name_plural = _("places for comments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["settings", "translation_key", "block_id"],
                name="plan_unique_comment_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.block_id or ''}".strip()
