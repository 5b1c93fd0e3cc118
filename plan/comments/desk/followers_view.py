"""Erases an address from the lists of those who follow passages, when its owner asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from plan.comments.actions.erase_followers import erase_followers
from plan.comments.desk.pages import SPACE, DeskView
from plan.comments.permissions import can_erase_comments


class EraseFollowersForm(forms.Form):
    """Which address, and why."""

    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Type the address that is to be forgotten."),
            "invalid": gettext_lazy(
                "Enter an email address in the right form, like name@example.com."
            ),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept in the history. Do not repeat the address."),
        error_messages={"required": gettext_lazy("Say why, without the address.")},
    )

    def clean_reason(self) -> str:
        """Without the address, for the history is kept."""
        reason = str(self.cleaned_data["reason"])
        email = str(self.cleaned_data.get("email", ""))
        if email and email.casefold() in reason.casefold():
            raise forms.ValidationError(_("Say why, without the address."))
        return reason


class EraseFollowersView(DeskView):
    """Asks for the address, and forgets it everywhere. Comments and their authors stay."""

    template_name = "plan/comments/admin/erase_followers.html"
    page_title: Any = gettext_lazy("Erase a follower")
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any) -> bool:
        """For those who may erase."""
        return super().may_enter(user) and can_erase_comments(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        context: dict[str, Any] = super().get_context_data(
            **{"form": EraseFollowersForm(), **kwargs}
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Erase, or ask again with what was typed."""
        form = EraseFollowersForm(request.POST)
        if form.is_valid():
            number = erase_followers(
                email=form.cleaned_data["email"],
                user=request.user,
                reason=form.cleaned_data["reason"],
            )
            if number:
                messages.success(request, erased_words(number))
                return redirect(f"{SPACE}:queue")
            form.add_error(
                "email", _("Nobody follows a passage with this address. Check how it is written.")
            )
        return self.render_to_response(self.get_context_data(form=form), status=422)


def erased_words(number: int) -> str:
    """That it is done."""
    words = ngettext(
        "The address has been erased. It followed %(number)d passage.",
        "The address has been erased. It followed %(number)d passages.",
        number,
    )
    return words % {"number": number}
