"""Words that several pages share and that translators translate once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail.snippets.models import register_snippet


class OrganisationType(models.TextChoices):
    """What an organisation is to a plan; never assumed to be the police."""

    OWNER = "owner", _("Owner of plans")
    DELIVERY = "delivery", _("Delivers services")
    SCRUTINY = "scrutiny", _("Scrutinises")
    PARTNER = "partner", _("Partner")
    COMMUNITY = "community", _("Community or voluntary")


@register_snippet
class Organisation(index.Indexed, TranslatableMixin, models.Model):
    """A body that owns, delivers, scrutinises or takes part in a plan."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganisationType.choices,
        default=OrganisationType.PARTNER,
    )
    website = models.URLField(_("website"), blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("kind"),
        FieldPanel("website"),
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


@register_snippet
class PlanKind(TranslatableMixin, models.Model):
    """What this sort of plan is called, and what its levels are called."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("For example “Police and Crime Plan”.")
    )
    priority_singular = models.CharField(_("priority (one)"), max_length=60, default="priority")
    priority_plural = models.CharField(_("priorities (many)"), max_length=60, default="priorities")
    outcome_singular = models.CharField(_("outcome (one)"), max_length=60, default="outcome")
    outcome_plural = models.CharField(_("outcomes (many)"), max_length=60, default="outcomes")
    commitment_singular = models.CharField(
        _("commitment (one)"), max_length=60, default="commitment"
    )
    commitment_plural = models.CharField(
        _("commitments (many)"), max_length=60, default="commitments"
    )
    measure_singular = models.CharField(_("measure (one)"), max_length=60, default="measure")
    measure_plural = models.CharField(_("measures (many)"), max_length=60, default="measures")

    panels: ClassVar = [
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldPanel("priority_singular"),
                FieldPanel("priority_plural"),
                FieldPanel("outcome_singular"),
                FieldPanel("outcome_plural"),
                FieldPanel("commitment_singular"),
                FieldPanel("commitment_plural"),
                FieldPanel("measure_singular"),
                FieldPanel("measure_plural"),
            ],
            heading=_("What the levels are called"),
            help_text=_("A council may say “aims” and “actions”. Use small letters."),
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("kind of plan")
        verbose_name_plural = _("kinds of plan")

    def __str__(self) -> str:
        return self.name
