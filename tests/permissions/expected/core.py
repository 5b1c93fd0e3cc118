"""Addresses of the plan itself."""

from __future__ import annotations

from tests.permissions.rows import EDITOR, MANAGER, PUBLISHER, Row, only, public, staff

EXPECTED = {
    "plan:passage": public(lambda world: world.passage),
    "plan:whole_plan": public(lambda world: [world.plan.translation_key]),
    "plan:brand": public(),
    "plan:draft": public(lambda world: [world["draft_link"][1]]),
    "plan_admin:draft_links": Row(
        only(EDITOR, MANAGER, PUBLISHER),
        only(EDITOR, MANAGER, PUBLISHER),
        lambda world: [world.section.pk],
        {"note": "Board", "days": "7"},
    ),
    "plan_admin:revoke_draft_link": Row(
        staff(405),
        only(EDITOR, MANAGER, PUBLISHER, outcome=302),
        lambda world: [world["draft_link"][0].pk],
    ),
}
