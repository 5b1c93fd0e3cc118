"""The public's ways in from a source: a page that starts the form, and a short address to it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from plan.consultation import queries
from plan.consultation.contexts import status_of
from plan.consultation.models import Consultation, Source
from plan.consultation.sources.addresses import source_path
from plan.queries import PageLanguage


@require_safe
def from_source(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """What is asked, until when, in which languages, and the button; it sets no cookie.

    A code that is not known leads to the consultation all the same: posters outlive lists.
    """
    language = get_language() or settings.LANGUAGE_CODE
    door = queries.door(public_id, language)
    if door is None:
        raise Http404(_("There is no form at this address. Check it, or start from the plan."))
    page = queries.page_behind(door)
    overview = page.get_url(request) or "/"
    if door.is_guarded and any(
        not one.accept_request(request) for one in page.get_view_restrictions()
    ):
        return redirect(overview)
    source = Source.objects.filter(consultation=door.consultation, code=code).first()
    if source is None:
        return redirect(overview)
    source.consultation = door.consultation
    codes = queries.form_languages(door.consultation)
    status = status_of(door.consultation, door.moment)
    response = render(
        request,
        "plan/consultation/from_source.html",
        {
            "is_unlisted": True,
            "consultation_page": page,
            "overview_url": overview,
            "source": source,
            "status": status,
            "can_start": status.can_start and language in codes,
            "start_url": reverse("plan:take_part", args=[public_id]),
            "start_words": page.call_to_action or _("Start the survey and have your say"),
            "languages": languages_of(source, codes, language),
        },
    )
    patch_cache_control(response, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def languages_of(source: Source, codes: list[str], current: str) -> list[PageLanguage]:
    """The same page in every language of the form."""
    names = dict(settings.LANGUAGES)
    return [
        PageLanguage(code, names.get(code, code), source_path(source, code), code == current)
        for code in codes
    ]


@require_safe
def short_address(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """On to the source's page in the first of the visitor's languages that the form has."""
    consultation = get_object_or_404(Consultation, public_id=public_id)
    language = language_for(request, queries.form_languages(consultation))
    with override(language):
        address = reverse("plan:from_source", args=[public_id, code])
    response = HttpResponseRedirect(address)
    patch_vary_headers(response, ["Accept-Language"])
    patch_cache_control(response, no_cache=True)
    return response


def language_for(request: HttpRequest, codes: list[str]) -> str:
    """The best of these languages by what the browser asks for, else the site's, else any."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500])
    for wanted, _weight in asked:
        for code in codes:
            if wanted == code or wanted.partition("-")[0] == code.partition("-")[0]:
                return code
    if settings.LANGUAGE_CODE in codes or not codes:
        return settings.LANGUAGE_CODE
    return codes[0]
