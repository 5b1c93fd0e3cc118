"""Editors see priorities, outcomes, commitments and measures as they would be once published."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.consultation.browsing import text_of
from tests.factories import make_plan
from tests.priorities.makers import make_commitment, make_measure, make_outcome, make_priority

pytestmark = pytest.mark.django_db

MAKERS: list[tuple[Callable[..., Any], dict[str, Any], str]] = [
    (make_priority, {"summary": "A summary nobody has read."}, "A summary nobody has read."),
    (make_outcome, {"summary": "Something else should change."}, "Something else should change."),
    (make_commitment, {"status": "at_risk", "status_reason": "Rain."}, "At risk"),
    (make_measure, {"definition": "Another definition."}, "Another definition."),
]


@pytest.mark.parametrize(("make", "changes", "words"), MAKERS)
def test_a_draft_shows_what_publishing_would(
    make: Callable[..., Any], changes: dict[str, Any], words: str, admin_client: Client
) -> None:
    plan = make_plan()
    page = make(plan if make is make_priority else make_priority(plan))
    page.title = "Being edited"
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    draft = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert draft.status_code == 200
    assert "Being edited" in text_of(draft)
    assert words in text_of(draft)
    public = text_of(Client().get(page.url))
    assert "Being edited" not in public
    assert words not in public
