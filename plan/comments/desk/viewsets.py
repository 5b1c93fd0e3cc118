"""The admin's pages for house rules, and for the words at which moderators look twice."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from plan.comments.models import CommentSettings, HouseRules, ListedWords
from plan.consultation.watched_words import WatchedWordsViewSet


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


class ListedWordsViewSet(WatchedWordsViewSet):
    """Lists of words, for whoever may keep them: kept as those that may tell of harm are."""

    model: Any = ListedWords


def consultations_with(rules: HouseRules) -> int:
    """How many consultations have these house rules, where no other language has them either."""
    others = HouseRules.objects.filter(translation_key=rules.translation_key).exclude(pk=rules.pk)
    if others.exists():
        return 0
    return CommentSettings.objects.filter(house_rules_key=rules.translation_key).count()
