"""One form makes one comment over HTTP, against gunicorn, on both databases."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.served.respondent import TIMEOUT, reference_in
from tests.served.site import ServedSite

pytestmark = pytest.mark.served

OPEN = """
import json
from django.urls import reverse
from django.utils.translation import override
from tests.comments.factories import make_passage, make_settings
from tests.factories import make_plan
from plan.models import PlanPage
plan = PlanPage.objects.first() or make_plan(slug="plan")
make_settings(plan, showing="at_once")
passage = make_passage(plan)
with override("en"):
    print(reverse("plan:passage", args=[passage.translation_key, passage.block_id]))
"""
ROWS = """
import json
from plan.comments.models import Agreement, Comment, CommentReport, PlaceTally
rows = Comment.objects.filter(placed_block="{block}")
print(json.dumps({{
    "references": list(rows.values_list("reference", flat=True)),
    "states": list(rows.values_list("state", flat=True)),
    "agreements": [[one.agreements, one.agreeing.count()] for one in rows],
    "reports": CommentReport.objects.filter(comment__in=rows).count(),
    "tally": sum(PlaceTally.objects.filter(block_id="{block}").values_list("number", flat=True)),
}}))
"""
BACKDATE = """
from datetime import timedelta
from django.utils import timezone
from plan.comments.tokens import new_attempt_token
from plan.models import Passage
words = Passage.objects.get(block_id="{block}").text
print(new_attempt_token(timezone.now() - timedelta(minutes=1), words=words, language="en"))
"""
TOKEN = re.compile(r'name="attempt" value="([^"]+)"')


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[ServedSite]:
    """A served site on each database."""
    address = os.environ.get("TEST_POSTGRES_URL", "") if request.param == "postgresql" else ""
    if request.param == "postgresql" and not address:
        pytest.skip("PostgreSQL: no server answered")
    with ServedSite(address) as served:
        yield served.start(workers=3)


@pytest.fixture
def passage(site: ServedSite) -> str:
    """Path of a passage that takes comments, with a consultation of its own."""
    return site.run(OPEN)


def backdated(site: ServedSite, passage: str) -> str:
    """The token of a form on that passage's page, opened a minute ago."""
    return site.run(BACKDATE.format(block=passage.rstrip("/").rpartition("/")[2]))


def held(site: ServedSite, passage: str) -> dict[str, list[object]]:
    """What the database holds of the passage."""
    block = passage.rstrip("/").rpartition("/")[2]
    found: dict[str, list[object]] = json.loads(site.run(ROWS.format(block=block)))
    return found


def send(site: ServedSite, passage: str, token: str, text: str = "Fine.") -> requests.Response:
    """Send a comment, and follow to whatever comes."""
    fields = {"attempt": token, "name": "Me", "text": text}
    return requests.post(f"{site.url}{passage}comment/", fields, timeout=TIMEOUT)


def test_the_page_carries_a_token_of_its_own(site: ServedSite, passage: str) -> None:
    tokens = set()
    for _ in range(2):
        page = requests.get(f"{site.url}{passage}", timeout=TIMEOUT)
        assert "Set-Cookie" not in page.headers
        tokens.add(TOKEN.findall(page.text)[0])
    assert len(tokens) == 2


def test_20_identical_posts_make_one_comment(site: ServedSite, passage: str) -> None:
    token = backdated(site, passage)
    with ThreadPoolExecutor(20) as pool:
        pages = list(pool.map(lambda _: send(site, passage, token), range(20)))
    references = {reference_in(page) for page in pages}
    stored = held(site, passage)
    assert len(references) == 1
    assert stored["references"] == list(references)
    assert stored["states"] == ["published"]
    assert stored["tally"] == 1


def test_40_different_posts_make_40_comments(site: ServedSite, passage: str) -> None:
    tokens = [backdated(site, passage) for _ in range(40)]
    with ThreadPoolExecutor(12) as pool:
        pages = list(pool.map(lambda token: send(site, passage, token), tokens))
    references = {reference_in(page) for page in pages}
    stored = held(site, passage)
    assert set(stored["references"]) == references
    assert len(references) == stored["tally"] == 40


def test_20_clicks_of_one_browser_agree_once(site: ServedSite, passage: str) -> None:
    reference = reference_in(send(site, passage, backdated(site, passage)))
    session = requests.Session()
    url = f"{site.url}/en/comment/{reference}"
    session.post(f"{url}/agree/", timeout=TIMEOUT)
    cookies = session.cookies.get_dict()

    def click(name: str) -> int:
        fields = {"reason": "other", "words": "Spam"}
        answer = requests.post(f"{url}/{name}/", fields, cookies=cookies, timeout=TIMEOUT)
        return answer.status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = set(pool.map(click, ["agree", "report"] * 10))
    stored = held(site, passage)
    assert statuses == {200}
    assert stored["agreements"] == [[1, 1]]
    assert stored["reports"] == 1
