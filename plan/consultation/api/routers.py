"""What consultations add to the read API (`plan.contributors.Contributor.api_routers`)."""

from __future__ import annotations

import uuid

from ninja import Router

from plan.consultation.api.consultations import plan_of, public_consultations, router
from plan.consultation.api.results import router as results
from plan.contributors import Collection
from plan.readers import Reader

router.add_router("", results)

#: Addresses below `api/v1/`; results stand below their consultation.
ROUTERS: list[tuple[str, Router]] = [("consultations", router)]


def counted_below(plan: uuid.UUID, reader: Reader) -> list[Collection]:
    """How many consultations a plan has."""
    rows = public_consultations(reader)
    return [Collection("consultations", sum(plan_of(one.record) == plan for one in rows))]


def first_ids(reader: Reader) -> dict[str, str]:
    """A consultation to try: one with results where there is any."""
    rows = sorted(public_consultations(reader), key=lambda one: not one.record.has_results)
    return {"consultation_id": rows[0].record.public_id} if rows else {}
