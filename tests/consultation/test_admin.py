"""Consultations in the admin: numbers, responses, one response, files, trying a form."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from home.models import User
from plan.consultation.actions.save_section import save_section
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.actions.submit_response import submit_response
from plan.consultation.builder import definition_by_texts
from plan.consultation.forms import typed_in
from plan.consultation.models import (
    Consultation,
    ConsultationPage,
    FormTexts,
    Response,
)
from tests.consultation.factories import (
    first_answers,
    form_value,
    known_id,
    make_consultation,
    name,
    record,
    second_answers,
    standard_sections,
)
from tests.factories import publish

pytestmark = pytest.mark.django_db


def answer(consultation: Consultation, **changes: Any) -> Response:
    """A response through the respondent's own actions."""
    texts = FormTexts.objects.filter(version__consultation=consultation).latest("pk")
    attempt, _token = start_attempt(consultation=consultation, texts_pk=texts.pk)
    answers = {**first_answers(), **second_answers(), **changes}
    data = {key: v if isinstance(v, list) else [v] for key, v in answers.items()}
    for section in definition_by_texts(texts.pk).sections:
        typed = typed_in(section, data)
        save_section(attempt=attempt, section_id=section.id, typed=typed, is_valid=True)
    return submit_response(attempt=attempt, received_at=timezone.now())


def staff(*codenames: str) -> Client:
    """A browser signed in as somebody with these rights and the admin's."""
    user = User.objects.create_user(f"{'-'.join(codenames) or 'none'}@example.com", "pw")
    wanted = Permission.objects.filter(codename__in=["access_admin", *codenames])
    user.user_permissions.set(wanted)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def page() -> ConsultationPage:
    """An open consultation."""
    return make_consultation()


