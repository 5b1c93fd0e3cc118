"""Names, notices and help shown around every page, in the active language."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale

from plan.models import ServiceDetails


def service_details(request: HttpRequest) -> ServiceDetails:
    """The words for the active language, else the default one, else an unsaved blank."""
    found = {
        details.locale.language_code: details
        for details in ServiceDetails.objects.select_related("locale")
    }
    default = Locale.get_default().language_code
    return found.get(get_language() or "") or found.get(default) or ServiceDetails()
