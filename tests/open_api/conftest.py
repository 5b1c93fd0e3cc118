"""What the tests of the read API begin with."""

from __future__ import annotations

import pytest

from tests.open_api.worlds import Told, make_told


@pytest.fixture
def told(db: None) -> Told:
    """A plan with one of everything that the API tells of."""
    return make_told()
