"""Doors into consultations: what must happen whenever a page is stored or moved."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from plan.actions.write_record import write_record
from plan.committing import once_committed
from plan.consultation.actions.note_dates import note_dates
from plan.consultation.actions.publish_form import publish_form
from plan.consultation.actions.renew_words import renew_words
from plan.consultation.banks import content_hash
from plan.consultation.models import AnswerFile, ConsultationPage, OptionList, QuestionBank
from plan.consultation.openings import hold_opening
from plan.consultation.option_lists import codes_in_use, list_in_use

logger = logging.getLogger(__name__)


def page_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """After a live page's row changed: its form is compiled, in the same transaction.

    First of all, a form with errors is kept from opening, while the record still says what was. The
    record comes next, whichever app's receivers are called before the other's.
    """
    if raw or kwargs.get("update_fields") is not None or not instance.live:
        return
    if instance.alias_of_id is None:
        hold_opening(instance)
        note_dates(page=instance, user=revision_author(instance))
        write_record(page=instance)
        publish_form(page=instance, user=revision_author(instance))


def revision_author(page: ConsultationPage) -> Any:
    """Who wrote what is now live, where it is known."""
    revision = page.live_revision or page.latest_revision
    return revision.user if revision else None


def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """After a consultation went to another plan: its record follows."""
    if isinstance(instance.specific, ConsultationPage):
        fresh = ConsultationPage.objects.get(pk=instance.pk)
        write_record(page=fresh)


def bank_saving(sender: type, instance: QuestionBank, raw: bool = False, **kwargs: Any) -> None:
    """Before a bank is stored: a change of what it asks makes its next version."""
    if raw:
        return
    found = content_hash(instance)
    if instance.pk and instance.content_hash and found != instance.content_hash:
        instance.version += 1
    instance.content_hash = found


def bank_saved(sender: type, instance: QuestionBank, raw: bool = False, **kwargs: Any) -> None:
    """After a bank was stored: languages that it kept waiting become ready."""
    if not raw:
        once_committed(renew_bank, instance)


def renew_bank(bank: QuestionBank) -> None:
    """Languages of forms that this bank kept waiting."""
    renew_words(bank=bank)


def option_list_deleted(sender: type, instance: OptionList, **kwargs: Any) -> None:
    """Before a list goes: ProtectedError while some form's answers come from it."""
    if codes_in_use(instance.translation_key):
        raise ProtectedError(list_in_use(instance), {instance})


def answer_file_deleted(sender: type, instance: AnswerFile, **kwargs: Any) -> None:
    """After a file's row went, with its attempt or response or alone: its content goes too."""
    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: forget_content(storage, name))


def forget_content(storage: Any, name: str) -> None:
    """Delete the content; a storage that fails is told to the log and to nobody else."""
    try:
        storage.delete(name)
    except Exception:
        logger.exception("The content of a deleted file could not be deleted: %s", name)


def connect() -> None:
    """Connect all receivers, once."""
    pre_save.connect(bank_saving, sender=QuestionBank, dispatch_uid="plan_consultation.bank_saving")
    post_save.connect(bank_saved, sender=QuestionBank, dispatch_uid="plan_consultation.bank_saved")
    post_save.connect(
        page_saved, sender=ConsultationPage, dispatch_uid="plan_consultation.page_saved"
    )
    post_delete.connect(
        answer_file_deleted, sender=AnswerFile, dispatch_uid="plan_consultation.file_deleted"
    )
    pre_delete.connect(
        option_list_deleted, sender=OptionList, dispatch_uid="plan_consultation.list_deleted"
    )
    post_page_move.connect(page_moved, dispatch_uid="plan_consultation.page_moved")
