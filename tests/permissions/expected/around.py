"""Addresses around the survey: answers beside passages, teams, hints at harm."""

from __future__ import annotations

from tests.permissions.expected.consultation import consultation
from tests.permissions.rows import Row, everybody

EXPECTED = {
    # Nothing asked there is in the request: 404 for everybody, whoever they are.
    "plan:answer": Row(everybody(303), everybody(404), consultation),
}
