"""The list of all comments and pages around letters: axe, keyboard, print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.auditing import Audit, post
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

Addresses = dict[str, str]

#: Takes comments on the demonstration's plan; 60 of them in three languages, one passage is gone.
FULL = """
import uuid
from datetime import timedelta
from django.utils import timezone
from plan.comments.models import (
    Comment, CommentAuthor, CommentSettings, CommentTranslation, OfficialAnswer, PlaceTally,
)
from plan.consultation.models import Consultation
from plan.content_version import content_changed
from plan.models import Passage
consultation = Consultation.objects.filter(plan__isnull=False).first()
settings, _ = CommentSettings.objects.get_or_create(consultation=consultation)
CommentSettings.objects.update(has_machine_translation=True, is_taking=True)
rows = Passage.objects.filter(
    plan=consultation.plan, locale__language_code="en", kind="paragraph"
).exclude(number="").select_related("page").order_by("position")[:8]
words = {
    "en": "More benches in the park, please; my mother cannot walk far without a rest.",
    "ar": "نريد مقاعد أكثر في الحديقة، فأمي لا تستطيع المشي طويلا.",
    "pl": "Prosimy o więcej ławek w parku, bo moja mama nie może długo chodzić.",
}
if not Comment.objects.filter(consultation=consultation, attempt_hash="e2e-0").exists():
    answer = OfficialAnswer.objects.create(
        consultation=consultation, texts={"en": "We will.", "ar": "سنفعل ذلك."}
    )
    first = None
    for number in range(60):
        passage = rows[number % 8]
        language = ("en", "ar", "pl")[number % 3]
        key, block = passage.translation_key, passage.block_id
        at = timezone.now() - timedelta(hours=number)
        comment = Comment.objects.create(
            consultation=consultation, attempt_hash=f"e2e-{number}", about_key=key,
            about_block=block, placed_key=key if number else uuid.uuid4(), placed_block=block,
            page_title=passage.page.title, passage_number=passage.number,
            passage_text=passage.text if number % 5 else "Words that stood here before.",
            passage_language="en", language=language, text=f"{words[language]} {number}",
            quotation=passage.text[:60] if number % 4 == 0 else "",
            state="redacted" if number % 7 == 0 else "published", state_since=at, posted_at=at,
            decided_at=at, agreements=number % 4, reply_to=first if number == 8 else None,
            official_answer=answer if number % 6 == 0 else None,
        )
        first = comment if number == 16 else first
        CommentAuthor.objects.create(
            comment=comment, name="" if number % 9 == 0 else "Nadia \u0646\u0627\u062f\u064a\u0629"
        )
        CommentTranslation.objects.create(
            comment=comment, language="ar" if language == "en" else "en", text=words["en"]
        )
        PlaceTally.objects.update_or_create(
            consultation=consultation, translation_key=key, block_id=block,
            defaults={"number": 9},
        )
"""
#: All comments wait; prints what has to be put back.
HIDE = """
import json
from plan.comments.models import Comment, PlaceTally
from plan.content_version import content_changed
print(json.dumps([list(Comment.objects.values_list("pk", "state")),
    list(PlaceTally.objects.values_list("pk", "number"))]))
Comment.objects.update(state="waiting")
PlaceTally.objects.update(number=0)
content_changed()
"""
PUT_BACK = """
from plan.comments.models import Comment, PlaceTally
from plan.content_version import content_changed
comments, tallies = {kept}
for pk, state in comments:
    Comment.objects.filter(pk=pk).update(state=state)
for pk, number in tallies:
    PlaceTally.objects.filter(pk=pk).update(number=number)
content_changed()
"""
WHERE = """
import json
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import override
from plan.comments.following.links import link_path
from plan.comments.letters.people import stop_token
from plan.comments.models import Follower
content_changed()  # updates in bulk tell nobody
found = {}
person = get_user_model().objects.order_by("pk").first()
for language in ("en", "ar"):
    own = found[language] = {}
    place = rows[1]
    follower, _ = Follower.objects.get_or_create(
        consultation=consultation, translation_key=place.translation_key,
        block_id=place.block_id, email=f"{language}@example.org", defaults={"language": language},
    )
    for name in ("confirm_following", "stop_following"):
        own[name] = link_path(name, follower)
    with override(language):
        own["list"] = reverse("plan:all_comments", args=[consultation.public_id])
        own["follow"] = reverse(
            "plan:follow_passage", args=[place.translation_key, place.block_id]
        )
        own["digest"] = reverse("plan:stop_digest", args=[person.pk, stop_token(person.pk)])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def full(demo: ServedSite) -> dict[str, Addresses]:
    """Sixty comments are published; addresses by language and name."""
    found: dict[str, Addresses] = json.loads(demo.run(FULL + WHERE))
    return found


