"""A mail server that hangs or refuses, while people answer and ask for their receipts.

Judged like the other faults: by what the clients were told, against the rows. Letters stay in the
queue, and nobody waits for one. LONG_RUN=1 makes a thousand trials.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
import requests

from tests.conftest import ROOT
from tests.served.respondent import TIMEOUT, reference_in
from tests.served.site import ServedSite, free_port
from tests.served.test_faults import TRIALS
from tests.served.test_parallel import form_of, held, public_id, ready

__all__ = ["public_id"]
pytestmark = pytest.mark.served

#: Longest that anybody may wait for a page, whatever the mail server does; it hangs for longer.
PATIENCE = 10
QUEUED = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(task_path__endswith="send_receipt").count())
"""
BEGUN = """
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.exclude(started_at=None).count())
"""


@contextmanager
def mail_server(port: int, *, does_hang: bool) -> Iterator[None]:
    """A server that takes every connection and says nothing, or hangs up at once."""
    with socket.create_server(("127.0.0.1", port), backlog=500) as server:
        taken: list[socket.socket] = []
        server.settimeout(0.2)
        is_over = threading.Event()

        def serve() -> None:
            while not is_over.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                if does_hang:
                    taken.append(connection)
                else:
                    connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()
            for connection in taken:
                connection.close()


@contextmanager
def worker(site: ServedSite) -> Iterator[None]:
    """A process that works the queue off."""
    command = [sys.executable, "manage.py", "db_worker", "--verbosity", "0"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        yield
    finally:
        process.kill()
        process.wait(timeout=30)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[ServedSite]:
    """A site on each database whose mail goes to a port of its own."""
    address = os.environ.get("TEST_POSTGRES_URL", "") if request.param == "postgresql" else ""
    if request.param == "postgresql" and not address:
        pytest.skip("PostgreSQL: no server answered")
    told = {
        "DJANGO_SETTINGS_MODULE": "tests.served.mailing_settings",
        "MAIL_PORT": str(free_port()),
    }
    with ServedSite(address, **told) as served:
        yield served.start(workers=3)


def send_and_ask(form: str, place: str) -> tuple[str, int, float]:
    """Send, and ask for the receipt: the reference, the status, the longest wait in seconds."""
    respondent = ready(form, place)
    begun = time.monotonic()
    reference = reference_in(respondent.send())
    waited = time.monotonic() - begun
    begun = time.monotonic()
    answer = requests.post(
        f"{form}receipt/",
        {"attempt": respondent.token, "email": "someone@example.org"},
        cookies=respondent.session.cookies,
        timeout=TIMEOUT,
        allow_redirects=False,
    )
    return reference, answer.status_code, max(waited, time.monotonic() - begun)


@pytest.mark.parametrize("does_hang", [True, False], ids=["hanging", "refusing"])
def test_nobody_waits_for_mail_and_nothing_is_lost(
    site: ServedSite, public_id: str, does_hang: bool
) -> None:
    form = form_of(site, public_id)
    port = int(site.environment["MAIL_PORT"])
    with mail_server(port, does_hang=does_hang), worker(site), ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda n: send_and_ask(form, f"Place {n:04}"), range(TRIALS)))
        deadline = time.monotonic() + TIMEOUT
        while site.run(BEGUN) == "0" and time.monotonic() < deadline:
            time.sleep(0.2)
    references = [reference for reference, _status, _waited in outcomes]
    assert {status for _reference, status, _waited in outcomes} == {303}
    assert max(waited for _reference, _status, waited in outcomes) < PATIENCE
    stored = held(site, public_id)
    assert sorted(stored["references"]) == sorted(references)
    assert stored["places"] == [f"Place {number:04}" for number in range(TRIALS)]
    assert site.run(BEGUN) != "0"
    assert int(site.run(QUEUED)) >= TRIALS
