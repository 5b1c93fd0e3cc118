"""The linter has nothing to say of any type of question as it should be."""

from __future__ import annotations

import pytest

from tests.consultation.factories import question, section
from tests.consultation.linting import told
from tests.consultation.samples import CONSENT, SAMPLES


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_sound_question_has_no_faults(kind: str) -> None:
    asked = question(kind, "q", "What do you think?", **SAMPLES[kind])
    assert told([section("one", "Section one", asked)]) == []


def test_a_form_of_all_types_has_no_faults() -> None:
    asked = [question(kind, kind, f"About {kind}?", **value) for kind, value in SAMPLES.items()]
    assert told([section("one", "Section one", *asked)]) == []


def test_a_consent_of_special_category_needs_no_other_answer() -> None:
    asked = question("consent", "q", "May we?", is_protected=True, **CONSENT)
    assert told([section("one", "Section one", asked)]) == []
