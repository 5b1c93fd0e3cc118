"""Pages for when something went wrong say what to do, in the right language, with help."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from cms import urls as site_urls
from plan.models import ServiceDetails
from tests import factories

pytestmark = pytest.mark.django_db

handler400 = site_urls.handler400
handler500 = site_urls.handler500


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """A view that goes wrong in the way its address says."""
    if kind == "write":
        return HttpResponse(request.POST.get("words", ""))
    raise {
        "400": BadRequest("no"),
        "403": PermissionDenied("You need the role of editor."),
        "413": RequestDataTooBig("too much"),
        "500": RuntimeError("a secret of ours"),
    }[kind]


urlpatterns = [path("fail/<str:kind>/", fail), *site_urls.urlpatterns]


@pytest.fixture
def quiet_client() -> Client:
    """A browser, to which a failing view is an answer."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def helpful_site() -> ServiceDetails:
    """A site with a help line."""
    factories.make_site()
    details: ServiceDetails = ServiceDetails.objects.create(
        locale=factories.make_locale("en"),
        site_name="London’s plans",
        organisation_name="Office of the Mayor",
        help_phone="020 7946 0000",
        help_email="help@example.org",
    )
    return details


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("400", 400, "Go back, check what you entered, and send it again."),
        ("403", 403, "You need the role of editor."),
        ("413", 413, "Nothing of it was stored. Go back, shorten it, and send it again."),
        ("500", 500, "Try again in a few minutes."),
    ],
)
@override_settings(ROOT_URLCONF="tests.home.test_errors")
def test_what_went_wrong_and_where_to_get_help(
    quiet_client: Client, helpful_site: ServiceDetails, kind: str, status: int, words: str
) -> None:
    response = quiet_client.get(f"/fail/{kind}/")
    text = response.content.decode()
    assert response.status_code == status
    assert words in text
    assert "020 7946 0000" in text
    assert 'href="mailto:help@example.org"' in text
    assert "noindex" in text
    assert "secret" not in text
    assert text.count("help@example.org</bdi>") == 1


@override_settings(ROOT_URLCONF="tests.home.test_errors")
def test_a_form_without_proof_of_where_it_came_from(
    quiet_client: Client, helpful_site: ServiceDetails
) -> None:
    response = quiet_client.post("/fail/write/", {"words": "typed"})
    assert response.status_code == 403
    text = response.content.decode()
    assert "Go back, load the page again, and send the form once more." in text
    assert "020 7946 0000" in text


@override_settings(ROOT_URLCONF="tests.home.test_errors", DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_an_oversized_body(helpful_site: ServiceDetails) -> None:
    client = Client(raise_request_exception=False)
    response = client.post("/fail/write/", {"words": "x" * 100})
    assert response.status_code == 413
    assert "What you sent is too large" in response.content.decode()


def test_a_page_that_is_not_there(quiet_client: Client, helpful_site: ServiceDetails) -> None:
    response = quiet_client.get("/en/no-such-page/")
    assert response.status_code == 404
    text = response.content.decode()
    assert "Page not found" in text
    assert 'href="/en/home/"' in text
    assert "020 7946 0000" in text


def test_in_a_language_from_right_to_left(
    quiet_client: Client, helpful_site: ServiceDetails
) -> None:
    response = quiet_client.get("/fa/no-such-page/")
    text = response.content.decode()
    assert '<html lang="fa" dir="rtl">' in text
    assert "plan/plan.rtl.css" in text
    assert 'lang="en" dir="ltr">Go to the front page' in text
    assert ' lang="en"' not in text.partition("<h1")[2].partition("</h1>")[0]


def test_an_address_with_a_null_character(
    quiet_client: Client, helpful_site: ServiceDetails
) -> None:
    assert quiet_client.get("/en/a%00b/").status_code == 404


@override_settings(ROOT_URLCONF="tests.home.test_errors")
def test_without_a_database(quiet_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("no server")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = quiet_client.get("/fail/500/")
    assert response.status_code == 500
    text = response.content.decode()
    assert "Sorry, there is a problem with this service" in text
    assert "contact us by the phone number or email address on our other pages" in text


@override_settings(ROOT_URLCONF="tests.home.test_errors")
def test_without_templates(
    quiet_client: Client, helpful_site: ServiceDetails, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> str:
        raise OSError("no disk")

    monkeypatch.setattr("home.errors.render_to_string", refuse)
    monkeypatch.setattr("home.errors.static", refuse)
    response = quiet_client.get("/fail/500/")
    assert response.status_code == 500
    assert "Try again in a few minutes." in response.content.decode()
