"""What every address of ours answers to every role. Add a line for each address you add.

A row says, for GET and POST, who gets which answer; see `tests.permissions.rows` for the words and
`tests.permissions.worlds` for the things that addresses name.
"""

from __future__ import annotations

from tests.permissions.expected import (
    after_sending,
    around,
    banks,
    building,
    channels,
    comments_desk,
    comments_listing,
    comments_public,
    commitments,
    consultation,
    core,
    journey,
    open_api,
    outputs,
    priorities,
    site,
    snippets,
)

EXPECTED = {
    **core.EXPECTED,
    **site.EXPECTED,
    **snippets.EXPECTED,
    **priorities.EXPECTED,
    **commitments.EXPECTED,
    **consultation.EXPECTED,
    **banks.EXPECTED,
    **channels.EXPECTED,
    **after_sending.EXPECTED,
    **around.EXPECTED,
    **journey.EXPECTED,
    **outputs.EXPECTED,
    **open_api.EXPECTED,
    **building.EXPECTED,
    **comments_desk.EXPECTED,
    **comments_public.EXPECTED,
    **comments_listing.EXPECTED,
}
