"""Where private files are kept: answers, exports, uploaded figures. Never a public address."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, InvalidStorageError, Storage, storages

#: Name of the storage in `STORAGES`.
ALIAS = "private"


def private_storage() -> Storage:
    """`STORAGES["private"]`, else the folder `PLAN_PRIVATE_ROOT`.

    ImproperlyConfigured where a host has set neither: such files never go to public storage.
    """
    try:
        return storages[ALIAS]
    except InvalidStorageError:
        root = getattr(settings, "PLAN_PRIVATE_ROOT", "")
    if not root:
        return MissingStorage()
    return FileSystemStorage(location=Path(root), base_url=None)


class MissingStorage(Storage):
    """Stands in until the host names a private place: nothing can be stored or read."""

    def _refuse(self) -> ImproperlyConfigured:
        return ImproperlyConfigured(
            "Set STORAGES['private'] or PLAN_PRIVATE_ROOT: see the settings."
        )

    def exists(self, name: str) -> bool:
        """Nothing is here."""
        raise self._refuse()

    def _open(self, name: str, mode: str = "rb") -> None:
        raise self._refuse()

    def _save(self, name: str, content: object) -> str:
        raise self._refuse()
