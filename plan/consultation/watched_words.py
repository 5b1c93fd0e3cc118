"""The admin's lists of words at which a person should look, one for each language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from plan.consultation.models import WatchedWords


def language_choices() -> list[tuple[str, str]]:
    """Languages that the site is configured for."""
    return [(code, name) for code, name in settings.LANGUAGES]


class WatchedWordsForm(WagtailAdminModelForm):
    """A language from the list, and its words."""

    language = forms.ChoiceField(label=capfirst(_("language")), choices=language_choices)


class WatchedWordsViewSet(SnippetViewSet):
    """Lists of watched words, for whoever may keep them."""

    model: Any = WatchedWords
    icon = "warning"
    list_display: Any = ("__str__",)
    edit_handler = ObjectList(
        [FieldPanel("language"), FieldPanel("words")], base_form_class=WatchedWordsForm
    )
