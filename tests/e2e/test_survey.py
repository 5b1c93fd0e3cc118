"""Done when: the plan is read and the survey answered in three languages, into one table."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Browser

from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

REWORD = """
from home.models import User
from plan.consultation.models import ConsultationPage
page = ConsultationPage.objects.get(locale__language_code="en", slug="have-your-say")
raw = page.form.get_prep_value()
first, second = raw[0]["value"]["questions"], raw[1]["value"]["questions"]
first[1]["value"]["text"] = "How much of the draft have you read?"
second.append(second.pop(0))
page.form = page.form.stream_block.to_python(raw)
user = User.objects.get(email="publisher@demonstration.example")
page.save_revision(user=user).publish(user=user)
record = page.record_model.objects.get(translation_key=page.translation_key)
print(record.form_versions.count())
"""

PUBLIC_ID = """
from plan.consultation.models import Consultation, ConsultationPage
page = ConsultationPage.objects.get(locale__language_code="en", slug="have-your-say")
print(Consultation.objects.get(translation_key=page.translation_key).public_id)
"""


def consultation(site: ServedSite, language: str) -> str:
    """Address of the consultation's page in a language."""
    code = (
        "from plan.consultation.models import ConsultationPage\n"
        "pages = ConsultationPage.objects.filter(slug='have-your-say')\n"
        f"page = pages.get(locale__language_code='{language}')\n"
        "print(page.url_path.split('/', 2)[2])"
    )
    return f"{site.url}/{language}/{site.run(code)}"


def read_and_answer(
    browser: Browser, site: ServedSite, language: str, words: str, *, has_script: bool
) -> str:
    """Read the plan, follow its one button to the consultation, answer; the reference."""
    with Visitor(browser, has_script=has_script, width=360, height=740) as visitor:
        page = visitor.go(f"{site.url}/{language}/")
        assert page.locator("html").get_attribute("lang") == language
        direction = "rtl" if language == "ar" else "ltr"
        assert page.locator("html").get_attribute("dir") == direction
        visitor.press(page.locator("main h2 a, main h3 a").first)
        visitor.press(page.locator(".plan-call a").first)
        assert page.url == consultation(site, language)
        assert visitor.context.cookies() == []
        return visitor.answer_survey(words)


def test_answers_in_three_languages_stand_in_one_table(browser: Browser, demo: ServedSite) -> None:
    given = {}
    given["en one"] = read_and_answer(browser, demo, "en", "Words one", has_script=True)
    assert demo.run(REWORD) == "2"
    given["en two"] = read_and_answer(browser, demo, "en", "Words two", has_script=False)
    given["pl one"] = read_and_answer(browser, demo, "pl", "Słowa jeden", has_script=False)
    given["pl two"] = read_and_answer(browser, demo, "pl", "Słowa dwa", has_script=True)
    given["ar one"] = read_and_answer(browser, demo, "ar", "كلمات أولى", has_script=False)
    given["ar two"] = read_and_answer(browser, demo, "ar", "كلمات ثانية", has_script=True)
    assert len(set(given.values())) == 6

    rows = {row["reference"]: row for row in downloaded(browser, demo)}
    mine = {name: rows[reference] for name, reference in given.items()}
    assert {name: row["language"] for name, row in mine.items()} == {
        name: name[:2] for name in given
    }
    assert mine["en one"]["version"] == "1"
    assert mine["en two"]["version"] == "2"
    # A program types faster than people do, unless the machine is slow.
    assert {row["doubts"] for row in mine.values()} <= {"", "fast"}
    fixed = {"reference", "received_at", "language", "version", "doubts"}
    words = {
        "en one": "Words one",
        "en two": "Words two",
        "pl one": "Słowa jeden",
        "pl two": "Słowa dwa",
        "ar one": "كلمات أولى",
        "ar two": "كلمات ثانية",
    }
    expected = {
        name: cell.replace("Words one", "*")
        for name, cell in mine["en one"].items()
        if name not in fixed
    }
    assert "*" in expected.values()
    for name, row in mine.items():
        found = {k: v.replace(words[name], "*") for k, v in row.items() if k not in fixed}
        assert found == expected, name


def downloaded(browser: Browser, site: ServedSite) -> list[dict[str, str]]:
    """The file of responses, as somebody with the right takes it from the admin."""
    with Visitor(browser) as visitor:
        sign_in(visitor, site, "analyst@demonstration.example")
        page = visitor.go(f"{site.url}/admin/consultations/")
        visitor.press(page.locator(f"table a[href$='/consultations/{site.run(PUBLIC_ID)}/']").first)
        with page.expect_download() as download:
            page.get_by_role("link", name="Download all responses").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sign_in(visitor: Visitor, site: ServedSite, email: str) -> None:
    """Sign in to the admin as one of the demonstration's people."""
    page = visitor.go(f"{site.url}/admin/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("demonstration")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"{site.url}/admin/")
