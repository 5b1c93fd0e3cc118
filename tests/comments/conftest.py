"""What the tests of comments share."""

from __future__ import annotations

import pytest

from plan.comments.models import CommentSettings
from plan.models import Passage
from tests.comments.factories import make_passage, make_settings
from tests.factories import make_plan


@pytest.fixture
def taking(db: None) -> CommentSettings:
    """An open consultation that takes comments on every passage of its plan."""
    return make_settings(make_plan())


@pytest.fixture
def passage(taking: CommentSettings) -> Passage:
    """A passage of that plan."""
    from plan.models import PlanPage

    assert taking.consultation.plan is not None
    return make_passage(
        PlanPage.objects.get(translation_key=taking.consultation.plan.translation_key)
    )
