"""The admin's pages for house rules, and for the words at which moderators look twice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from plan.comments.models import CommentSettings, HouseRules, ListedWords
from plan.consultation.watched_words import language_choices


class HouseRulesViewSet(SnippetViewSet):
    """House rules, in each language."""

    model: Any = HouseRules
    icon = "clipboard-list"
    menu_label = _("House rules")
    list_display: Any = ("name",)
    list_per_page = 50
    ordering = ("name",)
    # A copy would have rules of the same identity, so that reasons could not be told apart.
    copy_view_enabled = False


class ListedWordsForm(WagtailAdminModelForm):
    """A language from the list, and its words."""

    language = forms.ChoiceField(label=capfirst(_("language")), choices=language_choices)


class ListedWordsViewSet(SnippetViewSet):
    """Lists of words, for whoever may keep them."""

    model: Any = ListedWords
    icon = "warning"
    list_display: Any = ("__str__",)
    edit_handler = ObjectList(
        [FieldPanel("language"), FieldPanel("words")], base_form_class=ListedWordsForm
    )


def consultations_with(rules: HouseRules) -> int:
    """How many consultations have these house rules, where no other language has them either."""
    others = HouseRules.objects.filter(translation_key=rules.translation_key).exclude(pk=rules.pk)
    if others.exists():
        return 0
    return CommentSettings.objects.filter(house_rules_key=rules.translation_key).count()
