"""How the service presents itself: words in a translatable snippet, looks in a setting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet

from plan.colours import contrast_fault, validate_hex_colour
from plan.fields import PlanStreamField


class ServicePhase(models.TextChoices):
    """What the phase banner says."""

    NONE = "", _("No banner")
    ALPHA = "alpha", _("Alpha")
    BETA = "beta", _("Beta")


class FooterLinkBlock(blocks.StructBlock):
    """A link in the footer: to a page here, else to an address."""

    text = blocks.CharBlock(label=_("words"), max_length=80)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    address = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        icon = "link"
        label = _("link")


@register_snippet
class ServiceDetails(TranslatableMixin, models.Model):
    """Names, notices and help shown around every page. One per language."""

    site_name = models.CharField(_("name of the site"), max_length=120)
    organisation_name = models.CharField(_("name of the organisation"), max_length=120)
    phase = models.CharField(
        _("phase"), max_length=10, choices=ServicePhase.choices, blank=True, default=""
    )
    phase_text = models.CharField(_("words beside the phase"), max_length=200, blank=True)
    emergency_notice = models.CharField(
        _("emergency notice"),
        max_length=255,
        blank=True,
        help_text=_(
            "Shown on every page. For example: do not report crime here; in danger call 999."
        ),
    )
    demonstration_notice = models.CharField(
        _("demonstration notice"),
        max_length=255,
        blank=True,
        help_text=_("Shown on every page, and keeps the site out of search engines."),
    )
    help_phone = models.CharField(_("help by phone"), max_length=60, blank=True)
    help_email = models.EmailField(_("help by email"), blank=True)
    help_text = models.CharField(_("opening hours and other help"), max_length=255, blank=True)
    footer_links = PlanStreamField(
        [("link", FooterLinkBlock())], verbose_name=_("footer links"), blank=True
    )

    #: Set by `plan.service` when shown: the public logo, pairs of words and address.
    logo: Any = None
    links: Sequence[tuple[str, str]] = ()
    #: Code of the language the words are in, which is not always the reader's.
    language: str = ""
    #: Digest of the colours' stylesheet, for its address.
    brand_version: str = ""

    panels: ClassVar = [
        FieldPanel("site_name"),
        FieldPanel("organisation_name"),
        MultiFieldPanel([FieldPanel("phase"), FieldPanel("phase_text")], heading=_("Phase banner")),
        FieldPanel("emergency_notice"),
        FieldPanel("demonstration_notice"),
        MultiFieldPanel(
            [
                FieldPanel("help_phone"),
                FieldPanel("help_email"),
                FieldPanel("help_text"),
            ],
            heading=_("Help"),
        ),
        FieldPanel("footer_links"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("service details")
        verbose_name_plural = _("service details")

    def __str__(self) -> str:
        return self.site_name


@register_setting(icon="view")
class Branding(BaseSiteSetting):
    """Logo and colours. Words live in `ServiceDetails`, which translators can reach."""

    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    brand_colour = models.CharField(
        _("brand colour"),
        max_length=7,
        default="#1b3a6b",
        validators=[validate_hex_colour],
    )
    link_colour = models.CharField(
        _("link colour"),
        max_length=7,
        default="#1a5794",
        validators=[validate_hex_colour],
    )
    button_colour = models.CharField(
        _("button colour"),
        max_length=7,
        default="#0b6b4f",
        validators=[validate_hex_colour],
    )

    panels: ClassVar = [
        FieldPanel("logo"),
        FieldPanel("brand_colour"),
        FieldPanel("link_colour"),
        FieldPanel("button_colour"),
    ]

    class Meta:
        verbose_name = _("branding")

    def clean(self) -> None:
        """Refuse a colour that white text or a white page would make hard to read."""
        super().clean()
        faults = {
            name: fault
            for name in ("brand_colour", "link_colour", "button_colour")
            if (fault := contrast_fault(getattr(self, name)))
        }
        if faults:
            raise ValidationError(faults)
