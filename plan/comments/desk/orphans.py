"""Comments about text that is no longer in the plan, and the passage that may take its place."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from plan.comments.actions.attach_comments import (
    OtherPlanError,
    PassageThereError,
    attach_comments,
)
from plan.comments.desk.pages import SPACE, DeskView
from plan.comments.directions import isolated
from plan.comments.enums import HintKind
from plan.comments.models import Comment, CommentHint
from plan.comments.permissions import can_attach_comments, can_look_after_harm
from plan.comments.successors import (
    LostPlace,
    Proposal,
    lost_places,
    passages_numbered,
    proposals,
)
from plan.models import Passage

PLACES_A_PAGE = 30
#: Comments whose words are shown on the page of one place.
MOST_SHOWN = 50
OTHER = "other"


class OrphansView(DeskView):
    """All places that are gone, those with most comments first."""

    template_name = "plan/comments/admin/orphans.html"
    page_title: Any = gettext_lazy("About text no longer in the plan")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of places."""
        page = WagtailPaginator(lost_places(), PLACES_A_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(page=page, rows=list(page), **kwargs)
        return context


class SuccessorForm(forms.Form):
    """Which passage: one of those proposed, or any other by its number."""

    passage = forms.ChoiceField(label=gettext_lazy("Passage"), widget=forms.RadioSelect)
    number = forms.CharField(
        label=gettext_lazy("Number of the passage"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("As it stands beside it in the plan, for example 2.14."),
    )

    def __init__(self, data: Any, place: LostPlace, proposed: list[Proposal]) -> None:
        self.place, self.proposed = place, proposed
        self.chosen: tuple[Passage, int | None] | None = None
        super().__init__(data, initial={} if proposed else {"passage": OTHER})
        choices = [(str(each.passage.pk), option_words(each)) for each in proposed]
        field: Any = self.fields["passage"]
        field.choices = [*choices, (OTHER, _("Another passage, by its number"))]

    def clean(self) -> dict[str, Any]:
        """Find the passage that is meant."""
        given: dict[str, Any] = super().clean() or {}
        wanted = given.get("passage")
        if wanted == OTHER:
            self.find_by_number((given.get("number") or "").strip())
        for each in self.proposed:
            if str(each.passage.pk) == wanted:
                self.chosen = each.passage, each.score
        return given

    def find_by_number(self, number: str) -> None:
        """The passage with this number, or an error beside it."""
        found = next(passages_numbered(self.place, number), None)
        if not number:
            self.add_error("number", _("Type the number of the passage."))
        elif found is None:
            words = _("No passage of this plan has the number %(number)s. Look it up in the plan.")
            self.add_error("number", words % {"number": number})
        else:
            self.chosen = found, None


def option_words(proposal: Proposal) -> str:
    """A proposal in one line; words of the plan keep their own direction in it."""
    passage = proposal.passage
    text = passage.text if len(passage.text) <= 300 else f"{passage.text[:299]}…"
    names = {
        "number": passage.number or "–",
        "page": isolated(passage.page.title),
        "score": proposal.score,
        "text": isolated(text),
    }
    return _("%(number)s, “%(page)s”, alike to %(score)d per cent: %(text)s") % names


class OrphanView(DeskView):
    """One place: the words that are gone, what was said about them, where it may stand now."""

    template_name = "plan/comments/admin/orphan.html"
    page_title: Any = gettext_lazy("Attach comments to a passage")
    http_method_names = ("get", "head", "post")

    def trail(self) -> list[dict[str, Any]]:
        """Below the list of places."""
        url = reverse(f"{SPACE}:orphans")
        return [{"url": url, "label": _("About text no longer in the plan")}, *super().trail()]

    @cached_property
    def identity(self) -> tuple[uuid.UUID, uuid.UUID]:
        """The passage of the address."""
        return self.kwargs["translation_key"], self.kwargs["block_id"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Back to the list where the place is not lost, or not any more."""
        if self.may_enter(request.user) and not self.places:
            messages.warning(request, _("Nothing is to be attached there, or not any more."))
            return redirect(f"{SPACE}:orphans")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def places(self) -> list[LostPlace]:
        """The place, if it is lost."""
        return lost_places(self.identity)

    @property
    def place(self) -> LostPlace:
        """The place; `dispatch` has seen to it that it is lost."""
        return self.places[0]

    def form(self, data: Any = None) -> SuccessorForm:
        """What to choose from."""
        return SuccessorForm(data, self.place, proposals(self.place))

    def comments(self) -> list[Comment]:
        """What was said, as far as this person may read it."""
        rows = Comment.objects.at(*self.identity)
        if not can_look_after_harm(self.request.user):
            aside = CommentHint.objects.filter(kind=HintKind.HARM, seen_at=None)
            rows = rows.exclude(pk__in=aside.values("comment"))
        return list(rows.order_by("posted_at", "pk")[:MOST_SHOWN])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the place, its comments and the form for those who may attach them."""
        may_attach = can_attach_comments(self.request.user) and self.place.plan_pk is not None
        given = {"refusal": "", **kwargs}
        if may_attach and "form" not in given:
            given["form"] = self.form()
        context: dict[str, Any] = super().get_context_data(
            place=self.place, comments=self.comments(), may_attach=may_attach, **given
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Attach, or say why not and keep what was typed."""
        if not can_attach_comments(request.user):
            raise PermissionDenied
        form, refusal = self.form(request.POST), ""
        if form.is_valid() and form.chosen is not None:
            to, score = form.chosen
            try:
                number = attach_comments(
                    identity=self.identity, to=to, user=request.user, score=score
                )
            except PassageThereError:
                refusal = _("The passage is in the plan again: its comments stay there.")
            except OtherPlanError:
                refusal = _("The passage that you chose is gone. Choose another one.")
            else:
                return self.go_on(number, to)
        context = self.get_context_data(form=form, refusal=refusal)
        return self.render_to_response(context, status=422)

    def go_on(self, number: int, to: Passage) -> HttpResponse:
        """Back to the list, with what was done."""
        words = ngettext(
            "%(number)d comment stands at passage %(passage)s now.",
            "%(number)d comments stand at passage %(passage)s now.",
            number,
        )
        names = {"number": number, "passage": to.number or to.page.title}
        messages.success(self.request, words % names)
        return redirect(f"{SPACE}:orphans")
