"""A site is told which app comments need."""

from __future__ import annotations

from typing import Any

import pytest

from plan.comments.checks import check_consultation


def test_the_missing_app_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_installed(name: Any) -> bool:
        return str(name) != "plan.consultation"

    assert check_consultation() == []
    monkeypatch.setattr("plan.comments.checks.apps.is_installed", is_installed)
    [found] = check_consultation()
    assert found.id == "plan_comments.E001"
    assert "plan.consultation" in found.msg
    assert "INSTALLED_APPS" in str(found.hint)
