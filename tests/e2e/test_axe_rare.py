"""axe on what is seldom seen: refusals, errors, other stages, drafts, pages behind a password."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from home.demo_accounts import DOMAIN, PASSWORD
from plan.enums import PlanStage
from tests.e2e.auditing import Audit, Everybody, post
from tests.e2e.test_axe import CLOSED, OPEN
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

Addresses = dict[str, dict[str, str]]

STAGE = """
from plan.content_version import content_changed
from plan.models import Plan
Plan.objects.update(stage="{stage}")
content_changed()  # an update in bulk tells nobody
"""
OUTCOME = """
from django.core.management import call_command
call_command("load_demo", state="{state}", verbosity=0)
"""
WORDS = """
from plan.consultation.models import FormTexts
from plan.content_version import content_changed
FormTexts.objects.filter(language="{old}").update(language="{new}")
content_changed()  # an update in bulk tells nobody
"""
SHUT = """
from home.models import InformationPage
from wagtail.models import PageViewRestriction
for page in InformationPage.objects.filter(alias_of=None):
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")
"""
OPENED = (
    "from wagtail.models import PageViewRestriction\nPageViewRestriction.objects.all().delete()"
)
#: Error pages as their views make them, by language and name.
ERRORS = """
import json
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils.translation import override
from django.views.defaults import permission_denied
from home.errors import bad_request, csrf_failure, server_error
settings.ALLOWED_HOSTS = ["*"]
found = {}
for language in ("en", "ar"):
    with override(language):
        request = RequestFactory().get(f"/{language}/")
        request.LANGUAGE_CODE = language
        found[language] = {
            "400": bad_request(request).content.decode(),
            "403": permission_denied(request, PermissionDenied()).content.decode(),
            "403-csrf": csrf_failure(request).content.decode(),
            "500": server_error(request).content.decode(),
        }
print(json.dumps(found))
"""


def test_refusals_of_the_form(
    demo: ServedSite, addresses: Addresses, visitor: Any, audit: Audit
) -> None:
    form = demo.url + addresses[visitor.language]["form"]
    for name, step, fields in (
        ("wrong-method", "sent/", {}),
        ("not-understood", "section/1/", {f"field-{n}": "" for n in range(1001)}),
        ("confirm-finish", "finish/", {}),
    ):
        post(visitor.page, form + step, fields)
        audit(visitor.page, name)


def test_a_form_without_words_in_this_language(
    demo: ServedSite, addresses: Addresses, visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    try:
        demo.run(WORDS.format(old=visitor.language, new="xx"))
        audit(visitor.go(demo.url + own["ConsultationPage-0"]), "consultation-not-in-language")
        post(visitor.page, demo.url + own["form"] + "section/1/", {})
        audit(visitor.page, "form-not-in-language")
    finally:
        demo.run(WORDS.format(old="xx", new=visitor.language))


def test_closed_with_answers_not_sent(
    demo: ServedSite, addresses: Addresses, visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    visitor.go(demo.url + own["ConsultationPage-0"])
    visitor.press(visitor.page.locator("button.govuk-button--start"))
    visitor.fill_section("Words")
    visitor.press(visitor.onwards)
    try:
        demo.run(CLOSED)
        audit(visitor.go(f"{demo.url}{own['form']}check/"), "closed-with-unsent-answers")
    finally:
        demo.run(OPEN)


def test_every_stage_and_the_outcome(
    demo: ServedSite, addresses: Addresses, everybody: Everybody
) -> None:
    def page(name: str) -> Callable[[str], str]:
        return lambda language: demo.url + addresses[language][name]

    try:
        for stage in PlanStage.values:
            demo.run(STAGE.format(stage=stage))
            everybody(page("PlanPage-0"), f"plan-{stage}")
        demo.run(OUTCOME.format(state="issued"))
        for name in ("PlanPage-0", "ConsultationPage-0"):
            everybody(page(name), f"{name}-issued")
    finally:
        demo.run(OUTCOME.format(state="open"))
        demo.run(OPEN)


def test_pages_that_are_not_there_or_shut(
    demo: ServedSite, addresses: Addresses, visitor: Any, audit: Audit
) -> None:
    own, language = addresses[visitor.language], visitor.language
    audit(visitor.go(f"{demo.url}/{language}/drafts/no-such-link/"), "draft-unavailable")
    nowhere = f"{demo.url}/{language}/passages/{uuid.uuid4()}/{uuid.uuid4()}/"
    audit(visitor.go(nowhere), "passage-missing")
    try:
        demo.run(SHUT)
        audit(visitor.go(demo.url + own["InformationPage-0"]), "password")
        visitor.page.locator("main input[type=password]").fill("wrong")
        visitor.press(visitor.page.locator("main button").last)
        audit(visitor.page, "password-wrong")
    finally:
        demo.run(OPENED)


def test_errors_as_they_look(demo: ServedSite, visitor: Any, audit: Audit) -> None:
    errors = json.loads(demo.run(ERRORS))[visitor.language]
    for name, html in errors.items():
        address = f"{demo.url}/{visitor.language}/error-{name}/"
        visitor.page.route(
            address,
            lambda route, _request, html=html: route.fulfill(content_type="text/html", body=html),
        )
        audit(visitor.go(address), f"error-{name}")


def test_pages_for_staff_outside_the_admin(demo: ServedSite, visitor: Any, audit: Audit) -> None:
    page = visitor.page
    for name in ("password/reset/", "password/reset/done/", "password/reset/key/done/"):
        audit(visitor.go(f"{demo.url}/accounts/{name}"), f"account-{name.replace('/', '-')}")
    visitor.go(f"{demo.url}/accounts/login/")
    page.locator("input[type=email], input[name=login]").first.fill(f"editor@{DOMAIN}")
    page.locator("input[type=password]").fill(PASSWORD)
    visitor.press(page.locator("main button[type=submit]").first)
    for name in ("2fa/", "email/", "password/change/", "logout/", "reauthenticate/"):
        audit(visitor.go(f"{demo.url}/accounts/{name}"), f"account-{name.replace('/', '-')}")
    consultation = demo.run(
        "from plan.consultation.models import ConsultationPage\n"
        f"print(ConsultationPage.objects.filter(locale__language_code='{visitor.language}').earliest('pk').pk)"
    )
    address = f"{demo.url}/admin/consultations/form/{consultation}/"
    audit(visitor.go(address), "trial-section")
