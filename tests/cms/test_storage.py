"""Public and private files are in separate places, locally and on S3-compatible storage."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import StorageHandler

from cms.env import env
from cms.storage import media_hosts, storages


def handler(folder: Path) -> StorageHandler:
    """The storages that the environment asks for."""
    return StorageHandler(storages(env, folder))


def test_files_are_local_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FILE_STORAGE", raising=False)
    private = handler(tmp_path)["private"]
    name = private.save("letter.txt", ContentFile(b"private"))
    assert (tmp_path / "private" / name).read_bytes() == b"private"
    with pytest.raises(ValueError, match="not accessible via a URL"):
        private.url(name)
    assert media_hosts(env) == []


@pytest.mark.parametrize("alias", ["default", "private"])
def test_round_trip_on_s3(alias: str, tmp_path: Path, s3_environment: dict[str, str]) -> None:
    storage = handler(tmp_path)[alias]
    name = storage.save("folder/words.txt", ContentFile("Zażółć – نص".encode()))
    assert storage.exists(name)
    assert storage.open(name).read() == "Zażółć – نص".encode()
    assert urlopen(storage.url(name)).read() == "Zażółć – نص".encode()  # noqa: S310  # our server
    storage.delete(name)
    assert not storage.exists(name)


def test_the_same_name_is_never_written_over(
    tmp_path: Path, s3_environment: dict[str, str]
) -> None:
    storage = handler(tmp_path)["default"]
    first = storage.save("plan.pdf", ContentFile(b"one"))
    second = storage.save("plan.pdf", ContentFile(b"two"))
    assert first != second
    assert storage.open(first).read() == b"one"


def test_public_addresses_are_plain_and_private_ones_signed_for_five_minutes(
    tmp_path: Path, s3_environment: dict[str, str]
) -> None:
    places = handler(tmp_path)
    public = places["default"].url(places["default"].save("a.txt", ContentFile(b"a")))
    private = places["private"].url(places["private"].save("b.txt", ContentFile(b"b")))
    assert urlsplit(public).query == ""
    query = parse_qs(urlsplit(private).query)
    assert query["X-Amz-Expires"] == ["300"]
    assert len(query["X-Amz-Signature"][0]) == 64


def test_a_private_file_is_not_in_the_public_place(
    tmp_path: Path, s3_environment: dict[str, str]
) -> None:
    places = handler(tmp_path)
    name = places["private"].save("secret.txt", ContentFile(b"s"))
    assert places["private"].exists(name)
    assert not places["default"].exists(name)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"S3_PUBLIC_BUCKET": ""}, "set S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET"),
        ({"S3_PRIVATE_BUCKET": ""}, "set S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET"),
        ({"S3_PRIVATE_BUCKET": "plan-public"}, "give each its own"),
        ({"FILE_STORAGE": "floppy"}, "“floppy”: set it to “local” or “s3”"),
    ],
)
def test_what_is_missing_is_named(
    changes: dict[str, str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = {"FILE_STORAGE": "s3", "S3_PUBLIC_BUCKET": "plan-public", "S3_PRIVATE_BUCKET": "p"}
    for name, value in {**settings, **changes}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=words):
        storages(env, tmp_path)


@pytest.mark.parametrize(
    ("changes", "hosts"),
    [
        ({"S3_PUBLIC_DOMAIN": "files.example.org"}, ["https://files.example.org"]),
        ({"S3_ENDPOINT_URL": "https://s3.example.org/"}, ["https://s3.example.org"]),
        ({}, ["https://plan-public.s3.amazonaws.com"]),
    ],
)
def test_the_content_policy_allows_the_place_of_public_files_only(
    changes: dict[str, str], hosts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {"FILE_STORAGE": "s3", "S3_PUBLIC_BUCKET": "plan-public"}
    for name, value in {**settings, **changes}.items():
        monkeypatch.setenv(name, value)
    assert media_hosts(env) == hosts
