"""Say where and how a consultation takes comments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from plan.comments.enums import Identification, Scope
from plan.comments.machine_translation import has_machine_translator
from plan.comments.models import Comment, CommentSettings, HouseRules, OpenPlace
from plan.comments.permissions import can_change_comment_settings
from plan.comments.translating import queue_published
from plan.committing import once_committed
from plan.consultation.models import Consultation
from plan.mail import is_mail_configured

#: A page (block None) or a passage.
ChosenPlace = tuple[uuid.UUID, uuid.UUID | None]

FEWEST_CHARACTERS, MOST_CHARACTERS = 100, 20_000
#: The fields that are chosen, in the order of the form.
FIELDS = (
    "is_taking",
    "scope",
    "showing",
    "identification",
    "longest",
    "has_replies",
    "has_agreements",
    "has_machine_translation",
    "house_rules_key",
    "promised_hours",
    "keeps_text",
)


class SettingsRefusedError(Exception):
    """The settings stay as they were; `reasons` are sentences by the name of the field."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        self.reasons = dict(reasons)
        super().__init__(" ".join(self.reasons.values()))


@dataclass(frozen=True)
class ChosenSettings:
    """What somebody chose: values by the names in `FIELDS`, and the places."""

    values: Mapping[str, Any]
    places: frozenset[ChosenPlace] = field(default=frozenset())


@transaction.atomic
def change_comment_settings(
    *, consultation: Consultation, chosen: ChosenSettings, user: Any
) -> CommentSettings:
    """Store the settings of a consultation, the first or others, and log what is different.

    Comments that are there stay, whatever is chosen; once machines translate, they are translated.
    PermissionDenied, or SettingsRefusedError.
    """
    record = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not can_change_comment_settings(user, record):
        raise PermissionDenied
    if reasons := dict(faults(record, chosen)):
        raise SettingsRefusedError(reasons)
    found = CommentSettings.objects.filter(consultation=record).first()
    settings = found or CommentSettings(consultation=record)
    changes = differences(settings if found else None, chosen)
    if not changes:
        return settings
    was_translating = settings.has_machine_translation and settings.is_shown
    for name in FIELDS:
        setattr(settings, name, chosen.values[name])
    settings.save()
    replace_places(settings, chosen)
    settings.save()  # once more: pages kept by caches know of places only by this
    data = {"changes": changes}
    log(instance=record, action="plan_comments.change_settings", user=user, data=data)
    if settings.has_machine_translation and settings.is_shown and not was_translating:
        once_committed(queue_published, record.pk)
    return settings


def faults(consultation: Consultation, chosen: ChosenSettings) -> Iterator[tuple[str, str]]:
    """What stands against these settings, by field."""
    values = chosen.values
    if not FEWEST_CHARACTERS <= values["longest"] <= MOST_CHARACTERS:
        yield (
            "longest",
            _("Choose a length from %(fewest)d to %(most)d characters.")
            % {"fewest": FEWEST_CHARACTERS, "most": MOST_CHARACTERS},
        )
    if values["promised_hours"] < 1:
        yield "promised_hours", _("Promise at least one hour.")
    if values["scope"] == Scope.CHOSEN and not chosen.places:
        yield "scope", _("Choose at least one page or passage below, or every passage of the plan.")
    if values["identification"] == Identification.EMAIL and not is_mail_configured():
        yield (
            "identification",
            _(
                "No mail reaches people from this site, so nobody could confirm an address. Have "
                "mail set up first, or choose another way."
            ),
        )
    yield from faults_of_words(consultation, values)


def faults_of_words(
    consultation: Consultation, values: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    """What stands against house rules, translation and the day until which things are kept."""
    key = values["house_rules_key"]
    if key is None or not HouseRules.objects.filter(translation_key=key).exists():
        yield (
            "house_rules_key",
            _(
                "Choose house rules: people read them before they comment, and a comment is only "
                "rejected for one of them. They are written under Snippets."
            ),
        )
    if values["has_machine_translation"] and not has_machine_translator():
        yield "has_machine_translation", _("No machine translator is set up on this site.")
    yield from faults_of_promises(consultation, keeps_text=values["keeps_text"])
    if values["is_taking"] and consultation.retain_until is None:
        yield (
            "is_taking",
            _(
                "Say first until when things are kept: in the field “Responses are kept until” of "
                "the consultation's page. Publish it, then come back."
            ),
        )


def faults_of_promises(
    consultation: Consultation, *, keeps_text: bool
) -> Iterator[tuple[str, str]]:
    """What was promised to those who have commented already: that their words go with them."""
    present = CommentSettings.objects.filter(consultation=consultation).first()
    if present is None or present.keeps_text or not keeps_text:
        return
    if number := Comment.objects.filter(consultation=consultation).count():
        yield (
            "keeps_text",
            ngettext(
                "%(number)d comment was written when its text was to go with its author. That "
                "promise holds: leave this as it is.",
                "%(number)d comments were written when their texts were to go with their authors. "
                "That promise holds: leave this as it is.",
                number,
            )
            % {"number": number},
        )


def places_of(settings: CommentSettings | None) -> frozenset[ChosenPlace]:
    """Where a consultation takes comments, as stored."""
    if settings is None or settings.pk is None:
        return frozenset()
    return frozenset(settings.places.values_list("translation_key", "block_id"))


def differences(before: CommentSettings | None, chosen: ChosenSettings) -> dict[str, list[str]]:
    """Names of what is different, with the old and the new value as words for the log."""
    changes = {}
    for name in FIELDS:
        old = getattr(before, name) if before else ""
        if before is None or old != chosen.values[name]:
            changes[name] = [str(old), str(chosen.values[name])]
    stored = places_of(before)
    if stored != chosen.places:
        changes["places"] = [str(len(stored)), str(len(chosen.places))]
    return changes


def replace_places(settings: CommentSettings, chosen: ChosenSettings) -> None:
    """Put the chosen places in the place of the others."""
    stored = places_of(settings)
    for key, block in stored - chosen.places:
        settings.places.filter(translation_key=key, block_id=block).delete()
    OpenPlace.objects.bulk_create(rows_of(settings, chosen.places - stored))


def rows_of(settings: CommentSettings, places: Iterable[ChosenPlace]) -> list[OpenPlace]:
    """Rows for places."""
    return [
        OpenPlace(settings=settings, translation_key=key, block_id=block) for key, block in places
    ]
