"""Keys with which programs send figures: made and shown once, listed, revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from priorities.actions.keep_tokens import create_token, revoke_token
from priorities.desk.pages import SPACE, DeskView
from priorities.models import ImportProfile, PushToken
from priorities.permissions import can_keep_tokens


class TokenForm(forms.Form):
    """What a key is for."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("Who or what sends figures with it."),
    )
    profile = forms.ModelChoiceField(
        label=gettext_lazy("Import profile"), queryset=ImportProfile.objects.all()
    )


class TokensView(DeskView):
    """The keys, and a form for a new one. Its text is in the answer to that form, once."""

    template_name = "priorities/admin/tokens.html"
    page_title: Any = gettext_lazy("Keys for programs")
    header_icon = "key"
    may = staticmethod(can_keep_tokens)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the keys and the form."""
        kwargs.setdefault("form", TokenForm())
        context: dict[str, Any] = super().get_context_data(
            tokens=PushToken.objects.select_related("profile", "created_by"),
            has_profiles=ImportProfile.objects.exists(),
            address=self.request.build_absolute_uri(reverse("plan:push_figures")),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a key and show it."""
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self.again(form=form)
        given = form.cleaned_data
        token, text = create_token(name=given["name"], profile=given["profile"], user=request.user)
        context = self.get_context_data(made=token, text=text, form=TokenForm())
        return self.render_to_response(context)


class RevokeTokenView(DeskView):
    """Asks once more, then revokes a key."""

    template_name = "priorities/admin/revoke.html"
    page_title: Any = gettext_lazy("Revoke a key")
    header_icon = "key"
    may = staticmethod(can_keep_tokens)

    @cached_property
    def token(self) -> PushToken:
        """The key of the address."""
        return get_object_or_404(PushToken, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key."""
        context: dict[str, Any] = super().get_context_data(token=self.token, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke it."""
        revoke_token(token=self.token, user=request.user)
        messages.success(request, _("The key opens nothing any more."))
        return redirect(f"{SPACE}:tokens")
