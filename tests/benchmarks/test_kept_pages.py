"""What a page from the cache of pages costs a server (design.md, section 7), against a bare view.

Both are served by gunicorn with one worker, whose CPU is read from the system before and after.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import requests

from tests.benchmarks.measuring import say
from tests.served.site import ServedSite

pytestmark = pytest.mark.bench

REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
REQUESTS, ROUNDS = 1500, 5
#: Times a bare view.
MOST = 1.4
PAGE = """
from home.demo.site import build_home
from tests.factories import make_section, make_plan
page = make_section(make_plan(build_home()), ["We listen."] * 20)
print(page.get_url())
"""


@pytest.fixture
def redis() -> str:
    """The server of a shared cache, as production has one."""
    import redis as client

    try:
        client.Redis.from_url(REDIS, socket_timeout=2).ping()
    except client.RedisError:
        pytest.skip("No Redis server answered at REDIS_URL or 127.0.0.1:6379.")
    return REDIS


def worker_of(site: ServedSite) -> int:
    """Process id of the one worker."""
    assert site.process is not None
    command = ["ps", "-o", "pid=", "--ppid", str(site.process.pid)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def seconds_of(process: int) -> float:
    """CPU seconds a process has used (proc(5), fields 14 and 15 of `stat`)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cost_of(site: ServedSite, path: str, *, is_kept: bool) -> float:
    """Milliseconds of CPU for one request, as the least of several rounds."""
    best, worker = float("inf"), worker_of(site)
    with requests.Session() as session:
        for _ in range(20):
            answer = session.get(f"{site.url}{path}", timeout=30)
            assert answer.status_code == 200
        assert ("Cache-Status" in answer.headers) is is_kept
        for _ in range(ROUNDS):
            before = seconds_of(worker)
            for _ in range(REQUESTS):
                session.get(f"{site.url}{path}", timeout=30)
            best = min(best, (seconds_of(worker) - before) / REQUESTS * 1000)
    return best


def test_a_kept_page(redis: str) -> None:
    told = {"DJANGO_SETTINGS_MODULE": "tests.served.cached_settings", "REDIS_URL": redis}
    with ServedSite(**told) as site:
        address = site.run(PAGE)
        site.start(workers=1)
        kept = cost_of(site, address, is_kept=True)
    with ServedSite(DJANGO_SETTINGS_MODULE="tests.served.bare_settings") as site:
        site.start(workers=1)
        bare = cost_of(site, "/bare/", is_kept=False)
    say(
        f"A page from the cache: {kept:.2f} ms CPU of a worker, a bare view: {bare:.2f} ms, "
        f"{kept / bare:.2f} ×"
    )
    assert kept / bare <= MOST
