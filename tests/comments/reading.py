"""What the tests of the public's list share: addresses, and pages of other modules where absent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from plan.comments.models import CommentSettings
from plan.consultation.models import ConsultationPage
from plan.models import PlanPage


def address_of(taking: CommentSettings, language: str = "en", rest: str = "") -> str:
    """Address of the list of comments, or of what lies below it."""
    return f"/{language}/comments/{taking.consultation.public_id}/{rest}"


def listed(taking: CommentSettings, client: Client | None = None, **asked: Any) -> list[str]:
    """Words of the comments on the page, in their order."""
    page = (client or Client()).get(address_of(taking), asked)
    assert page.status_code == 200
    return [
        said.get_text(" ", strip=True) for said in soup_of(page).select("article > div[lang] > p")
    ]


def soup_of(page: Any) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(page.content, "html.parser")


def lines_of(response: Any) -> str:
    """The text of a streamed file."""
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def plan(taking: CommentSettings) -> PlanPage:
    """The plan that is consulted on."""
    assert taking.consultation.plan is not None
    return PlanPage.objects.get(translation_key=taking.consultation.plan.translation_key)


def ago(hours: int) -> Any:
    """A moment in the past."""
    return timezone.now() - timedelta(hours=hours)


def page_of(taking: CommentSettings) -> str:
    """The consultation's page."""
    return Client().get(ConsultationPage.objects.get().get_url()).content.decode()
