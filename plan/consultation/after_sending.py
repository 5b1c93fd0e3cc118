"""What the confirmation page offers besides the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plan.consultation.private_links import private_path
from plan.mail import is_mail_configured

if TYPE_CHECKING:
    from plan.consultation.journey.steps import Journey
    from plan.consultation.models import Response


def after_sending(journey: Journey, response: Response) -> dict[str, Any]:
    """What its template needs: the private link, and the form for a receipt where mail works."""
    from plan.consultation.journey.receipt import ReceiptForm
    from plan.consultation.receipts import contact_address

    path = private_path(response, journey.consultation, journey.language)
    offers: dict[str, Any] = {"private_url": journey.request.build_absolute_uri(path)}
    if is_mail_configured() and response.withdrawn_at is None:
        offers["updates_url"] = journey.url("updates")
        offers["receipt_form"] = ReceiptForm(has_contact=bool(contact_address(response)))
        offers["receipt_url"] = journey.url("receipt")
        offers["is_receipt_asked"] = "receipt" in journey.request.GET
    return offers
