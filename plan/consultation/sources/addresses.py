"""Addresses that lead to a consultation from a source, and their QR codes."""

from __future__ import annotations

from io import BytesIO

import segno
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from plan.consultation.models import Source


def source_path(source: Source, language: str) -> str:
    """Path of the page that starts the form from a source, in a language."""
    with override(language):
        return reverse("plan:from_source", args=[source.consultation.public_id, source.code])


def short_path(source: Source) -> str:
    """The shortest path there is: in the visitor's language where the site has short addresses."""
    try:
        return reverse("plan_short:source", args=[source.consultation.public_id, source.code])
    except NoReverseMatch:
        return source_path(source, settings.LANGUAGE_CODE)


def qr_svg(address: str) -> str:
    """An address as a QR code, with the quiet border that cameras need; no script, no style."""
    out = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(
        out,
        kind="svg",
        scale=8,
        border=4,
        light="#fff",
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue().decode()