def test_a_full_list(
    demo: ServedSite, full: dict[str, Addresses], visitor: Any, audit: Audit
) -> None:
    address = demo.url + full[visitor.language]["list"]
    for name, asked in (
        ("comments-full", ""),
        ("comments-later", "?p=2"),
        ("comments-newest", "?sort=newest&language=ar"),
        ("comments-gone", "?chapter=gone"),
        ("comments-none", "?q=zzzz"),
    ):
        audit(visitor.go(f"{address}{asked}"), name)


def test_following_and_stopping(
    demo: ServedSite, full: dict[str, Addresses], visitor: Any, audit: Audit
) -> None:
    own = full[visitor.language]
    audit(visitor.go(demo.url + own["follow"]), "follow")
    post(visitor.page, demo.url + own["follow"], {"email": "ada"})
    audit(visitor.page, "follow-refused")
    audit(visitor.go(f"{demo.url}{own['follow']}?asked=1"), "follow-asked")
    for name in ("confirm_following", "stop_following", "digest"):
        audit(visitor.go(demo.url + own[name]), name)
    audit(visitor.go(demo.url + own["digest"].replace("/stop/", "x/stop/")), "digest-wrong")


@pytest.mark.parametrize("has_script", [True, False])
def test_search_by_keyboard(
    demo: ServedSite, full: dict[str, Addresses], browser: Browser, has_script: bool
) -> None:
    with Visitor(browser, has_script=has_script, width=320) as somebody:
        page = somebody.go(demo.url + full["en"]["list"])
        assert page.locator("article").count() == 50
        page.locator("#words").focus()
        page.keyboard.type("moja mama")
        for _ in ("chapter", "language", "sort", "button"):
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.type") == "submit"
        page.keyboard.press("Enter")
        page.wait_for_url("**q=moja*mama*")
        assert page.locator("article").count() == 20
        assert page.get_by_text("20 comments found").is_visible()
        said = page.locator("article > div[lang]").first
        assert (said.get_attribute("lang"), said.get_attribute("dir")) == ("pl", "ltr")
        assert somebody.context.cookies() == []


def test_the_pages_before_lead_to_it(
    demo: ServedSite, full: dict[str, Addresses], browser: Browser
) -> None:
    with Visitor(browser, has_script=False) as somebody:
        page = somebody.go(demo.url + full["en"]["list"])
        page.get_by_role("link", name="Back to the consultation").click()
        page.get_by_role("link", name="Read all comments from the public").click()
        assert page.url == demo.url + full["en"]["list"]
        page.get_by_role("link", name="Next comments").click()
        assert page.url.endswith("?p=2")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_prints_without_controls(
    demo: ServedSite,
    full: dict[str, Addresses],
    browser: Browser,
    language: str,
    pictures: Path | None,
) -> None:
    with Visitor(browser, has_script=False) as somebody:
        page = somebody.go(demo.url + full[language]["list"])
        page.emulate_media(media="print")
        if pictures is not None:
            page.screenshot(path=pictures / f"comments-print-{language}.png", full_page=True)
        assert page.locator("article").first.is_visible()
        assert not page.locator("#words").is_visible()
        assert not page.locator("nav.govuk-pagination").is_visible()


def test_a_list_without_comments(
    demo: ServedSite, full: dict[str, Addresses], visitor: Any, audit: Audit
) -> None:
    kept = demo.run(HIDE)
    try:
        page = visitor.go(demo.url + full[visitor.language]["list"])
        audit(page, "comments-empty")
        assert page.locator("article").count() == 0
        assert page.locator("#words").count() == 0
    finally:
        demo.run(PUT_BACK.format(kept=json.loads(kept)))
