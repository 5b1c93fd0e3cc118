"""What priorities add to the read API (`plan.contributors.Contributor.api_routers`)."""

from __future__ import annotations

import uuid

from ninja import Router

from plan.contributors import Collection
from plan.readers import Reader
from priorities import kinds
from priorities.api import tree
from priorities.api.commitments import router as commitments
from priorities.api.levels import outcomes_router, priorities_router
from priorities.api.measures import router as measures
from priorities.api.observations import router as observations

#: Addresses below `api/v1/`; figures stand below their measure.
ROUTERS: list[tuple[str, Router]] = [
    ("priorities", priorities_router),
    ("outcomes", outcomes_router),
    ("commitments", commitments),
    ("measures", measures),
]
measures.add_router("", observations)

NAMES = {
    kinds.PRIORITY: "priorities",
    kinds.OUTCOME: "outcomes",
    kinds.COMMITMENT: "commitments",
    kinds.MEASURE: "measures",
}


def counted_below(plan: uuid.UUID, reader: Reader) -> list[Collection]:
    """How many of each kind stand below a plan; one query."""
    rows = tree.everything(reader)
    return [
        Collection(name, len(tree.of_kind(rows, kind, plan=plan))) for kind, name in NAMES.items()
    ]


def first_ids(reader: Reader) -> dict[str, str]:
    """The first of each kind, by the name of its parameter; one query."""
    rows = tree.everything(reader)
    return {f"{one.kind}_id": str(one.identity) for one in reversed(rows)}
