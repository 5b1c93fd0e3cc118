"""Settings under which responses could not be kept."""

from __future__ import annotations

from django.db import connections

from plan.consultation.checks import check_atomic_requests


def test_a_request_is_no_transaction() -> None:
    assert check_atomic_requests() == []
    settings = connections["default"].settings_dict
    kept = settings.get("ATOMIC_REQUESTS", False)
    settings["ATOMIC_REQUESTS"] = True
    try:
        assert [found.id for found in check_atomic_requests()] == ["plan_consultation.E001"]
    finally:
        settings["ATOMIC_REQUESTS"] = kept
