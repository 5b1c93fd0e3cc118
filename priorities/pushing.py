"""Figures that programs send: with a key, checked like any others, waiting for approval."""

from __future__ import annotations

import csv
import io
import json
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from priorities.actions.keep_tokens import digest_of
from priorities.actions.upload_figures import LARGEST, KeyUsedError, upload_figures
from priorities.enums import BatchChannel
from priorities.imports import FileRefusedError
from priorities.imports.problems import Problem
from priorities.intake.batches import warnings_of
from priorities.intake.tasks import check_soon
from priorities.models import ImportBatch, PushToken
from priorities.permissions import can_import_figures

MOST_AN_HOUR = 60
HOUR = 3600
LONGEST_KEY = 100
JSON = "application/json"
NAMES = {
    "text/csv": "figures.csv",
    JSON: "figures.csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "figures.xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "figures.ods",
}


class PushError(Exception):
    """What was sent cannot be taken: a status and a sentence."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


@csrf_exempt
@never_cache
@require_POST
def push(request: HttpRequest) -> JsonResponse:
    """Take a file of figures by the profile of the key that it is sent with.

    The header `Idempotency-Key` names the batch: the same again changes nothing.
    """
    try:
        token = token_of(request)
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > LONGEST_KEY or not key.isprintable():
            raise PushError(
                HTTPStatus.BAD_REQUEST,
                _("Name the batch in the header Idempotency-Key, in at most 100 characters."),
            )
        refuse_too_often(token)
        name, content = body_of(request)
        upload = upload_figures(
            content=content,
            name=name,
            user=token.created_by,
            profile=token.profile,
            channel=BatchChannel.PUSHED,
            key=key,
        )
    except PushError as error:
        return refused(error.status, error.sentence)
    except FileRefusedError as error:
        return refused(HTTPStatus.UNPROCESSABLE_ENTITY, error.sentence)
    except KeyUsedError:
        return refused(
            HTTPStatus.CONFLICT,
            _("This key was sent before with other figures. Choose a new key for new figures."),
        )
    PushToken.objects.filter(pk=token.pk).update(used_at=timezone.now())
    batch = upload.batch
    if upload.is_new:
        batch = check_soon(batch, token.created_by)
    return answer(batch, is_new=upload.is_new)


def token_of(request: HttpRequest) -> PushToken:
    """The key in the header, of somebody who may still import."""
    scheme, _gap, text = request.headers.get("Authorization", "").partition(" ")
    found = None
    if scheme.casefold() == "bearer" and text.strip():
        rows = PushToken.objects.select_related("profile", "created_by")
        found = rows.filter(digest=digest_of(text.strip()), revoked_at=None).first()
    if found is None or found.created_by is None or not can_import_figures(found.created_by):
        raise PushError(
            HTTPStatus.UNAUTHORIZED, _("Send a key that is in force: Authorization: Bearer …")
        )
    return found


def refuse_too_often(token: PushToken) -> None:
    """So many an hour for each key. A cache that fails refuses nobody."""
    name = f"plan:push:{token.pk}"
    try:
        cache.add(name, 0, HOUR)
        count = int(cache.incr(name))
    except Exception:  # whatever a cache raises
        return
    if count > MOST_AN_HOUR:
        raise PushError(
            HTTPStatus.TOO_MANY_REQUESTS, _("Too many were sent within an hour. Wait an hour.")
        )


def body_of(request: HttpRequest) -> tuple[str, bytes]:
    """A name and the content; rows of JSON become a table of text."""
    kind = (request.content_type or "").casefold()
    if kind not in NAMES:
        raise PushError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            _("Send one of these kinds of content: %(kinds)s.") % {"kinds": ", ".join(NAMES)},
        )
    content = request.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise PushError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Send at most 50 MB, or divide the figures.")
        )
    return NAMES[kind], table_of(content) if kind == JSON else content


def table_of(content: bytes) -> bytes:
    """A list of flat objects as CSV: their names are the headings, the first row is row 2."""
    try:
        rows = json.loads(content)
    except (ValueError, RecursionError):
        rows = None
    is_list = isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows)
    if not is_list:
        raise PushError(
            HTTPStatus.BAD_REQUEST, _("Send a list of objects, one for each row of the table.")
        )
    headings = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([cell_of(row.get(name)) for name in headings])
    return text.getvalue().encode("utf-8", "replace")


def cell_of(value: Any) -> str:
    """A value as the cell of a table; what is no plain value is refused."""
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise PushError(
        HTTPStatus.BAD_REQUEST, _("Values must be texts, numbers or null: no lists or objects.")
    )


def answer(batch: ImportBatch, *, is_new: bool) -> JsonResponse:
    """What became of the figures, and all that is wrong with them."""
    findings = batch.findings
    kept = findings.get("extraction", {}).get("problems", {}).get("kept", [])
    problems = [{**one, "sentence": Problem.from_json(one).sentence} for one in kept]
    problems += findings.get("row_problems", {}).get("kept", [])
    if findings.get("refusal"):
        problems.append({"sentence": findings["refusal"]})
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    if problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif "busy_since" in findings:
        status = HTTPStatus.ACCEPTED
    return JsonResponse(
        {
            "batch": str(batch.public_id),
            "state": batch.state,
            "changes": findings.get("changes", {}),
            "unchanged": batch.unchanged,
            "problems_total": max(warnings_of(batch), len(problems)),
            "problems": problems,
        },
        status=status,
    )


def refused(status: HTTPStatus, sentence: str) -> JsonResponse:
    """Nothing was stored, and why."""
    return JsonResponse({"problems": [{"sentence": sentence}]}, status=status)
