"""What readers see where a page of the plan holds questions of a consultation."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Now
from django.urls import reverse
from wagtail.models import Page

from plan.consultation.about import as_uuid
from plan.consultation.builder import definition_by_texts
from plan.consultation.doubts import TRAP
from plan.consultation.embedded_blocks import OPINION
from plan.consultation.embedding import EmbeddedForm, embeddable
from plan.consultation.enums import ConsultationState
from plan.consultation.freshness import limit_freshness
from plan.consultation.models import Consultation, FormTexts
from plan.contributors import Embed, PlacedBlock
from plan.queries import visible_pages
from plan.readers import Reader

ASK = "ask"
TEMPLATE = "plan/consultation/blocks/ask.html"


def shown_asks(
    placed: Sequence[PlacedBlock], reader: Reader
) -> dict[tuple[uuid.UUID, uuid.UUID], Embed]:
    """The forms of all blocks on a page, in two queries; none of what is not open now.

    An editor's preview shows them whatever the clock says, without a way to send.
    """
    asks = [block for block in placed if block.kind == ASK]
    found = consultations_of(asks, reader)
    shown = {}
    for block in asks:
        consultation = found.get(page_of(block))
        if consultation is None:
            continue
        now: datetime = consultation.now  # type: ignore[attr-defined]  # annotated
        limit_freshness(consultation, reader, now)
        is_open = consultation.state_at(now) is ConsultationState.OPEN
        if not (is_open or reader.is_preview):
            continue
        if (context := context_of(block, consultation, reader)) is not None:
            shown[block.key] = Embed(TEMPLATE, context)
    return shown


def page_of(block: PlacedBlock) -> int:
    """Primary key of the consultation's page as stored; 0 where none was chosen."""
    return int(block.value.get("page") or 0)


def consultations_of(asks: Iterable[PlacedBlock], reader: Reader) -> dict[int, Consultation]:
    """Consultations by the stored key of their page: those the reader may see, with their words."""
    wanted = {page_of(block) for block in asks} - {0}
    if not wanted:
        return {}
    keys = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "translation_key"))
    pages = visible_pages(reader).filter(translation_key=OuterRef("translation_key"))
    words = FormTexts.objects.filter(
        version__consultation=OuterRef("pk"), language=reader.language
    ).order_by("-version__number", "-revision")
    rows = Consultation.objects.filter(
        Exists(pages.order_by()), translation_key__in=set(keys.values())
    ).annotate(now=Now(), texts_pk=Subquery(words.values("pk")[:1]))
    by_key = {row.translation_key: row for row in rows}
    return {pk: by_key[key] for pk, key in keys.items() if key in by_key}


def context_of(
    block: PlacedBlock, consultation: Consultation, reader: Reader
) -> Mapping[str, Any] | None:
    """What the template needs; None where the form has no words, or asks none of it any more."""
    texts: int | None = consultation.texts_pk  # type: ignore[attr-defined]  # annotated
    if texts is None:
        return None
    questions = embeddable(definition_by_texts(texts), question_ids(block))
    if not questions:
        return None
    place = block.block_id.hex
    return {
        "form": EmbeddedForm(questions, place=place),
        "questions": questions,
        "place": place,
        "is_opinion": block.value.get("kind") == OPINION,
        "action_url": reverse("plan:answer", args=[consultation.public_id]),
        "about_key": block.translation_key,
        "about_block": block.about,
        "trap": TRAP,
        "is_preview": reader.is_preview,
    }


def question_ids(block: PlacedBlock) -> list[uuid.UUID]:
    """The chosen questions."""
    stored = block.value.get("questions") or []
    raw = [item["value"] if isinstance(item, dict) else item for item in stored]
    return [found for item in raw if (found := as_uuid(item)) is not None]
