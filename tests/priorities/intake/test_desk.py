"""Files through the admin's pages: uploaded, corrected, looked at, approved, undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from priorities.models import Area, ImportBatch, ImportProfile, Measure, Observation
from tests.priorities.imports.makers import xlsx
from tests.priorities.intake.browsing import (
    approve,
    form_with,
    held,
    newest,
    read_with,
    upload,
    url,
)
from tests.priorities.intake.makers import (
    OWNER,
    PUBLISHER,
    approved_batch,
    csv_of,
    make_measure_record,
    months,
    person,
    shown,
)

pytestmark = pytest.mark.django_db
START = date(2024, 1, 1)


def browser(*rights: str) -> Client:
    """Somebody signed in, with rights."""
    client = Client()
    client.force_login(person(*rights))
    return client


@pytest.fixture
def owner() -> Client:
    return browser(*OWNER)


@pytest.fixture
def publisher() -> Client:
    return browser(*PUBLISHER)


@pytest.fixture
def measure() -> Measure:
    return make_measure_record()


def file_of(*values: object) -> bytes:
    """Burglaries by month."""
    return csv_of({"Burglary": months(START, values)})


def text_of(response: Any) -> str:
    """The page, in one line."""
    return " ".join(response.content.decode().split())


def test_from_the_upload_to_the_public(owner: Client, publisher: Client, measure: Measure) -> None:
    response = upload(owner, file_of(10, 20), "burglary.csv", measure)
    batch = newest()
    assert response["Location"] == url("mapping", batch.public_id)
    page = text_of(owner.get(response["Location"]))
    assert "Everything below is a guess until you confirm it." in page
    assert "Its heading names the measure." in page
    assert not Observation.objects.exists()
    response = read_with(owner, batch)
    assert response["Location"] == url("batch", batch.public_id)
    page = text_of(owner.get(response["Location"]))
    assert "<strong>2</strong> new" in page
    assert 'name="approve"' not in page
    assert approve(publisher, batch).status_code == 302
    assert shown([measure]) == {
        ("Burglary", "2024-01-01"): "10",
        ("Burglary", "2024-02-01"): "20",
    }


def test_the_empty_list_says_what_to_do(owner: Client, publisher: Client) -> None:
    assert "Upload the file that you were sent" in text_of(owner.get(url("batches")))
    assert "No figures wait for you" in text_of(publisher.get(url("batches")))


def test_names_without_a_code_are_decided_one_by_one(owner: Client) -> None:
    Area.objects.create(code="E09000007", name="Camden")
    measure = make_measure_record(geography="E09000007")
    content = b"Month,Area,Value\n2024-01,Camdon,5\n2024-01,Nowhere,6\n"
    upload(owner, content, "a.csv", measure)
    batch = newest()
    read_with(owner, batch, **{"column-1-role": "area", "filter__total": "2"})
    page = text_of(owner.get(url("mapping", batch.public_id)))
    assert "Camden (E09000007)" in page
    assert ">Not decided</option>" in page
    batch.refresh_from_db()
    assert batch.state == "uploaded"
    assert not batch.figures.exists()
    read_with(owner, batch, **{"unknown-0-choice": "E09000007", "unknown-1-choice": "leave out"})
    batch.refresh_from_db()
    assert batch.state == "checked"
    assert [(one.area, one.value) for one in batch.figures.all()] == [("E09000007", 5)]


def test_what_was_entered_survives_a_mistake(owner: Client, measure: Measure) -> None:
    upload(owner, file_of(10), "a.csv", measure)
    batch = newest()
    response = read_with(
        owner,
        batch,
        **{
            "table-first_row": "nine",
            "markers-markers": "gap",
            "period-constant": "2023/24",
            "period-day_of_year": "99",
        },
    )
    assert response.status_code == 422
    data = held(form_with(response.content.decode(), "read"))
    assert data["table-first_row"] == ["nine"]
    assert data["markers-markers"] == ["gap"]
    assert data["period-constant"] == ["2023/24"]
    page = text_of(response)
    for sentence in ("Enter a whole number.", "as text = code", "such as 03-31"):
        assert sentence in page


def test_a_profile_asks_nothing_again(owner: Client, measure: Measure) -> None:
    upload(owner, file_of(10), "a.csv", measure)
    batch = newest()
    read_with(owner, batch)
    answer = owner.post(url("mapping", batch.public_id), {"profile": ""})
    assert answer.status_code == 422
    owner.post(url("mapping", batch.public_id), {"profile": "Crime"})
    profile = ImportProfile.objects.get(name="Crime")
    data = {"file": SimpleUploadedFile("b.csv", file_of(11, 12)), "profile": profile.pk}
    response = owner.post(url("upload"), data)
    assert response["Location"] == url("batch", newest().public_id)
    assert newest().state == "checked"
    again = {"file": SimpleUploadedFile("c.csv", file_of(11, 12)), "profile": profile.pk}
    before = ImportBatch.objects.count()
    page = text_of(owner.post(url("upload"), again, follow=True))
    assert "This very file is here already." in page
    assert ImportBatch.objects.count() == before
    assert "Crime" in text_of(owner.get(url("profiles")))
    renamed = owner.post(url("profile", profile.public_id), {"name": "Recorded"})
    assert renamed.status_code == 302


def test_another_sheet_is_guessed_anew(owner: Client, measure: Measure) -> None:
    content = xlsx(
        [["Notes", ""], ["1", "2"], ["3", "4"]],
        [["Month", "Burglary"], ["2024-01", 7]],
    )
    upload(owner, content, "a.xlsx", measure)
    batch = newest()
    html = owner.get(url("mapping", batch.public_id)).content.decode()
    data = {**held(form_with(html, "read")), "table-sheet": ["Sheet2"], "guess": "1"}
    owner.post(url("mapping", batch.public_id), data)
    read_with(owner, batch)
    batch.refresh_from_db()
    assert batch.figures.get().value == 7


def test_release_at_half_past_nine(owner: Client, publisher: Client, measure: Measure) -> None:
    upload(owner, file_of(10), "a.csv", measure)
    batch = newest()
    read_with(owner, batch)
    html = publisher.get(url("batch", batch.public_id)).content.decode()
    data = held(form_with(html, "approve"))
    assert data["hour"] == ["09:30"]
    past = approve(publisher, batch, when="later", day="2020-01-01")
    assert past.status_code == 422
    assert "still to come" in text_of(past)
    nothing = approve(publisher, batch, when="later", day="", hour="")
    assert "Give the day of the release." in text_of(nothing)
    day = timezone.localdate() + timedelta(days=2)
    approve(publisher, batch, when="later", day=day.isoformat())
    batch.refresh_from_db()
    at = timezone.localtime(batch.release_at, timezone.get_default_timezone())
    assert (at.date(), at.hour, at.minute) == (day, 9, 30)
    assert shown([measure]) == {}
    assert len(shown([measure], batch.release_at)) == 1


def test_a_stale_preview_is_shown_anew(owner: Client, publisher: Client, measure: Measure) -> None:
    upload(owner, file_of(10, 20), "a.csv", measure)
    batch = newest()
    read_with(owner, batch)
    approved_batch([measure], file_of(11, 20), person(*OWNER, *PUBLISHER))
    page = text_of(publisher.post(url("batch", batch.public_id), {"when": "now"}, follow=True))
    assert "have changed since this batch was checked" in page
    assert "<strong>1</strong> changed" in page
    assert shown([measure])["Burglary", "2024-01-01"] == "11"


def test_vanished_figures_are_ticked_by_measure(
    owner: Client, publisher: Client, measure: Measure
) -> None:
    approved_batch([measure], file_of(10, 20, 30), person(*OWNER, *PUBLISHER))
    upload(owner, file_of(10, "", 33), "a.csv", measure)
    batch = newest()
    read_with(owner, batch)
    page = text_of(publisher.get(url("batch", batch.public_id)))
    assert "<strong>1</strong> no longer there" in page
    assert "+3 (+10%)" in page
    approve(publisher, batch, ended=[str(measure.pk)])
    assert shown([measure]) == {
        ("Burglary", "2024-01-01"): "10",
        ("Burglary", "2024-03-01"): "33",
    }
    html = text_of(publisher.get(url("end", batch.public_id)))
    assert "public again from now" in html
    page = text_of(publisher.post(url("end", batch.public_id), follow=True))
    assert "Undone:" in page
    assert shown([measure])["Burglary", "2024-02-01"] == "20"


def test_a_preview_is_filtered_and_paged(owner: Client, measure: Measure) -> None:
    values = [100 + place % 7 for place in range(150)]
    values[120] = 9000
    upload(owner, file_of(*values), "a.csv", measure)
    batch = newest()
    read_with(owner, batch)
    address = url("batch", batch.public_id)
    assert text_of(owner.get(address)).count("<td>New") == 100
    assert text_of(owner.get(address, {"p": 2})).count("<td>New") == 50
    assert text_of(owner.get(address, {"improbable": "on"})).count("<td>New") == 2
    assert "No figure is like that" in text_of(owner.get(address, {"change": "vanished"}))
    assert owner.get(address, {"change": "nonsense", "measure": "x", "p": "y"}).status_code == 200


def test_discarding_changes_nothing(owner: Client, measure: Measure) -> None:
    upload(owner, file_of(10), "a.csv", measure)
    batch = newest()
    read_with(owner, batch)
    assert owner.get(url("end", batch.public_id)).status_code == 200
    owner.post(url("end", batch.public_id))
    batch.refresh_from_db()
    assert (batch.state, batch.figures.count()) == ("discarded", 0)
    assert owner.get(url("mapping", batch.public_id)).status_code == 302
    assert owner.post(url("end", batch.public_id)).status_code == 302


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "The file is empty."), (b"%PDF-1.7 nothing", "PDF"), (b"\x00\x01\x02", "")],
)
def test_bad_files_are_refused_in_sentences(
    owner: Client, measure: Measure, content: bytes, sentence: str
) -> None:
    response = upload(owner, content, "bad.csv", measure)
    if response.status_code == 302:
        response = owner.get(response["Location"])
    assert sentence in text_of(response)
    assert not Observation.objects.exists()


def test_an_empty_list_says_what_to_do_first(owner: Client) -> None:
    html = owner.get(url("batches")).content.decode()
    assert "No figures have come in yet. Upload the file that you were sent" in html
