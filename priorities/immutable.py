"""Rows that are written once: no door changes or deletes them, whichever way it is tried."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext


class WrittenOnceError(PermissionDenied):
    """The row is a record of what was; a new row says what is."""

    def __init__(self) -> None:
        super().__init__(gettext("This is a record of what was. It cannot be changed or deleted."))


class WrittenOnceQuerySet(models.QuerySet[Any]):
    """Rows in bulk are as safe as one by one."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise WrittenOnceError

    def bulk_update(self, objs: Iterable[Any], fields: Any, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise WrittenOnceError

    def delete(self) -> NoReturn:
        """Refused."""
        raise WrittenOnceError


class WrittenOnce(models.Model):
    """A row that may be added and read; `may_become` says which change is none."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def may_become(self, after: Any) -> bool:
        """Whether the stored row may be replaced by this one: never, unless a model says so."""
        return False


def guard_change(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Before a row is stored: a new one, or a change that takes nothing away."""
    if raw or not isinstance(instance, WrittenOnce) or instance.pk is None:
        return
    before = type(instance).objects.filter(pk=instance.pk).first()
    if before is not None and not before.may_become(instance):
        raise WrittenOnceError


def guard_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before a row goes, alone or with what it belongs to."""
    if isinstance(instance, WrittenOnce):
        raise WrittenOnceError