def table(response: Any) -> list[list[str]]:
    """Rows of a streamed CSV file."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_list_shows_numbers_by_state_language_and_channel(page: ConsultationPage) -> None:
    for _ in range(3):
        answer(record(page))
    text = staff("view_response").get("/admin/consultations/").content.decode()
    assert "Have your say" in text
    assert "<bdi>English</bdi>: 3" in text
    assert "Website: 3" in text
    assert ">Open<" in text.replace("\n", "")


def test_list_without_consultations_says_what_to_do(db: None) -> None:
    text = staff("view_response").get("/admin/consultations/").content.decode()
    assert "There are no consultations yet." in text


def test_pages_are_refused_without_the_permission(page: ConsultationPage) -> None:
    response = answer(record(page))
    public_id = record(page).public_id
    client = staff()
    for path in (
        "",
        f"{public_id}/responses/",
        f"{public_id}/responses.csv",
        f"{public_id}/codebook/",
        f"{public_id}/codebook.csv",
        f"{public_id}/responses/{response.reference}/",
        f"{public_id}/responses/{response.reference}/erase/",
    ):
        refused = client.get(f"/admin/consultations/{path}")
        assert refused.status_code == 302, path
        assert refused["Location"].endswith("/admin/")


def test_reading_does_not_allow_exporting_or_erasing(page: ConsultationPage) -> None:
    response = answer(record(page))
    public_id = record(page).public_id
    client = staff("view_response")
    assert client.get(f"/admin/consultations/{public_id}/responses.csv").status_code == 302
    place = f"/admin/consultations/{public_id}/responses/{response.reference}/erase/"
    assert client.post(place, {"reason": "asked"}).status_code == 302
    assert Response.objects.count() == 1


def test_filters_and_search(page: ConsultationPage) -> None:
    consultation = record(page)
    hackney = answer(consultation)
    barnet = answer(consultation, **{name("place"): "Barnet"})
    place = f"/admin/consultations/{consultation.public_id}/responses/"
    client = staff("view_response")

    def found(query: str) -> set[str]:
        text = client.get(place + query).content.decode()
        return {r.reference for r in (hackney, barnet) if r.reference in text}

    assert found("") == {hackney.reference, barnet.reference}
    assert found("?q=barn") == {barnet.reference}
    spaced = f"{hackney.reference[:4].lower()} {hackney.reference[4:]}"
    assert found(f"?q={spaced}") == {hackney.reference}
    assert found("?language=pl") == {hackney.reference, barnet.reference}
    assert found("?channel=paper") == set()
    assert found("?version=1") == {hackney.reference, barnet.reference}
    assert found("?version=2") == set()
    today = timezone.localtime(timezone.now(), consultation.zone).date()
    assert found(f"?received_from={today}&received_to={today}") == {
        hackney.reference,
        barnet.reference,
    }
    assert found("?received_to=2020-01-01") == set()
    for everything in (
        "?received_to=nonsense",
        "?received_from=0001-01-01&received_to=9999-12-31",
        "?p=99999999999999999999",
    ):
        assert found(everything) == {hackney.reference, barnet.reference}
    assert found("?received_from=9999-12-31") == set()
    assert found("?version=99999999999999999999") == set()


def test_pages_of_a_search_keep_the_search(
    page: ConsultationPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plan.consultation.views.responses.RESPONSES_A_PAGE", 1)
    consultation = record(page)
    for _number in range(2):
        answer(consultation, **{name("place"): "St. Ann’s"})
    place = f"/admin/consultations/{consultation.public_id}/responses/"
    text = staff("view_response").get(f"{place}?q=st.&channel=web").content.decode()
    assert 'href="?q=st.&amp;channel=web&amp;p=2"' in text


def test_one_response_in_the_words_its_author_saw(page: ConsultationPage) -> None:
    response = answer(record(page))
    sections = standard_sections()
    sections[1]["value"]["questions"][2]["value"]["text"] = "Which borough is yours?"
    page.form = form_value(sections)
    publish(page)
    place = f"/admin/consultations/{record(page).public_id}/responses/{response.reference}/"
    text = staff("view_response").get(place).content.decode()
    assert "Where do you live?" in text
    assert "Which borough is yours?" not in text
    assert "Hackney" in text
    assert "someone@example.com" not in text
    assert "your role does not show contact details" in text
    full = staff("view_response", "view_contactdetail").get(place).content.decode()
    assert "someone@example.com" in full


def test_erasing_takes_answers_and_addresses_and_leaves_a_trace(page: ConsultationPage) -> None:
    from wagtail.models import ModelLogEntry

    response = answer(record(page))
    kept = answer(record(page))
    public_id = record(page).public_id
    client = staff("view_response", "erase_response")
    place = f"/admin/consultations/{public_id}/responses/{response.reference}/erase/"
    assert response.reference in client.get(place).content.decode()
    assert client.post(place, {"reason": ""}).status_code == 200
    assert Response.objects.count() == 2
    assert client.post(place, {"reason": "Its author asked"}).status_code == 302
    assert list(Response.objects.all()) == [kept]
    entry = ModelLogEntry.objects.get(action="plan_consultation.erase_response")
    assert entry.data == {"reference": response.reference, "reason": "Its author asked"}


def test_file_has_one_table_for_all_versions(page: ConsultationPage) -> None:
    consultation = record(page)
    first = answer(consultation)
    sections = standard_sections()
    sections[1]["value"]["questions"].reverse()
    sections[1]["value"]["questions"][0]["value"]["text"] = "Anything missing?"
    sections[0]["value"]["questions"][0]["value"]["options"].insert(
        0,
        {
            "type": "item",
            "id": known_id("councillor"),
            "value": {"text": "As a councillor", "hint": "", "behaviour": ""},
        },
    )
    page.form = form_value(sections)
    publish(page)
    second = answer(consultation, **{name("as"): known_id("councillor")})
    client = staff("view_response", "export_response")
    response = client.get(f"/admin/consultations/{consultation.public_id}/responses.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    header, one, two = table(response)
    assert header == [
        *("reference", "received_at", "language", "channel", "version"),
        *("about_page", "about_passage", "about_key", "about_block"),
        *("is_late", "doubts", "source", "original_language", "organisation"),
        *("q1", "q1_other", "q3", "q4"),
        *("q5_1", "q5_2", "q5_3", "q5_4", "q6", "q7", "q8"),
    ]
    shared = ["2026-02-01", "3", "1", "1", "0", "0", "2", "Hackney", "More buses.\nMore light."]
    about = ["", "", "", "", "0", "fast", "", "", ""]
    assert one[0] == first.reference
    assert one[2:] == ["en", "web", "1", *about, "1", "", *shared]
    assert two[0] == second.reference
    assert two[2:] == ["en", "web", "2", *about, "4", "", *shared]
    assert "someone@example.com" not in "".join(map(str, [header, one, two]))


def test_cells_no_spreadsheet_runs(page: ConsultationPage) -> None:
    answer(record(page), **{name("place"): "=HYPERLINK(1)", name("missing"): "-5"})
    client = staff("view_response", "export_response")
    rows = table(client.get(f"/admin/consultations/{record(page).public_id}/responses.csv"))
    assert rows[1][-2:] == ["'=HYPERLINK(1)", "-5"]


def test_codebook_says_what_columns_and_numbers_mean(page: ConsultationPage) -> None:
    client = staff("view_response")
    place = f"/admin/consultations/{record(page).public_id}/codebook"
    rows = table(client.get(f"{place}.csv"))
    assert rows[0] == ["column", "code", "meaning", "type", "first version", "last version"]
    assert ["q1", "", "How do you respond?", "one choice", "1", "1"] in rows
    assert ["q1", "2", "As an organisation", "", "1", "1"] in rows
    assert ["q5_1", "", "Which matter most? – Violence", "several choices", "1", "1"] in rows
    text = client.get(f"{place}/").content.decode()
    assert "q5_1" in text
    assert "Do you agree with the priorities?" in text


def test_export_costs_the_same_for_3_and_30(
    page: ConsultationPage, django_assert_num_queries: Any
) -> None:
    from plan.consultation.exports.csv_files import response_csv

    consultation = record(page)
    for number in (3, 27):
        for _ in range(number):
            answer(consultation)
        # questions with words in other languages; words of each version; a batch of responses;
        # their answers; the batch after the last
        with django_assert_num_queries(5):
            list(response_csv(consultation))


def test_front_page_of_the_admin_counts_responses_of_today(page: ConsultationPage) -> None:
    old = answer(record(page))
    Response.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=1))
    answer(record(page))
    text = staff("view_response").get("/admin/").content.decode()
    assert "Open consultations" in text
    assert "<td>1</td><td>2</td>" in text
    assert "Open consultations" not in staff().get("/admin/").content.decode()
