"""Keeps an uploaded table between the look at it and the import: privately, and for a day."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone

from plan.consultation.models import Consultation
from plan.consultation.scans import clean_name
from plan.private_storage import private_storage

FOLDER = "imports"
SALT = "plan.consultation.response_files"
KEPT_FOR = datetime.timedelta(days=1)


@dataclass(frozen=True)
class KeptTable:
    """An upload, and the language its rows are in unless they say another."""

    content: bytes
    file_name: str
    language: str


def keep_table(consultation: Consultation, table: KeptTable, user: Any) -> str:
    """Store an upload; the token opens it, to the same person. Old uploads go."""
    forget_old()
    name = f"{FOLDER}/{uuid.uuid4()}.table"
    stored = private_storage().save(name, ContentFile(table.content))
    facts = [stored, clean_name(table.file_name), table.language, consultation.pk, user.pk]
    return signing.dumps(facts, salt=SALT)


def kept_table(consultation: Consultation, token: str, user: Any) -> tuple[KeptTable, str] | None:
    """The upload of a token, and where it is stored; None for a token that opens nothing."""
    try:
        stored, name, language, owner, uploader = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    storage = private_storage()
    if (owner, uploader) != (consultation.pk, user.pk) or not storage.exists(stored):
        return None
    with storage.open(stored) as file:
        return KeptTable(file.read(), name, language), stored


def forget_table(stored: str) -> None:
    """Delete an upload."""
    private_storage().delete(stored)


def forget_old() -> None:
    """Delete uploads that nobody imported in time."""
    storage = private_storage()
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return
    limit = timezone.now() - KEPT_FOR
    for name in names:
        if storage.get_modified_time(f"{FOLDER}/{name}") < limit:
            storage.delete(f"{FOLDER}/{name}")
