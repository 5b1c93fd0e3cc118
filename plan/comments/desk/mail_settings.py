"""Which letters about comments somebody of the staff wants."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from plan.comments.actions.change_mail import change_mail
from plan.comments.models import ModeratorMail
from plan.comments.permissions import can_look_after_harm, can_view_comments


class MailForm(WagtailAdminModelForm):
    """Their own wishes."""

    class Meta:
        model = ModeratorMail
        fields = ("wants_digest", "wants_urgent")


class MailSettingsView(WagtailAdminTemplateMixin, TemplateView):
    """The page where they say so."""

    template_name = "plan/comments/desk/mail_settings.html"
    page_title: Any = gettext_lazy("Letters about comments")
    header_icon = "mail"

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

    def form(self, given: Any = None) -> MailForm:
        """The form, with what they have said before."""
        user: Any = self.request.user
        row = ModeratorMail.objects.filter(user=user).first()
        return MailForm(given, instance=row or ModeratorMail(user=user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and whether urgent letters are any of theirs."""
        form = kwargs.pop("form", None) or self.form()
        may_look = can_look_after_harm(self.request.user)
        context: dict[str, Any] = super().get_context_data(form=form, may_look=may_look, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        given = form.cleaned_data
        change_mail(
            user=request.user,
            wants_digest=given["wants_digest"],
            wants_urgent=given["wants_urgent"],
        )
        messages.success(request, _("Your wishes have been stored."))
        return redirect(reverse("plan_comments_admin:mail_settings"))
