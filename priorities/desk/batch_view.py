"""One batch: what it would change, its approval, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from priorities.actions.approve_batch import StaleBatchError, approve_batch
from priorities.actions.check_batch import check_batch
from priorities.actions.end_batch import Undone, discard_batch, undo_batch
from priorities.desk.mapping_view import found_in
from priorities.desk.pages import SPACE, BatchPage, words_of
from priorities.desk.preview import PreviewFilters, lines_of, vanished_measures
from priorities.desk.release_form import ReleaseForm
from priorities.enums import BatchState
from priorities.intake.batches import OPEN, measures_of
from priorities.intake.tasks import check_soon
from priorities.models import ImportBatch
from priorities.permissions import can_approve_figures, can_import_figures, can_view_batches

A_PAGE = 100
#: Seconds after which a page that waits for a task looks again.
AGAIN = 5


class BatchView(BatchPage):
    """What is in a batch, and what can be done with it in its state."""

    template_name = "priorities/admin/batch.html"
    header_icon = "order-up"

    def get_page_title(self) -> str:
        """The name of its file."""
        return str(self.batch)

    def trail(self) -> list[dict[str, Any]]:
        """The batch itself is the last step."""
        return super().trail()[:1]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; while a task reads the file it looks again by itself, without JavaScript."""
        answer = super().get(request, *args, **kwargs)
        if self.busy_since is not None:
            answer["Refresh"] = str(AGAIN)
        return answer

    @property
    def busy_since(self) -> datetime | None:
        """Since when a task is to read the file."""
        text = self.batch.findings.get("busy_since", "")
        return datetime.fromisoformat(text) if text else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add figures, findings, and what this person may do."""
        batch, user = self.batch, self.request.user
        measures = measures_of(batch)
        filters = PreviewFilters(self.request.GET, measures)
        rows = filters.narrowed(batch.figures.select_related("measure", "replaces"))
        page = WagtailPaginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        is_waiting = batch.state == BatchState.CHECKED and self.busy_since is None
        has_changes = batch.figures.exists()
        may_approve = is_waiting and has_changes and can_approve_figures(user)
        if may_approve:
            kwargs.setdefault("form", ReleaseForm(vanished=vanished_measures(batch)))
        context: dict[str, Any] = super().get_context_data(
            measures=measures,
            filters=filters,
            page=page,
            lines=lines_of(list(page)),
            changes=batch.findings.get("changes", {}),
            found=found_in(batch, self.request.GET.get("from", "")),
            busy_since=self.busy_since,
            is_open=batch.state in OPEN,
            is_waiting=is_waiting,
            has_changes=has_changes,
            may_approve=may_approve,
            can_import=can_import_figures(user),
            can_undo=batch.state == BatchState.APPROVED and can_approve_figures(user),
            zone=timezone.get_default_timezone(),
            is_released=bool(batch.release_at and batch.release_at <= timezone.now()),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve it, or check it once more."""
        if "check" in request.POST:
            return self.check(request)
        if not can_approve_figures(request.user):
            raise PermissionDenied
        form = ReleaseForm(request.POST, vanished=vanished_measures(self.batch))
        if not form.is_valid():
            return self.again(form=form)
        return self.approve(request, form)

    def check(self, request: HttpRequest) -> HttpResponse:
        """Read the file again, against what is in force now."""
        try:
            check_soon(self.batch, request.user)
        except ValidationError as error:
            messages.error(request, words_of(error))
        return redirect(self.address("batch"))

    def approve(self, request: HttpRequest, form: ReleaseForm) -> HttpResponse:
        """Approve it; where it cannot be, say why, with a new look at what it would change."""
        given = form.cleaned_data
        try:
            batch = approve_batch(
                batch=self.batch,
                user=request.user,
                release_at=given["release_at"],
                ended=[measure.pk for measure in given.get("ended", ())],
            )
        except StaleBatchError:
            return self.look_again(request)
        except ValidationError as error:
            form.add_error(None, error)
            return self.again(form=form)
        messages.success(request, approved_words(batch))
        return redirect(self.address("batch"))

    def look_again(self, request: HttpRequest) -> HttpResponse:
        """Compare anew; a person then decides on what the comparison shows."""
        try:
            check_batch(batch=self.batch, user=request.user)
        except ValidationError as error:
            messages.error(request, words_of(error))
            return redirect(self.address("batch"))
        messages.warning(
            request,
            _(
                "Figures in force have changed since this batch was checked. Nothing was approved. "
                "This is what it would change now."
            ),
        )
        return redirect(self.address("batch"))


class EndView(BatchPage):
    """Asks once more, then discards a batch, or undoes one that was approved."""

    template_name = "priorities/admin/end.html"
    header_icon = "bin"

    def get_page_title(self) -> str:
        """What is to be done."""
        return _("Undo this batch") if self.is_approved else _("Discard this batch")

    @property
    def is_approved(self) -> bool:
        """Whether it is undone, not discarded."""
        return bool(self.batch.state == BatchState.APPROVED)

    def may_end(self, user: Any) -> bool:
        """Undoing takes the right to approve."""
        return can_approve_figures(user) if self.is_approved else can_view_batches(user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question; nothing to ask where it has ended."""
        if not self.may_end(request.user):
            raise PermissionDenied
        if self.batch.state not in (*OPEN, BatchState.APPROVED):
            return redirect(self.address("batch"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many figures it is about."""
        context: dict[str, Any] = super().get_context_data(
            is_approved=self.is_approved,
            added=self.batch.observations.count(),
            is_released=bool(self.batch.release_at and self.batch.release_at <= timezone.now()),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it."""
        try:
            if self.is_approved:
                messages.success(
                    request, undone_words(undo_batch(batch=self.batch, user=request.user))
                )
            else:
                discard_batch(batch=self.batch, user=request.user)
                messages.success(request, _("The batch was discarded. No figure has changed."))
        except ValidationError as error:
            messages.error(request, words_of(error))
            return redirect(self.address("batch"))
        name = "batch" if self.is_approved else "batches"
        return redirect(self.address(name) if name == "batch" else f"{SPACE}:batches")


def approved_words(batch: ImportBatch) -> str:
    """That it is done, and when readers see it."""
    at = batch.release_at
    if at is None or at <= timezone.now():
        return _("Approved. Readers see the figures now.")
    shown = timezone.localtime(at, timezone.get_default_timezone())
    return _("Approved. Readers will see the figures from %(when)s.") % {
        "when": f"{shown:%Y-%m-%d %H:%M}"
    }


def undone_words(result: Undone) -> str:
    """What undoing did."""
    counts = result.counts
    words = ngettext(
        "Undone: %(ended)d figure was taken away.",
        "Undone: %(ended)d figures were taken away.",
        counts["ended"],
    ) % {"ended": counts["ended"]}
    if not counts["left"]:
        return words
    left = ngettext(
        "%(left)d figure was changed again since, and stays.",
        "%(left)d figures were changed again since, and stay.",
        counts["left"],
    )
    return f"{words} {left % {'left': counts['left']}}"
