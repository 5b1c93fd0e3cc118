"""Every operation holds what its document says, whatever it is asked (schemathesis)."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks
from schemathesis.core.failures import FailureGroup
from schemathesis.pytest.lazy import get_all_tests

from cms.wsgi import application
from tests.open_api.worlds import Told

#: Questions asked of each operation, besides the examples and the borders of each parameter.
EXAMPLES = 200 if os.environ.get("LONG_RUN") else 5


def hold(case: schemathesis.Case) -> None:
    """All checks there are, on one question."""
    case.call_and_validate()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The connection stays that of the test's transaction, as Django's own test client has it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
def test_every_operation_does_as_documented(told: Told) -> None:
    load_all_checks()
    document = schemathesis.openapi.from_wsgi("/en/api/v1/openapi.json", application)
    limits = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=not os.environ.get("LONG_RUN"),
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    wrong, asked = [], 0
    for result in get_all_tests(
        schema=document, test_func=hold, settings=limits, given_kwargs=None
    ):
        operation, test = result.ok()
        asked += 1
        try:
            test()
        except FailureGroup as failures:
            wrong += [f"{operation.label}: {one.title} {one}" for one in failures.exceptions]
    assert asked == 14
    assert not wrong, "\n\n".join(wrong)
