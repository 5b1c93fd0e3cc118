"""Processes killed before, during and after commit, and forms changed while people answer.

Judged by what the clients were told, against the rows: nothing acknowledged is lost, nothing is
doubled, nothing is accepted or refused wrongly. LONG_RUN=1 makes a thousand trials of each.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import requests

from tests.consultation.factories import first_answers, name, second_answers
from tests.served.respondent import Respondent, reference_in
from tests.served.site import ServedSite
from tests.served.test_parallel import LATE, OPEN, close_in, form_of, held, public_id, ready

__all__ = ["public_id"]
pytestmark = pytest.mark.served

TRIALS = 1000 if os.environ.get("LONG_RUN") else 30
#: How many people wait for one closing instant.
AT_ONCE = 60
#: How often somebody tries again whose connection broke.
PATIENCE = 40
REWORD = """
from plan.consultation.models import Consultation, ConsultationPage
record = Consultation.objects.get(public_id="{public_id}")
page = ConsultationPage.objects.get(translation_key=record.translation_key)
raw = list(page.form.get_prep_value())
for section in raw:
    for question in section["value"]["questions"]:
        question["value"]["text"] = question["value"]["text"].rstrip("?! ") + " {mark}?"
page.form = page._meta.get_field("form").stream_block.to_python(raw)
page.change_reason = "{mark}"
page.save_revision().publish()
"""
VERSIONS = """
from plan.consultation.models import Response
rows = Response.objects.filter(consultation__public_id="{public_id}")
pairs = rows.values_list("version_id", "texts__version_id")
attempts = rows.values("attempt").distinct().count()
print(sum(one != other for one, other in pairs), attempts, rows.count())
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[ServedSite]:
    """A served site on each database, whose dead workers are replaced at once."""
    address = os.environ.get("TEST_POSTGRES_URL", "") if request.param == "postgresql" else ""
    if request.param == "postgresql" and not address:
        pytest.skip("PostgreSQL: no server answered")
    with ServedSite(address) as served:
        yield served.start(workers=3)


def workers(site: ServedSite) -> list[int]:
    """Process ids of the workers."""
    assert site.process is not None
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(site.process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in found.stdout.split()]


@contextmanager
def killing(site: ServedSite, seed: int) -> Iterator[list[int]]:
    """Kill workers at random moments, without a word, while the context lasts; those killed."""
    is_over = threading.Event()
    killed: list[int] = []
    chance = random.Random(seed)  # repeatable on purpose

    def kill() -> None:
        while not is_over.wait(chance.uniform(0.2, 0.9)):
            alive = workers(site)
            if len(alive) > 1:
                victim = chance.choice(alive)
                try:
                    os.kill(victim, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed.append(victim)

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        is_over.set()
        thread.join()


def patiently(step: object, *arguments: object) -> object:
    """Do it again while the connection breaks, as a person would who presses the button again."""
    for _ in range(PATIENCE):
        try:
            return step(*arguments)  # type: ignore[operator]
        except (requests.RequestException, AssertionError):
            time.sleep(0.1)
    raise AssertionError("No worker answered.")


def take_part(form: str, place: str) -> str:
    """All the way to the receipt, whatever breaks; the reference."""
    respondent = Respondent(form)
    patiently(respondent.start)
    patiently(respondent.answer, 1, first_answers())
    patiently(respondent.answer, 2, second_answers(**{name("place"): place}))

    def send() -> str:
        reference = reference_in(respondent.send())
        assert reference
        return reference

    return str(patiently(send))


def test_a_killed_process_loses_and_doubles_nothing(site: ServedSite, public_id: str) -> None:
    form = form_of(site, public_id)
    with killing(site, seed=TRIALS) as killed, ThreadPoolExecutor(4) as pool:
        references = list(pool.map(lambda n: take_part(form, f"Place {n:04}"), range(TRIALS)))
    assert killed
    stored = held(site, public_id)
    assert len(set(references)) == TRIALS
    assert sorted(stored["references"]) == sorted(references)
    assert stored["places"] == [f"Place {number:04}" for number in range(TRIALS)]


def test_twice_at_the_closing_instant(site: ServedSite) -> None:
    for number in range(0, TRIALS, AT_ONCE):
        close_on(site, min(AT_ONCE, TRIALS - number), seed=number)


def close_on(site: ServedSite, number: int, seed: int) -> None:
    """So many people press “send” twice around the moment when a consultation closes."""
    public_id = site.run(OPEN)
    respondents = [ready(form_of(site, public_id)) for _ in range(number)]
    closes = close_in(site, public_id, 5)
    spread = random.Random(seed)  # repeatable on purpose
    moments = sorted(closes + spread.uniform(-1.0, 1.0) for _ in respondents)

    def send_at(place: int) -> tuple[int, str]:
        time.sleep(max(0.0, moments[place // 2] - time.monotonic()))
        page = respondents[place // 2].send()
        return page.status_code, reference_in(page)

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(send_at, range(2 * len(respondents))))
    pairs = [outcomes[place : place + 2] for place in range(0, len(outcomes), 2)]
    acknowledged = [{reference for _status, reference in pair if reference} for pair in pairs]
    assert all(len(references) <= 1 for references in acknowledged)
    assert {status for status, reference in outcomes if not reference} <= {410}
    told = sorted(reference for references in acknowledged for reference in references)
    assert sorted(held(site, public_id)["references"]) == told
    assert site.run(LATE.format(public_id=public_id)) == "0"


def test_a_form_that_changes_meanwhile_keeps_every_answer(site: ServedSite, public_id: str) -> None:
    form = form_of(site, public_id)
    is_over = threading.Event()

    def change() -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            site.run(REWORD.format(public_id=public_id, mark=f"change {number}"))

    editor = threading.Thread(target=change)
    editor.start()
    try:
        with ThreadPoolExecutor(3) as pool:
            references = list(pool.map(lambda n: take_part(form, f"Place {n:04}"), range(TRIALS)))
    finally:
        is_over.set()
        editor.join()
    stored = held(site, public_id)
    assert sorted(stored["references"]) == sorted(references)
    assert stored["places"] == [f"Place {number:04}" for number in range(TRIALS)]
    assert site.run(VERSIONS.format(public_id=public_id)) == f"0 {TRIALS} {TRIALS}"
