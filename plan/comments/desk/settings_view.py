"""How a consultation takes comments, for whoever may publish its page."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from plan.comments.actions.change_comment_settings import (
    FIELDS,
    SettingsRefusedError,
    change_comment_settings,
    places_of,
)
from plan.comments.desk.affected import affected
from plan.comments.desk.pages import SPACE
from plan.comments.desk.plan_tree import branches
from plan.comments.desk.settings_form import SettingsForm
from plan.comments.models import Comment, CommentSettings
from plan.comments.permissions import can_change_comment_settings
from plan.consultation.models import Consultation
from plan.consultation.views.one_consultation import OneConsultationView


class SettingsView(OneConsultationView):
    """All settings on one page, and what stands against them beside the field."""

    template_name = "plan/comments/admin/settings.html"
    page_title: Any = gettext_lazy("Settings of comments")
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Whoever may publish the consultation's page."""
        return can_change_comment_settings(user, consultation)

    @cached_property
    def present(self) -> CommentSettings:
        """The settings there are; else those that a consultation begins with."""
        found = CommentSettings.objects.filter(consultation=self.record).first()
        return found or CommentSettings(consultation=self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the tree of the plan."""
        form = kwargs.pop("form", None) or SettingsForm(present=self.present)
        chosen = form.places if form.is_bound else places_of(self.present)
        rows = Comment.objects.filter(consultation=self.record)
        context: dict[str, Any] = super().get_context_data(
            consultation=self.record,
            form=form,
            fields=[form[name] for name in FIELDS],
            branches=branches(self.record, chosen),
            is_new=self.present.pk is None,
            number=rows.count(),
            public=rows.public().count(),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store them, or say why not."""
        before, places_before = copy(self.present), places_of(self.present)
        form = SettingsForm(request.POST, present=self.present)
        if form.is_valid():
            try:
                after = change_comment_settings(
                    consultation=self.record, chosen=form.chosen, user=request.user
                )
            except SettingsRefusedError as error:
                for name, reason in error.reasons.items():
                    form.add_error(name, reason)
            else:
                felt = affected(before, places_before, after, places_of(after))
                said = [_("The settings are stored, and hold at once."), *felt]
                messages.success(request, " ".join(said))
                return redirect(f"{SPACE}:settings", self.record.public_id)
        return self.render_to_response(self.get_context_data(form=form), status=422)
