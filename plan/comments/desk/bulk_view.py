"""Many comments at once: what will happen is listed first, and what failed afterwards."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from plan.comments.desk.bulk import MOST_AT_ONCE, act_on, chosen_for, planned
from plan.comments.desk.bulk_forms import (
    ANSWER,
    CLAIM,
    PUBLISH,
    REJECT,
    BulkRejectForm,
    bulk_choices,
)
from plan.comments.desk.pages import SPACE, DeskView
from plan.comments.models import Comment


class BulkView(DeskView):
    """Asks once more, then does it."""

    template_name = "plan/comments/admin/bulk.html"
    page_title: Any = gettext_lazy("Many comments at once")
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any) -> bool:
        """Those who can do something to many."""
        return super().may_enter(user) and bool(bulk_choices(user))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing is chosen: back to where one chooses."""
        return self.back()

    def back(self) -> HttpResponse:
        """To the queue, with the filters that were on."""
        query = QueryDict(self.request.POST.get("query", "")[:2000]).urlencode()
        return redirect(f"{reverse(f'{SPACE}:queue')}?{query}" if query else f"{SPACE}:queue")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """List what will happen; once that is confirmed, do it."""
        what = request.POST.get("what", "")
        group = request.POST.get("group", "")
        read = read_versions(request.POST.get("read", ""))
        chosen = read or request.POST.getlist("comment")
        comments = chosen_for(request.user, chosen, group)
        if what not in dict(bulk_choices(request.user)):
            messages.error(request, _("Choose what is to be done to the comments."))
            return self.back()
        if not comments:
            messages.error(request, _("Tick the comments first."))
            return self.back()
        if what == ANSWER:
            pairs = [("comment", comment.reference) for comment in comments]
            return redirect(f"{reverse(f'{SPACE}:answer')}?{urlencode(pairs)}")
        is_confirmed = request.POST.get("confirmed") == "1"
        form = BulkRejectForm(request.POST if is_confirmed else None, comments)
        if is_confirmed and (what != REJECT or form.is_valid()):
            return self.carry_out(comments, what, form.data.get("rule", ""), read)
        status = 422 if is_confirmed else 200
        return self.ask(comments, what, form, status)

    def ask(
        self, comments: list[Comment], what: str, form: BulkRejectForm, status: int
    ) -> HttpResponse:
        """What will happen to which."""
        steps = planned(comments, what, self.request.user)
        context = self.get_context_data(
            what=what,
            steps=steps,
            read=json.dumps({step.comment.reference: step.version for step in steps}),
            is_cut=len(comments) == MOST_AT_ONCE,
            heading=heading(what, sum(1 for step in steps if not step.hindrance)),
            form=form if what == REJECT else None,
            query=self.request.POST.get("query", ""),
        )
        return self.render_to_response(context, status=status)

    def carry_out(
        self, comments: list[Comment], what: str, rule: str, versions: dict[str, str]
    ) -> HttpResponse:
        """Do it, and list what was not done."""
        failed = act_on(comments, what, self.request.user, versions, rule)
        number = len(comments) - len(failed)
        if number:
            messages.success(self.request, done(what, number))
        if not failed:
            return self.back()
        query = self.request.POST.get("query", "")
        context = self.get_context_data(failed=failed, number=number, query=query)
        return self.render_to_response(context)


def read_versions(sent: str) -> dict[str, str]:
    """The versions that whoever confirms has read, by reference; nothing where it is not ours."""
    try:
        found = json.loads(sent) if sent else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): str(version) for key, version in list(found.items())[:MOST_AT_ONCE]}


def heading(what: str, number: int) -> str:
    """What confirming does."""
    words = {
        PUBLISH: ngettext("Publish %(number)d comment", "Publish %(number)d comments", number),
        REJECT: ngettext("Reject %(number)d comment", "Reject %(number)d comments", number),
        CLAIM: ngettext(
            "Take %(number)d comment in hand", "Take %(number)d comments in hand", number
        ),
    }[what]
    return words % {"number": number}


def done(what: str, number: int) -> str:
    """What has been done."""
    words = {
        PUBLISH: ngettext(
            "%(number)d comment is published.", "%(number)d comments are published.", number
        ),
        REJECT: ngettext(
            "%(number)d comment is rejected.", "%(number)d comments are rejected.", number
        ),
        CLAIM: ngettext(
            "You have %(number)d comment in hand for half an hour.",
            "You have %(number)d comments in hand for half an hour.",
            number,
        ),
    }[what]
    return words % {"number": number}
