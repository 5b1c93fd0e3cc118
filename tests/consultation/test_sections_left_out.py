"""A response in words leaves out the sections that its author was never asked."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.consultation.models import Attempt, Response
from plan.consultation.private_links import private_path
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import known_id, name
from tests.consultation.routed import routed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "is_shown"), [("person", False), ("organisation", True)])
def test_a_section_that_was_not_asked_is_left_out(
    client: Client, kind: str, is_shown: bool
) -> None:
    walk = Walk(routed(), client)
    walk.start()
    walk.post("section/1/", {name("kind"): known_id(kind)})
    walk.post("section/3/", {name("body"): "Friends of the park"})
    walk.post("check/", {"words": Attempt.objects.get().texts_id})
    response = Response.objects.get()
    page = text_of(client.get(private_path(response, response.consultation, "en")))
    assert (">Body</h2>" in page, "Which organisation?" in page) == (is_shown, is_shown)
