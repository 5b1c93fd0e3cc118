"""Staff at their desks: who enters, who checks, what they type, what they attach."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.models import ConsultationPage, FormTexts, Response
from tests.consultation.factories import first_answers, record, second_answers

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
RIGHTS = ("view_response", "enter_response", "check_response", "view_contactdetail")


def person(name: str, *rights: str) -> Client:
    """The browser of somebody with these rights and the admin's."""
    user = User.objects.create_user(f"{name}@example.org")
    wanted = Permission.objects.filter(codename__in=["access_admin", *(rights or RIGHTS)])
    user.user_permissions.set(wanted)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, page: ConsultationPage, *arguments: Any) -> str:
    """An address of the admin on a consultation."""
    return reverse(f"plan_consultation_admin:{name}", args=[record(page).public_id, *arguments])


def texts_of(page: ConsultationPage, language: str = "en") -> FormTexts:
    """The newest words of its form."""
    rows = FormTexts.objects.filter(version__consultation=record(page), language=language)
    return rows.latest("version__number", "revision")


def sheet(page: ConsultationPage, **changes: Any) -> dict[str, Any]:
    """Everything typed on the sheet of the standard form; None leaves something out."""
    today = timezone.localdate(timezone=record(page).zone)
    facts = {
        "channel": "paper",
        "received_on": today.isoformat(),
        "received_time": "00:00",
        "original_language": "",
        "key": "6a1fce9c-6a4e-4d2f-8b5b-000000000001",
    }
    given = {**facts, **first_answers(), **second_answers(), **changes}
    return {name: value for name, value in given.items() if value is not None}


def enter(client: Client, page: ConsultationPage, **changes: Any) -> Any:
    """Send the sheet, and confirm what is remarked on when asked to."""
    return client.post(url("enter", page, texts_of(page).pk), sheet(page, **changes))


def entered(client: Client, page: ConsultationPage, **changes: Any) -> Response:
    """The response that a sheet made."""
    answer = enter(client, page, **changes)
    assert answer.status_code == 302, faults(answer)
    return Response.objects.get(reference=answer["Location"].rstrip("/").split("/")[-2])


def faults(answer: Any) -> str:
    """What a page says is wrong, in words."""
    found = re.findall(r'role="alert".*?</div>', answer.content.decode(), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(found)))


def confirmation(answer: Any) -> str:
    """The value of the box that confirms what was remarked on."""
    found = re.search(r'name="confirmed" value="(\w+)"', answer.content.decode())
    return found[1] if found else ""


def upload(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it; its content type is whatever the browser believes."""
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    """A small picture."""
    buffer = io.BytesIO()
    Image.new("L", size).save(buffer, kind)
    return buffer.getvalue()


def logged(action: str) -> list[dict[str, Any]]:
    """The data of all log entries of an action."""
    rows = ModelLogEntry.objects.filter(action=f"plan_consultation.{action}").order_by("pk")
    return [row.data for row in rows]


def days(number: int) -> timedelta:
    """That many days."""
    return timedelta(days=number)
