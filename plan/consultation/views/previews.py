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
from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.consultation import queries
from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.contexts import record_for
from plan.consultation.definition import FormDefinition
from plan.consultation.forms import SectionForm, Typed, typed_in
from plan.consultation.journey.summaries import summaries
from plan.consultation.moments import moment_in_words

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
    compiled = compile_form(page.form)
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

    @property
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
        return self.section(int(number))

    def walk(self) -> HttpResponse:
        """The next page after what was posted; the first section to begin with."""
        posted = self.posted
        step = posted.get("trial_step", "")
        if not step:
            return self.respond("section-1")
        if step == "check":
            if wanted := posted.get("change_section"):
                return self.respond(f"section-{wanted}")
            return self.sent() if self.is_complete() else self.check(422)
        number = int(step) if step.isdecimal() else 1
        if not 1 <= number <= len(self.definition.sections):
            return self.respond("section-1")
        if "back" in posted:
            return self.section(max(number - 1, 1))
        section = self.definition.sections[number - 1]
        form = SectionForm(section, typed_in(section, posted))
        if not form.is_valid():
            return self.section(number, form)
        if "check" in posted or number == len(self.definition.sections):
            return self.check()
        return self.section(number + 1)

    def is_complete(self) -> bool:
        """Whether everything could be sent."""
        typed = self.typed
        return all(
            SectionForm(section, typed.get(section.id, {})).is_valid()
            for section in self.definition.sections
        )

    def section(self, number: int, form: SectionForm | None = None) -> HttpResponse:
        """A section with what was typed in it."""
        section = self.definition.sections[number - 1]
        errors: list[tuple[str, str]] = form.error_links() if form else []
        if form is None:
            typed = self.typed.get(section.id)
            form = SectionForm(section, typed)
            if typed is not None:
                form.hide_errors()
        return self.show(
            "section",
            status=422 if errors else 200,
            step=str(number),
            without=section.id,
            section=section,
            form=form,
            number=number,
            total=len(self.definition.sections),
            errors=errors,
            action_url=self.address,
            returns_to_check="check" in self.posted or "change_section" in self.posted,
        )

    def check(self, status: int = 200) -> HttpResponse:
        """All answers."""
        parts = summaries(self.definition, self.typed)
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
        context = {"is_unlisted": True, "is_trial": True, "carried": carried, **context}
        response = render(
            self.request, f"plan/consultation/{template}.html", context, status=status
        )
        response["Cache-Control"] = "no-store"
        return response
