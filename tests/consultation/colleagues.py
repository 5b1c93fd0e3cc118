"""People of one organisation, each in a browser of their own."""

from __future__ import annotations

import re
from typing import Any

from plan.consultation.models import Attempt
from tests.consultation.browsing import Walk, text_of, token_in


class Colleague(Walk):
    """Somebody in a browser of their own."""

    def join(self, code: str, who: str = "Ada") -> Any:
        """Come in with the code."""
        response = self.client.post(f"{self.address}join/", {"code": code, "member_name": who})
        if response.status_code == 200:
            self.token = token_in(response)
        return response

    @property
    def attempt(self) -> Attempt:
        """The own attempt."""
        return Attempt.objects.get(member_name="Ada")


def code_in(response: Any) -> str:
    """The code on the lead's page."""
    found = re.search(
        r'<bdi dir="ltr">([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})</bdi>', text_of(response)
    )
    return found[1] if found else ""
