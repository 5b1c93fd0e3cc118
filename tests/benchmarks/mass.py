"""Very many responses, made inside the database: what counts and exports are measured with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import connection
from django.db.models import Max

from plan.consultation.models import Consultation, FormTexts
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)

#: A question's id, its options, rows to an answer, words.
Kind = tuple[str, list[uuid.UUID] | None, int, str | None]
#: Questions by how they are answered: twenty answers to a form.
SINGLE, SEVERAL, NUMBERS, TEXTS = 12, 3, 2, 3
OPTIONS = 5
WORDS = "There should be more light in the streets, and somebody to talk to at night. "


def mass_consultation() -> Consultation:
    """A consultation with twenty questions and no response."""
    asked = [
        question("single_choice", f"s{n}", f"Choice {n}?", options=options(f"s{n}"))
        for n in range(SINGLE)
    ]
    asked += [
        question(
            "several_choices",
            f"m{n}",
            f"Choices {n}?",
            minimum=None,
            maximum=None,
            options=options(f"m{n}"),
        )
        for n in range(SEVERAL)
    ]
    asked += [
        question("number", f"n{n}", f"Number {n}?", minimum=None, maximum=None, is_whole=True)
        for n in range(NUMBERS)
    ]
    asked += [question("long_text", f"t{n}", f"Text {n}?", limit=500) for n in range(TEXTS)]
    return record(make_consultation(sections=[section("all", "All", *asked)]))


def options(name: str) -> list[dict[str, object]]:
    """The options of a question, the last of which asks for words."""
    plain = [option(f"{name}-{n}", f"Option {n}") for n in range(OPTIONS - 1)]
    return [*plain, option(f"{name}-{OPTIONS - 1}", "Something else", "other")]


def add_responses(consultation: Consultation, number: int) -> None:
    """More responses with an answer to every question, spread over the options by their numbers.

    PostgreSQL only.
    """
    texts = FormTexts.objects.get(version__consultation=consultation)
    before = consultation.responses.count()
    last = consultation.responses.aggregate(last=Max("pk"))["last"] or 0
    run(
        """INSERT INTO plan_consultation_response (consultation_id, reference, version_id, texts_id,
             language, channel, received_at, is_test, is_late, doubts, link_salt,
             original_language, organisation, is_tallied)
           SELECT %s, 'M' || lpad(i::text, 8, '0'), %s, %s, 'en', 'web',
             now() - interval '1 hour', false, false, '[]', 'salt', '', '', false
           FROM generate_series(%s, %s) AS i""",
        [consultation.pk, texts.version_id, texts.pk, before + 1, before + number],
    )
    kinds = [(known_id(f"s{n}"), option_ids(f"s{n}"), 1, None) for n in range(SINGLE)]
    kinds += [(known_id(f"m{n}"), option_ids(f"m{n}"), 2, None) for n in range(SEVERAL)]
    kinds += [(known_id(f"n{n}"), None, 1, None) for n in range(NUMBERS)]
    kinds += [(known_id(f"t{n}"), None, 1, WORDS) for n in range(TEXTS)]
    add_answers(consultation, kinds, last)
    run("ANALYZE plan_consultation_answer")
    run("ANALYZE plan_consultation_response")


def option_ids(name: str) -> list[uuid.UUID]:
    """Ids of a question's options."""
    return [uuid.UUID(known_id(f"{name}-{n}")) for n in range(OPTIONS)]


def add_answers(consultation: Consultation, kinds: list[Kind], after: int) -> None:
    """Answers of all responses, lying beside each other as they do when people send them."""
    run("CREATE TEMP TABLE kind (n serial, question uuid, options uuid[], rows int, words text)")
    for kind in kinds:
        run("INSERT INTO kind (question, options, rows, words) VALUES (%s, %s, %s, %s)", kind)
    run(
        """INSERT INTO plan_consultation_answer
             (consultation_id, response_id, question_id, option_id, text, original, number)
           SELECT r.consultation_id, r.id, k.question,
             k.options[1 + mod(r.id / k.n + row, 5)],
             coalesce(k.words || r.id, ''), '',
             CASE WHEN k.options IS NULL AND k.words IS NULL THEN mod(r.id, 90) END
           FROM plan_consultation_response AS r, kind AS k, generate_series(1, k.rows) AS row
           WHERE r.consultation_id = %s AND r.id > %s ORDER BY r.id, k.n, row""",
        [consultation.pk, after],
    )
    run("DROP TABLE kind")


def run(statement: str, arguments: Sequence[object] = ()) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments or None)
