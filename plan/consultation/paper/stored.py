"""Paper forms that were made once, kept where no address leads, and read from there."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from plan.consultation.builder import definition_by_texts
from plan.consultation.enums import PaperFormat
from plan.consultation.models import Consultation
from plan.consultation.paper import TEMPLATES
from plan.consultation.paper.form_document import form_document
from plan.fonts import PACKAGED, missing
from plan.paper.compiling import BASE, CannotPrintError, compile_pdf, texts_in
from plan.private_storage import private_storage

if TYPE_CHECKING:
    from plan.consultation.models import ConsultationPage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PaperForm:
    """What one file is made from: words of a version, and the page and record around them."""

    page: ConsultationPage
    consultation: Consultation
    texts_pk: int
    variant: PaperFormat

    @property
    def key(self) -> str:
        """Changes whenever something changes that is printed."""
        parts = (
            layout(),
            self.texts_pk,
            self.page.pk,
            self.page.last_published_at,
            self.consultation.closes_at,
            self.consultation.time_zone,
            self.variant.value,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]

    @property
    def folder(self) -> str:
        """Where the files of one form, language and format are."""
        return f"paper/{self.consultation.public_id}/{self.page.locale_id}-{self.variant.value}"

    @property
    def name(self) -> str:
        """Name of its file."""
        return f"{self.folder}/{self.key}.pdf"


@cache
def layout() -> str:
    """A hash of what gives our documents their looks."""
    digest = hashlib.sha256()
    for path in sorted([BASE, *TEMPLATES.glob("*.typ"), *PACKAGED.glob("*.ttf")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def paper_form(form: PaperForm) -> bytes:
    """The PDF: read where it was made before, else made and kept.

    CannotPrintError names the letters that no font has. Storage that fails costs time only.
    """
    storage = private_storage()
    try:
        with storage.open(form.name) as file:
            return bytes(file.read())
    except FileNotFoundError:
        pass
    except Exception:
        logger.warning("A stored paper form could not be read", exc_info=True)
    pdf = make(form)
    try:
        forget_older(form)
        storage.save(form.name, ContentFile(pdf))
    except Exception:
        logger.warning("A paper form could not be stored", exc_info=True)
    return pdf


def make(form: PaperForm) -> bytes:
    """Draw it."""
    definition = definition_by_texts(form.texts_pk)
    data = form_document(form.page, form.consultation, definition, form.variant)
    if lacking := missing(texts_in(data)):
        raise CannotPrintError("".join(sorted(lacking)))
    return compile_pdf(TEMPLATES / "form.typ", data)


def forget_older(form: PaperForm) -> None:
    """Delete what the same form looked like before."""
    storage = private_storage()
    with suppress(FileNotFoundError, NotImplementedError):
        for name in storage.listdir(form.folder)[1]:
            storage.delete(f"{form.folder}/{name}")
