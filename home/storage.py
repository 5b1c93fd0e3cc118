"""Public and private files of one field in two storages, told apart by their names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage, storages
from django.utils.deconstruct import deconstructible

#: Names that begin so are kept in STORAGES["private"], below the rest of the name.
PRIVATE = "private/"


def is_private_name(name: str) -> bool:
    """Whether the file of this name is out of the public's reach."""
    return name.startswith(PRIVATE)


def placed_name(name: str, *, is_private: bool) -> str:
    """The name under which a file is kept, given its name without a place."""
    return f"{PRIVATE}{name}" if is_private else name


@deconstructible(path="home.storage.PlacedStorage")
class PlacedStorage(Storage):
    """Hands each file to the storage that its name belongs to."""

    def _place(self, name: str) -> tuple[Storage, str]:
        """The storage, and the file's name there."""
        if is_private_name(name):
            return storages["private"], name.removeprefix(PRIVATE)
        return default_storage, name

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        storage, own = self._place(name)
        return storage.open(own, mode)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Store a file; returns its name, with its place, made unique there."""
        given = name or content.name
        storage, own = self._place(given)
        room = max_length - len(PRIVATE) if max_length else None
        stored = storage.save(own, content, max_length=room)
        return placed_name(stored, is_private=is_private_name(given))

    def path(self, name: str) -> str:
        """Where a local file is; NotImplementedError elsewhere."""
        storage, own = self._place(name)
        return storage.path(own)

    def delete(self, name: str) -> None:
        """Remove a file."""
        storage, own = self._place(name)
        storage.delete(own)

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name."""
        storage, own = self._place(name)
        return storage.exists(own)

    def size(self, name: str) -> int:
        """Bytes."""
        storage, own = self._place(name)
        return storage.size(own)

    def url(self, name: str | None) -> str:
        """A public address; NotImplementedError for a private file, which has none."""
        if is_private_name(name or ""):
            raise NotImplementedError("A private file has no address of its own.")
        return default_storage.url(name)

    def get_modified_time(self, name: str) -> datetime:
        """When the file was last changed."""
        storage, own = self._place(name)
        return storage.get_modified_time(own)
