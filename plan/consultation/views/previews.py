"""Previews of a consultation that is not published: every state, and every step of its form.

Nothing is stored. Walking through the form carries what was typed from step to step in hidden
fields of the page itself.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.conf import quick_exit_url
from plan.consultation import queries
from plan.consultation.builder import build
from plan.consultation.compiler import compile_page
from plan.consultation.contexts import record_for
from plan.consultation.definition import FormDefinition
from plan.consultation.forms import SectionForm, Typed, typed_in
from plan.consultation.journey.summaries import summaries_of
from plan.consultation.moments import moment_in_words
from plan.consultation.route import Route, RoutedSection, route

if TYPE_CHECKING:
    from plan.consultation.models import ConsultationPage

STATES = ("scheduled", "open", "closed")
#: What the confirmation of a walk-through shows for a reference.
SPECIMEN = "TEST-ONLY"


def preview_modes(page: ConsultationPage) -> list[tuple[str, str]]:
    """The overview as it is and in each state, the steps of the form, what follows."""
    modes = [
        ("", _("Overview now")),
        ("scheduled", _("Overview before opening")),
        ("open", _("Overview while open")),
        ("closed", _("Overview after closing")),
    ]
    for number, section in enumerate(page.form, 1):
        title = section.value.get("title") or ""
        modes.append(
            (
                f"section-{number}",
                _("Section %(number)d: %(title)s") % {"number": number, "title": title},
            )
        )
    return [
        *modes,
        ("check", _("Check your answers")),
        ("sent", _("Answers sent")),
        ("not-open-yet", _("Form before opening")),
        ("no-longer-open", _("Form after closing")),
    ]


def draft_definition(page: ConsultationPage) -> FormDefinition:
    """The form as this draft has it."""
    compiled = compile_page(page)
    return build(compiled.structure, compiled.texts, language=page.locale.language_code)


def preview(page: ConsultationPage, request: HttpRequest, mode: str) -> HttpResponse | None:
    """One state or step; None for the overview, which the page itself serves."""
    if mode in STATES:
        set_moment(page, request, mode)
        return None
    if not mode:
        return None
    page.form.get_prep_value()  # gives blocks that were never stored an id
    with override(page.locale.language_code):
        return Trial(page, request, "").respond(mode)


def set_moment(page: ConsultationPage, request: HttpRequest, state: str) -> None:
    """Show the overview as it will be in a state, whatever the clock says."""
    record = record_for(page, is_preview=True)
    opens, closes = record.opens_at, record.closes_at
    moment = queries.database_now()
    if state == "scheduled" and opens:
        moment = opens - timedelta(days=1)
    elif state == "open" and opens:
        moment = opens
    elif state == "closed" and closes:
        moment = closes
    request.plan_preview_moment = moment  # type: ignore[attr-defined]  # read by `contexts`


class Trial:
    """A walk through a draft's form, from one posted page to the next.

    `address` is where the pages post to; empty for a still picture in the preview panel.
    """

    def __init__(self, page: ConsultationPage, request: HttpRequest, address: str) -> None:
        self.page = page
        self.request = request
        self.address = address
        self.definition = draft_definition(page)
        self.posted = request.POST if request.method == "POST" and address else QueryDict()

    @cached_property
    def typed(self) -> dict[uuid.UUID, Typed]:
        """What the pages before carried along."""
        sections = self.definition.sections
        found = {section.id: typed_in(section, self.posted) for section in sections}
        return {key: typed for key, typed in found.items() if typed}

    def respond(self, mode: str) -> HttpResponse:
        """The page for a step."""
        if mode == "check":
            return self.check()
        if mode == "sent":
            return self.sent()
        if mode in {"not-open-yet", "no-longer-open"}:
            return self.not_open("scheduled" if mode == "not-open-yet" else "closed")
        number = mode.removeprefix("section-")
        if not number.isdecimal() or not 1 <= int(number) <= len(self.definition.sections):
            raise Http404(_("This form has no such section."))
        return self.on_to(self.anywhere(int(number)))

    def anywhere(self, number: int) -> RoutedSection:
        """A section by its number, whether or not the way leads there: a preview shows it."""
        section = self.definition.sections[number - 1]
        routed = self.way.at(number)
        return routed or RoutedSection(number, section, self.typed.get(section.id), {}, "")

    def walk(self) -> HttpResponse:
        """The next page after what was posted; the first section to begin with."""
        posted = self.posted
        step = posted.get("trial_step", "")
        if not step:
            return self.on_to(self.way.after(0))
        if step == "check":
            if wanted := posted.get("change_section") or self.section_asking():
                return self.respond(f"section-{wanted}")
            return self.sent() if self.way.is_complete() else self.check(422)
        routed = self.way.at(int(step)) if step.isdecimal() else None
        if routed is None:
            return self.on_to(self.way.after(0))
        if "back" in posted:
            return self.on_to(self.way.before(routed.number) or routed)
        if not routed.form.is_valid():
            return self.section(routed, routed.form)
        if routed.form.unseen():
            return self.section(routed)
        onwards = self.way.after(routed.number)
        return self.on_to(None if "check" in posted else onwards)

    def section_asking(self) -> int | None:
        """Number of the section with the question that is to be changed; None where it is none."""
        key = self.posted.get("change_question", "")
        rows = ((part.number, row.key) for part in summaries_of(self.way) for row in part.rows)
        return next((number for number, found in rows if found == key), None)

    @cached_property
    def way(self) -> Route:
        """The way that leads from what was typed."""
        return route(self.definition, self.typed)

    def on_to(self, routed: RoutedSection | None) -> HttpResponse:
        """A section, the exit that stands in the way, or checking after the last."""
        if routed is None:
            return self.exit(self.way.exit) if self.way.exit else self.check()
        return self.exit(routed) if routed.section.is_exit else self.section(routed)

    def exit(self, routed: RoutedSection) -> HttpResponse:
        """The page on which the way ends."""
        return self.show("exit", section=routed.section, consultation_page=self.page)

    def section(self, routed: RoutedSection, form: SectionForm | None = None) -> HttpResponse:
        """A section with what was typed in it."""
        errors: list[tuple[str, str]] = form.error_links() if form else []
        if form is None:
            form = SectionForm(routed.section, routed.typed, earlier=routed.earlier)
            if routed.is_begun:
                form.hide_errors()
        way, number = self.way, routed.number
        return self.show(
            "section",
            status=422 if errors else 200,
            step=str(number),
            without=routed.section.id,
            section=routed.section,
            form=form,
            number=number,
            place=way.place(number),
            total=len(way.sections),
            has_back=way.before(number) is not None,
            errors=errors,
            action_url=self.address,
            returns_to_check=bool(
                {"check", "change_section", "change_question"} & set(self.posted)
            ),
            support=self.page.support if routed.section.is_sensitive else "",
        )

    def check(self, status: int = 200) -> HttpResponse:
        """All answers."""
        parts = summaries_of(self.way)
        errors = [
            (f"#{row.anchor}", f"{row.question} – {error}")
            for part in parts
            for row in part.rows
            for error in row.errors
        ]
        return self.show(
            "check",
            status=status,
            step="check",
            sections=parts,
            errors=errors if status == 422 else [],
            last_number=parts[-1].number if parts else 1,
            check_url=self.address,
        )

    def sent(self) -> HttpResponse:
        """The confirmation, with a reference that cannot be taken for a real one."""
        return self.show(
            "sent",
            response={"reference": SPECIMEN},
            consultation_page=self.page,
            results_due_on=record_for(self.page, is_preview=True).results_due_on,
        )

    def not_open(self, state: str) -> HttpResponse:
        """The form's page before opening or after closing."""
        record = record_for(self.page, is_preview=True)
        opens, closes = record.opens_at, record.closes_at
        return self.show(
            "not_open",
            state=state,
            opens=moment_in_words(opens, record.zone) if opens else "",
            closes=moment_in_words(closes, record.zone) if closes else "",
            consultation_page=self.page,
        )

    def show(self, template: str, status: int = 200, **context: object) -> HttpResponse:
        """Render a step of the journey with its own templates."""
        without = context.pop("without", None)
        carried = [("trial_step", str(context.pop("step", "")))]
        for key, typed in self.typed.items():
            if key != without:
                carried += [(name, value) for name, values in typed.items() for value in values]
        way_out = quick_exit_url() if self.page.is_sensitive else ""
        context = {"quick_exit_url": way_out, "carried": carried, **context}
        context = {"is_unlisted": True, "is_trial": True, **context}
        response = render(
            self.request, f"plan/consultation/{template}.html", context, status=status
        )
        response["Cache-Control"] = "no-store"
        return response
