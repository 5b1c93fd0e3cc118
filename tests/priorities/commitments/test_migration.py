"""What was public before there was a history becomes its first entry."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from priorities.models import CommitmentStatusChange
from tests.factories import make_plan, translate
from tests.priorities.makers import make_commitment, make_priority

pytestmark = pytest.mark.django_db


def test_each_public_commitment_gets_one_entry() -> None:
    priority = make_priority(make_plan())
    page = make_commitment(priority, status="paused", status_reason="It rained.")
    translate(page, "pl")
    make_commitment(priority, is_live=False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM plan_priorities_commitmentstatuschange")
    import_module("priorities.migrations.0003_commitments").begin_histories(apps, None)
    entry = CommitmentStatusChange.objects.get()
    assert (entry.commitment, entry.status) == (page.commitment, "paused")
    assert entry.reasons == {"en": "It rained."}
    assert entry.changed_at == page.last_published_at
