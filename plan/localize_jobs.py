"""Runs wagtail-localize's long jobs as tasks: translating a large plan takes seconds a page.

Set `WAGTAILLOCALIZE_JOBS = {"BACKEND": "plan.localize_jobs.TaskJobBackend"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.module_loading import import_string
from django_tasks import task
from wagtail_localize.tasks import BaseJobBackend

#: Marks a model instance among arguments, which a task can only hold as JSON.
INSTANCE = "plan:instance"


class TaskJobBackend(BaseJobBackend):
    """Hands jobs to the site's task worker once the transaction is through."""

    def enqueue(
        self, func: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Queue the job; one whose arguments cannot be stored runs at once."""
        try:
            stored = [packed(argument) for argument in args]
            named = {name: packed(value) for name, value in kwargs.items()}
        except TypeError:
            func(*args, **kwargs)
            return
        path = f"{func.__module__}.{func.__qualname__}"
        transaction.on_commit(lambda: run_job.enqueue(path, stored, named))


@task()
def run_job(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run a job by its dotted path."""
    values = [unpacked(argument) for argument in args]
    import_string(path)(*values, **{name: unpacked(value) for name, value in kwargs.items()})


def packed(value: Any) -> Any:
    """A value as JSON; TypeError for what JSON cannot hold."""
    if isinstance(value, models.Model):
        return {INSTANCE: [value._meta.label, value.pk]}
    if isinstance(value, (list, tuple, models.QuerySet)):
        return [packed(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if is_empty_collection(value):
        return None
    raise TypeError(f"{type(value)} cannot be stored with a task.")


def is_empty_collection(value: Any) -> bool:
    """Whether it iterates over nothing, as the components of most translations do."""
    return hasattr(value, "__iter__") and not list(value)


def unpacked(value: Any) -> Any:
    """The value again."""
    if isinstance(value, list):
        return [unpacked(item) for item in value]
    if isinstance(value, dict) and INSTANCE in value:
        label, key = value[INSTANCE]
        return apps.get_model(label)._default_manager.get(pk=key)
    return value
