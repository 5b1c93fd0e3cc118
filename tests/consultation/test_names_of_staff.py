"""Staff stand in lists with their names; by email address only where no name was given."""

from __future__ import annotations

import pytest

from home.models import User
from plan.consultation.models import Response
from tests.consultation.browsing import text_of
from tests.consultation.entering import entered, person, url
from tests.consultation.factories import make_consultation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["entries", "check"])
def test_who_entered_and_who_checked(place: str) -> None:
    page = make_consultation(needs_second_check=True)
    clerk, second = person("clerk"), person("second")
    response = entered(clerk, page)
    second.post(url("check", page, response.reference))
    assert Response.objects.get().checked_by is not None
    address = url(place, page, *([response.reference] if place == "check" else []))
    shown = text_of(clerk.get(address))
    assert "clerk@example.org" in shown
    assert "second@example.org" in shown
    User.objects.filter(email="clerk@example.org").update(first_name="Ada", last_name="Okafor")
    shown = text_of(clerk.get(address))
    assert "Ada Okafor" in shown
    assert "clerk@example.org" not in shown
    assert "second@example.org" in shown
