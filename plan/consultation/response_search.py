"""Finds responses for those who may read them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from plan.consultation.enums import Channel, Doubt
from plan.consultation.models import Answer, Consultation, Response
from plan.consultation.references import normalise_reference

#: No response lies beyond these; the calendar of Python ends not far from here.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9999, 1, 1)


class ResponseFilterForm(forms.Form):
    """What to look for; every field may be left empty."""

    q = forms.CharField(label=_("Reference, organisation or words"), required=False, max_length=200)
    language = forms.ChoiceField(label=_("Language"), required=False)
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=[("", _("All")), *Channel.choices]
    )
    version = forms.IntegerField(label=_("Form version"), required=False, min_value=1)
    doubt = forms.ChoiceField(
        label=_("Doubts"),
        required=False,
        choices=[("", _("All")), ("any", _("Any doubt")), *Doubt.choices],
    )
    late = forms.ChoiceField(
        label=_("Open period"),
        required=False,
        choices=[("", _("All")), ("late", _("Received outside it")), ("in_time", _("In time"))],
    )
    received_from = forms.DateField(label=_("From"), required=False, widget=AdminDateInput())
    received_to = forms.DateField(label=_("To"), required=False, widget=AdminDateInput())

    def __init__(self, data: Any, consultation: Consultation) -> None:
        super().__init__(data)
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = language_choices(consultation)


def language_choices(consultation: Consultation) -> list[tuple[str, Any]]:
    """Languages in which there are responses, after all of them."""
    names = dict(settings.LANGUAGES)
    used = consultation.responses.order_by("language").values_list("language", flat=True)
    return [("", _("All")), *((code, names.get(code, code)) for code in used.distinct())]


def find_responses(consultation: Consultation, form: ResponseFilterForm) -> QuerySet[Response]:
    """Responses that match, newest first; all of them while the form has an error."""
    found = Response.objects.filter(consultation=consultation, is_test=False)
    found = found.select_related("version")
    if form.is_valid():
        found = found.filter(conditions(consultation, form.cleaned_data))
    return found.order_by("-received_at", "-pk")


def conditions(consultation: Consultation, wanted: dict[str, Any]) -> Q:
    """One condition out of everything asked for; days are those of the consultation's zone."""
    condition = Q()
    for name in ("language", "channel"):
        if wanted[name]:
            condition &= Q(**{name: wanted[name]})
    if wanted["doubt"]:
        condition &= doubtful(wanted["doubt"])
    if wanted["late"]:
        condition &= Q(is_late=wanted["late"] == "late")
    if wanted["version"]:
        condition &= Q(version__number=wanted["version"])
    if wanted["received_from"]:
        first = max(wanted["received_from"], FIRST_DAY)
        condition &= Q(received_at__gte=start_of(first, consultation))
    if wanted["received_to"]:
        last = min(wanted["received_to"], LAST_DAY)
        condition &= Q(received_at__lt=start_of(last + timedelta(days=1), consultation))
    words = wanted["q"].replace("\x00", "").strip()
    if words:
        answers = Answer.objects.filter(response=OuterRef("pk"), text__icontains=words)
        named = Q(reference=normalise_reference(words)) | Q(organisation__icontains=words)
        condition &= named | Q(Exists(answers))
    return condition


def doubtful(doubt: str) -> Q:
    """Responses with this doubt, or with any. The field is a list of fixed names, in JSON."""
    if doubt == "any":
        return ~Q(doubts=[])
    lists = [
        list(names)
        for number in range(1, len(Doubt) + 1)
        for names in permutations(Doubt.values, number)
        if doubt in names
    ]
    return Q(doubts__in=lists)


def start_of(day: date, consultation: Consultation) -> datetime:
    """The first moment of a day in the consultation's zone."""
    return datetime.combine(day, time.min, tzinfo=consultation.zone)
