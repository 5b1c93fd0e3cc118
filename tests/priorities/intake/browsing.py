"""Sends the admin's forms as a browser without JavaScript would: with all that they hold."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from priorities.models import ImportBatch, Measure

Data = dict[str, list[str]]


def url(name: str, *args: Any) -> str:
    """The address of one of the pages."""
    return reverse(f"plan_figures_admin:{name}", args=args)


def form_with(html: str, button: str) -> Tag:
    """The form that has a button or field of that name."""
    soup = BeautifulSoup(html, "html.parser")
    for form in soup.find_all("form"):
        if form.find(attrs={"name": button}):
            return form
    raise AssertionError(f"no form with {button}")


def held(form: Tag) -> Data:
    """What a form would send as it is."""
    found: Data = {}
    for one in form.find_all(["input", "select", "textarea"]):
        name = str(one.get("name", ""))
        if not name or one.has_attr("disabled"):
            continue
        for value in values_of(one):
            found.setdefault(name, []).append(value)
    return found


def values_of(one: Tag) -> list[str]:
    """The values of one field."""
    if one.name == "textarea":
        text = one.get_text()
        return [text[1:] if text.startswith("\n") else text]
    if one.name == "select":
        options = one.find_all("option")
        chosen = [str(o.get("value", "")) for o in options if o.has_attr("selected")]
        return chosen or [str(o.get("value", "")) for o in options[:1]]
    if one.get("type") in {"checkbox", "radio"}:
        return [str(one.get("value", "on"))] if one.has_attr("checked") else []
    return [] if one.get("type") in {"submit", "file"} else [str(one.get("value", ""))]


def upload(client: Client, content: bytes, name: str, *measures: Measure, **more: Any) -> Any:
    """Send a file as a new kind of file for these measures."""
    data = {
        "file": SimpleUploadedFile(name, content),
        "measures": [measure.pk for measure in measures],
        **more,
    }
    return client.post(url("upload"), data)


def newest() -> ImportBatch:
    """The batch that was made last."""
    return ImportBatch.objects.latest("pk")


def read_with(client: Client, batch: ImportBatch, **changes: Any) -> Any:
    """Send the page of the mapping with some fields changed; double underscores are dashes."""
    html = client.get(url("mapping", batch.public_id)).content.decode()
    data = held(form_with(html, "read"))
    for name, value in changes.items():
        values = value if isinstance(value, list) else [value]
        data[name.replace("__", "-")] = [one for one in values if one is not None]
    return client.post(url("mapping", batch.public_id), {**data, "read": "1"})


def approve(client: Client, batch: ImportBatch, **changes: Any) -> Any:
    """Press the button under the preview."""
    html = client.get(url("batch", batch.public_id)).content.decode()
    data = held(form_with(html, "approve"))
    given = {name: value if isinstance(value, list) else [value] for name, value in changes.items()}
    return client.post(url("batch", batch.public_id), {**data, **given, "approve": "1"})
