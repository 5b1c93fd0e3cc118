"""“Send me a paper copy”."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.request_paper import request_paper
from plan.consultation.asking_for.forms import PaperRequestForm
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.same_origin import is_from_elsewhere


@step("GET", "POST")
def paper_copy(journey: Journey) -> HttpResponse:
    """The form that asks for a form by post; POST notes the request."""
    journey.require_open()
    if "asked" in journey.request.GET and journey.request.method != "POST":
        return show(journey, is_asked=True)
    languages = languages_of(journey)
    if journey.request.method != "POST":
        usual = {"language": {"options": [journey.language], "other": ""}}
        return show(journey, form=PaperRequestForm(initial=usual, languages=languages))
    form = PaperRequestForm(journey.request.POST, languages=languages)
    if is_from_elsewhere(journey.request):
        form.hide_errors()
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show(journey, status=403, form=form, errors=[("", message)])
    errors = [*form.error_links(), *form.trap_errors()]
    if errors:
        return show(journey, status=422, form=form, errors=errors)
    request_paper(consultation=journey.consultation, **form.cleaned_data)
    return SeeOther(f"{journey.url('paper_copy')}?asked=1")


def show(journey: Journey, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page with the form, or with the confirmation."""
    return journey.show(
        "paper_copy",
        status=status,
        action_url=journey.url("paper_copy"),
        consultation_page=queries.page_behind(journey.door),
        retain_until=journey.consultation.retain_until,
        **context,
    )


def languages_of(journey: Journey) -> list[tuple[str, str]]:
    """Languages in which there is a form to send, with their own names."""
    names = dict(settings.LANGUAGES)
    return [(code, names.get(code, code)) for code in queries.form_languages(journey.consultation)]
