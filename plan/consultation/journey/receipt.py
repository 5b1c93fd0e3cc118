"""Asking for a receipt by email, after sending."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.actions.submit_response import response_of
from plan.consultation.journey.ended import require_unended
from plan.consultation.journey.pages import show_sent
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.questions.contacts import EmailField
from plan.consultation.receipts import contact_address, queue_receipt
from plan.forms.base import PlanForm
from plan.forms.fields import OptionsField
from plan.forms.widgets import Choice, EmailInput
from plan.mail import is_mail_configured
from plan.mail_limits import may_mail
from plan.same_origin import is_from_elsewhere


class ReceiptForm(PlanForm):
    """Where the receipt is to go: to the address among the answers, or to another."""

    email = EmailField(
        label=gettext_lazy("Email address for the receipt"),
        help_text=gettext_lazy("Used once for this, and not kept."),
        max_length=254,
        widget=EmailInput(),
        error_messages={
            "required": gettext_lazy("Enter the email address for your receipt."),
            "invalid": gettext_lazy(
                "Enter an email address in the right form, like name@example.com."
            ),
        },
    )

    def __init__(self, *args: Any, has_contact: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_contact:
            return
        email = self.fields.pop("email")
        words = _("Send my receipt to the email address in my answers")
        self.fields["to_contact"] = OptionsField(
            label=_("Where your receipt goes"),
            choices=[Choice("contact", words)],
            is_multiple=True,
            required=False,
        )
        self.fields["email"] = email
        if self.data.get("to_contact"):
            email.required = False


@step("GET", "POST")
def receipt(journey: Journey) -> HttpResponse:
    """Queue the receipt, and show the confirmation again. GET leads back there."""
    require_unended(journey)
    response = response_of(journey.attempt) if journey.attempt else None
    if response is None:
        return journey.show("missing", status=404)
    if journey.request.method != "POST" or not is_mail_configured():
        return SeeOther(journey.url("sent"))
    contact = contact_address(response)
    form = ReceiptForm(journey.request.POST, has_contact=bool(contact))
    if is_from_elsewhere(journey.request):
        form.hide_errors()
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show_sent(journey, status=403, receipt_form=form, errors=[("", message)])
    if not form.is_valid():
        return show_sent(journey, status=422, receipt_form=form, errors=form.error_links())
    if not may_mail("receipt", response.pk):
        message = _("Several receipts have just been sent. Try again in an hour.")
        return show_sent(journey, status=429, receipt_form=form, errors=[("", message)])
    address = form.cleaned_data["email"] or contact
    origin = journey.request.build_absolute_uri("/").rstrip("/")
    queue_receipt(response=response, address=address, origin=origin)
    return journey.go(
        f"{journey.url('sent')}?receipt=1", lambda: show_sent(journey, is_receipt_asked=True)
    )
