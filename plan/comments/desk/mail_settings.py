"""Which letters about comments somebody of the staff wants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from plan.comments.actions.change_mail import change_mail
from plan.comments.models import ModeratorMail
from plan.comments.permissions import can_look_after_harm, can_view_comments


class MailForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Their own wishes."""

    class Meta:
        model = ModeratorMail
        fields = ("wants_digest", "wants_urgent")


class MailSettingsView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]  # as above
    """The page where they say so."""

    template_name = "plan/comments/desk/mail_settings.html"
    page_title: Any = gettext_lazy("Letters about comments")
    header_icon = "mail"
    form_class = MailForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who work at the desk."""
        if not can_view_comments(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the admin's front page over the queue to here."""
        queue = {"url": reverse("plan_comments_admin:queue"), "label": _("Comments")}
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), queue, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        """What they have said before."""
        kwargs = super().get_form_kwargs()
        user: Any = self.request.user
        row = ModeratorMail.objects.filter(user=user).first()
        return {**kwargs, "instance": row or ModeratorMail(user=user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether urgent letters are any of theirs."""
        may_look = can_look_after_harm(self.request.user)
        context: dict[str, Any] = super().get_context_data(may_look=may_look, **kwargs)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it."""
        given = form.cleaned_data
        change_mail(
            user=self.request.user,
            wants_digest=given["wants_digest"],
            wants_urgent=given["wants_urgent"],
        )
        messages.success(self.request, _("Your wishes have been stored."))
        return redirect(reverse("plan_comments_admin:mail_settings"))
