"""What must hold of the demonstration's figures for areas and groups, owners and reports."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from home.demo.content_files import read_json
from home.demo.load import find_demonstration
from home.demo.progress import add_progress
from home.demo_accounts import make_owner_link
from priorities.actions.decide_update import approve_update
from priorities.commitments.reminders import silent_ownerships
from priorities.models import (
    Area,
    CommitmentPage,
    CommitmentUpdate,
    Measure,
    MeasurePage,
    Owner,
    Report,
    ReportingPeriod,
)
from tests.priorities.commitments.makers import publisher

LANGUAGES = ("en", "pl", "ar")


def said(path: str) -> str:
    """What a page says to anybody."""
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def plan_page() -> Page:
    """The plan in English."""
    found = find_demonstration()
    assert found is not None
    return found.plan


def assert_areas() -> None:
    """32 boroughs with their names in each language have figures of three measures."""
    assert Area.objects.count() == 33
    whole = Area.objects.get(code="E23000001")
    assert whole.parts.count() == 32
    key = plan_page().translation_key
    for language, hackney in zip(LANGUAGES, ("Hackney", "Hackney", "هاكني"), strict=True):
        assert hackney in said(f"/{language}/progress/{key}/areas/")
        html = said(f"/{language}/progress/{key}/areas/E09000012/")
        assert hackney in html
        assert html.count("48%") == 1
        assert "5524" in html.replace(",", "").replace("\xa0", "")


def assert_compared() -> None:
    """Areas and groups of a measure are set side by side; groups add up to the whole."""
    good_job = Measure.objects.get(name="Police do a good job locally")
    html = said(f"/en/measures/{good_job.public_id}/compare/?by=.areas")
    assert "Highest: Kingston upon Thames (67%). Lowest: Lewisham (43%)." in html
    homicides = Measure.objects.get(name="Homicide victims")
    html = said(f"/en/measures/{homicides.public_id}/compare/?by=sex&period=2020-12-31")
    assert "Highest: Male (99). Lowest: Female (28)." in html
    of_2020 = homicides.observations.filter(period_end="2020-12-31")
    whole = of_2020.get(dimensions_key="").value
    for code in ("sex", "age"):
        parts = of_2020.filter(dimensions_key__startswith=f"{code}=")
        assert sum(part.value for part in parts if part.value is not None) == whole


def assert_break() -> None:
    """The break has its reason in each language, with the figures of both files."""
    for page in MeasurePage.objects.filter(slug="drug-trafficking"):
        assert page.measure.breaks[0]["on"] == "2018-11-01"
        html = said(page.url)
        for number in ("233", "140", "277", "192"):
            assert number in html
    reasons = {
        str(page.breaks[0].value["reason"]) for page in MeasurePage.objects.exclude(breaks=[])
    }
    assert len(reasons) == len(LANGUAGES)


def assert_report() -> None:
    """The quarter before this one is frozen into a report in each language, with its updates."""
    [report] = Report.objects.all()
    assert (
        report.period.ends_on < timezone.localdate() <= report.period.ends_on + timedelta(days=92)
    )
    reported = read_json("progress")["reported"]
    for language in LANGUAGES:
        words = read_json(language) if language != "en" else {}
        html = said(f"/{language}/reports/{report.public_id}/")
        for one in reported:
            assert words.get(one["done"], one["done"]) in html
    pdf = Client().get(f"/ar/reports/{report.public_id}/report.pdf")
    assert pdf.content.startswith(b"%PDF")


def assert_links() -> None:
    """The plan's front page and its progress lead to the report."""
    [report] = Report.objects.all()
    for page in plan_page().get_translations(inclusive=True):
        language = page.locale.language_code
        address = f"/{language}/reports/{report.public_id}/"
        assert address in said(page.url)
        assert address in said(f"/{language}/progress/{page.translation_key}/")


def assert_owners() -> None:
    """Owners are roles at example.org; a way in is printed; some have said nothing yet."""
    written = read_json("progress")
    assert set(Owner.objects.values_list("name", "email")) == {
        (one["name"], one["email"]) for one in written["owners"].values()
    }
    assert all(owner.email.endswith("@example.org") for owner in Owner.objects.all())
    period = ReportingPeriod.objects.get(state="open")
    assert period.starts_on <= timezone.localdate() <= period.ends_on
    assert silent_ownerships(period)
    link = make_owner_link()
    assert link is not None
    assert (link.name, link.email) in set(Owner.objects.values_list("name", "email"))
    client = Client()
    assert client.get(link.path).status_code == 200
    opened = client.post(link.path, follow=True).content.decode()
    assert CommitmentPage.objects.get(slug="same-signs", locale__language_code="en").title in opened


def assert_updates() -> None:
    """What was sent is dated back; two updates wait, and can be published."""
    now = timezone.now()
    states = sorted(CommitmentUpdate.objects.values_list("state", flat=True))
    assert states == ["approved"] * 4 + ["submitted"] * 2
    assert all(update.submitted_at < now for update in CommitmentUpdate.objects.all())
    page = CommitmentPage.objects.get(slug="trusted-adults", locale__language_code="en")
    [update] = page.updates
    report = Report.objects.get()
    assert update.value["date"] == report.period.ends_on - timedelta(days=47)
    assert page.due_on == timezone.localdate() + timedelta(days=200)
    waiting = CommitmentUpdate.objects.filter(state="submitted").order_by("-pk")[0]
    approve_update(update=waiting, reason=waiting.reason, done=waiting.done, user=publisher())
    waiting.refresh_from_db()
    assert waiting.state == "approved"


def assert_made_once() -> None:
    """Nothing is added where there is a period."""
    assert add_progress(plan_page(), timezone.now()) == 0


ASSERTIONS = (
    assert_areas,
    assert_compared,
    assert_break,
    assert_report,
    assert_links,
    assert_owners,
    assert_updates,
    assert_made_once,
)
