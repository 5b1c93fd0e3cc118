"""Areas that figures are for, by the codes of the statistical offices."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from priorities.models.facts import AREA_CODE


class Area(models.Model):
    """A place with its code, such as a borough.

    `names` are names in other languages, by language code, where they differ; `other_names` are
    spellings that files use, so that an import knows them.
    """

    code = models.CharField(
        _("code"),
        max_length=9,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{AREA_CODE.pattern}\Z",
                _("Write the code as a letter and eight digits, such as E12000007."),
            )
        ],
    )
    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(_("names in other languages"), default=dict, blank=True)
    other_names = models.JSONField(_("other spellings"), default=list, blank=True)
    code_list = models.CharField(
        _("list of codes"),
        max_length=200,
        blank=True,
        help_text=_("Where the code comes from, for example “ONS, London boroughs, 2023”."),
    )
    within = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The area that it is compared with."),
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Its name in the active language, else as it is called at home."""
        return str(self.names.get(get_language() or "", "") or self.name)
