"""What the admin's front page says of languages that need a native reader."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from plan import conf
from plan.roles import english_name


class UncheckedLanguagesPanel(Component):
    """Languages switched on whose words in the software no native reader has checked."""

    name = "plan_unchecked_languages"
    order = 95
    template_name = "plan/admin/unchecked_languages.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Their names, as the person who is signed in calls them."""
        found = Locale.objects.filter(language_code__in=conf.unchecked_languages())
        codes = found.order_by("language_code").values_list("language_code", flat=True)
        return {"languages": [language_name(code) for code in codes]}


def language_name(code: str) -> str:
    """A language's name in the language of the admin."""
    return gettext(english_name(code))
