"""axe on forms of any shape, as their pages look before and after errors.

LONG_RUN=1 looks at two hundred of them instead of sixteen.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.auditing import LANGUAGES, WIDTHS, look
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

NUMBER = 200 if os.environ.get("LONG_RUN") else 16
COMBINATIONS = [(language, width) for language in LANGUAGES for width in WIDTHS]
#: Makes forms and shows every section of each, as JSON: language, width, name and page.
PAGES = """
import json
from django.test import RequestFactory
from django.utils.translation import override
from hypothesis import HealthCheck, Phase, given, seed, settings
from plan.consultation.forms import SectionForm
from plan.consultation.models import ConsultationPage
from plan.consultation.views.previews import Trial
from tests.consultation.random_forms import forms

made = []

@seed(20)
@settings(
    max_examples={number}, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(forms())
def collect(form):
    made.append(form)

collect()
combinations = {combinations}
pages = []
for place, form in enumerate(made[:{number}]):
    language, width = combinations[place % len(combinations)]
    page = ConsultationPage.objects.filter(locale__language_code=language).first()
    with override(language):
        request = RequestFactory().get(f"/{{language}}/")
        request.LANGUAGE_CODE = language
        trial = Trial(page, request, "/nowhere/")
        trial.__dict__["definition"] = form.definition()
        for routed in trial.way.sections:
            wrong = SectionForm(routed.section, {{}}, earlier=routed.earlier)
            wrong.is_valid()
            for name, given_form in (("new", None), ("wrong", wrong)):
                html = trial.section(routed, given_form).content.decode()
                pages.append([language, width, f"form-{{place}}-{{routed.number}}-{{name}}", html])
print(json.dumps(pages))
"""


def test_any_form_passes(
    demo: ServedSite, browser: Browser, axe: str, pictures: Path | None
) -> None:
    code = PAGES.format(number=NUMBER, combinations=COMBINATIONS)
    pages: list[Any] = json.loads(demo.run(code).splitlines()[-1])
    assert len(pages) >= NUMBER
    for language, width in COMBINATIONS:
        with Visitor(browser, width=width) as visitor:
            for _language, _width, name, html in [p for p in pages if p[:2] == [language, width]]:
                address = f"{demo.url}/{language}/{name}/"
                visitor.page.route(
                    address,
                    lambda route, _request, html=html: route.fulfill(
                        content_type="text/html", body=html
                    ),
                )
                visitor.go(address)
                look(visitor.page, name, axe, language, pictures)
