"""Headers of every answer, health, and languages that can be switched on."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import get_language_info

from home.models import User


def policy(client: Client, path: str) -> dict[str, list[str]]:
    """The content policy of a path, by directive."""
    header = client.get(path).headers["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in header.split(";") if part.strip()}


@pytest.mark.parametrize("path", ["/accounts/login/", "/en/search/", "/pl/nowhere/"])
def test_public_pages_and_sign_in_have_a_strict_policy(path: str, client: Client, db: None) -> None:
    found = policy(client, path)
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == ["'self'"]
    assert found["style-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert "unsafe" not in str(found)


def test_only_the_administration_may_use_inline_styles(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    found = policy(client, "/admin/")
    assert found["style-src"] == ["'self'", "'unsafe-inline'"]
    assert found["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/"])
def test_sign_in_has_nothing_inline(path: str, client: Client, db: None) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in script or "application/json" in script for script in scripts)


def test_searching_sets_no_cookie(client: Client, db: None) -> None:
    assert not client.get("/en/search/?q=plan").cookies


@pytest.mark.django_db(transaction=True)
def test_health_says_whether_the_database_answers(client: Client) -> None:
    response = client.get("/health/", headers={"accept": "application/json"})
    assert (response.status_code, list(response.json().values())) == (200, ["OK"])
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_intended_language_works_without_a_developer(
    language: str, client: Client, db: None
) -> None:
    assert get_language_info(language)["code"] == language
    response = client.get(f"/{language}/search/")
    assert response.status_code == 200
    is_bidi = language in {"ar", "fa", "ckb", "ur"}
    assert (f'lang="{language}" dir="rtl"' in response.content.decode()) is is_bidi
