"""What the confirmation page offers besides the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plan.consultation.private_links import private_path

if TYPE_CHECKING:
    from plan.consultation.journey.steps import Journey
    from plan.consultation.models import Response


def after_sending(journey: Journey, response: Response) -> dict[str, Any]:
    """What its template needs: the private link."""
    path = private_path(response, journey.consultation, journey.language)
    return {"private_url": journey.request.build_absolute_uri(path)}
