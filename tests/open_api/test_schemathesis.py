"""Every operation holds what its document says, whatever it is asked (schemathesis)."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from cms.wsgi import application
from tests.open_api.worlds import Told

#: Questions asked of each operation, besides the examples and the borders of each parameter.
EXAMPLES = 200 if os.environ.get("LONG_RUN") else 8


@pytest.fixture
def document(told: Told) -> Any:
    """The API's document, with ids that lead somewhere."""
    return schemathesis.openapi.from_wsgi("/en/api/v1/openapi.json", application)


schema = schemathesis.pytest.from_fixture("document")


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_does_as_documented(case: schemathesis.Case) -> None:
    case.call_and_validate()
