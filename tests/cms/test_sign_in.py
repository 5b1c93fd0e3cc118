"""Staff sign in by email and second factor; Wagtail's own door is closed."""

from __future__ import annotations

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from home.models import User
from tests.cms.conftest import PASSWORD

LOGIN = "/accounts/login/"


def signed_in(client: Client) -> bool:
    """Whether the session belongs to somebody."""
    return "_auth_user_id" in client.session


def test_the_right_password_leads_to_the_administration(
    client: Client, administrator: User
) -> None:
    response = client.post(LOGIN, {"login": "Administrator@Example.org", "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert signed_in(client)


def test_a_wrong_password_says_what_is_wrong_and_lets_nobody_in(
    client: Client, administrator: User
) -> None:
    response = client.post(LOGIN, {"login": "administrator@example.org", "password": "wrong"})
    assert response.status_code == 200
    assert "not correct" in response.content.decode()
    assert "govuk-error-summary" in response.content.decode()
    assert not signed_in(client)


@time_machine.travel("2026-11-16 09:00:00", tick=False)
def test_who_has_a_second_factor_is_asked_for_it(client: Client, administrator: User) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(administrator, secret)
    response = client.post(LOGIN, {"login": administrator.email, "password": PASSWORD})
    assert response.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    assert client.get("/admin/").status_code == 302

    response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert response.status_code == 200
    assert not signed_in(client)

    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"
    response = client.post("/accounts/2fa/authenticate/", {"code": code})
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert signed_in(client)


def test_passkeys_are_offered(client: Client, db: None) -> None:
    assert "Sign in with a passkey" in client.get(LOGIN).content.decode()
    options = client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json").json()
    assert options["request_options"]["publicKey"]["rpId"] == "testserver"


def test_nobody_registers(client: Client, db: None) -> None:
    fields = {"email": "new@example.org", "password1": PASSWORD}
    response = client.post("/accounts/signup/", fields)
    assert response.status_code == 200
    assert User.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_door_leads_to_ours(method: str, client: Client, administrator: User) -> None:
    fields = {"username": administrator.email, "password": PASSWORD}
    response = getattr(client, method)("/admin/login/", fields)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")
    assert not signed_in(client)
    response = getattr(client, method)("/admin/password_reset/", {"email": administrator.email})
    assert response.headers["Location"] == "/accounts/password/reset/"


def test_a_stranger_is_sent_from_the_administration_to_sign_in(client: Client, db: None) -> None:
    response = client.get("/admin/pages/")
    assert response.headers["Location"] == "/accounts/login/?next=/admin/pages/"


def test_staff_reach_their_own_account(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    response = client.get(reverse("wagtailadmin_account"))
    assert response.status_code == 200
    assert "time_zone" not in response.content.decode()
