"""Private files go to those with rights to them, and nobody else gets at a public copy."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import default_storage, storages
from django.test import Client
from wagtail.models import Collection, GroupCollectionPermission

from home.models import User
from home.storage import PlacedStorage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def colleague(db: None) -> User:
    """Somebody with an account and no rights."""
    return User.objects.create_user("colleague@example.org", "secret")


def allow(user: User, codename: str) -> None:
    """Give a right on the root collection."""
    group = Group.objects.create(name=codename)
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename=codename),
    )
    user.groups.add(group)


def test_a_public_document(client: Client) -> None:
    document = factories.make_document(content=b"for all")
    assert b"".join(client.get(document.url)) == b"for all"
    assert default_storage.exists(document.file.name)
    assert document.file.name.startswith("documents/")


def test_a_private_document(client: Client, colleague: User) -> None:
    document = factories.make_document(content=b"for few", is_private=True)
    assert document.file.name.startswith("private/documents/")
    assert storages["private"].exists(document.file.name.removeprefix("private/"))
    assert not default_storage.exists(document.file.name)
    assert client.get(f"/media/{document.file.name}").status_code == 404
    anonymous = client.get(document.url)
    assert anonymous.status_code == 302
    assert "login" in anonymous["Location"]
    client.force_login(colleague)
    assert client.get(document.url).status_code == 403
    allow(colleague, "choose_document")
    response = client.get(document.url)
    assert b"".join(response) == b"for few"
    assert response["Cache-Control"] == "private, no-store"


def test_a_private_image_and_its_copies(client: Client, colleague: User) -> None:
    image = factories.make_image(is_private=True)
    rendition = image.get_rendition("max-32x32")
    for file in (image.file, rendition.file):
        assert file.name.startswith("private/")
        assert not default_storage.exists(file.name)
        assert storages["private"].exists(file.name.removeprefix("private/"))
    assert rendition.url == f"/en/private-images/{rendition.pk}/"
    assert client.get(rendition.url).status_code == 302
    client.force_login(colleague)
    assert client.get(rendition.url).status_code == 403
    allow(colleague, "choose_image")
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert client.get("/en/private-images/0/").status_code == 404


def test_an_image_moves_when_its_flag_changes() -> None:
    image = factories.make_image()
    copy = image.get_rendition("max-32x32")
    public, public_copy = image.file.name, copy.file.name
    with factories.committing():
        image.is_private = True
        image.save()
    assert image.file.name == f"private/{public}"
    assert not default_storage.exists(public)
    assert not default_storage.exists(public_copy)
    assert not image.renditions.exists()
    assert factories.fresh(image).file.read()[:4] == b"\x89PNG"
    with factories.committing():
        image.is_private = False
        image.save()
    assert image.file.name == public
    assert default_storage.exists(public)
    assert not storages["private"].exists(public)
    assert image.get_rendition("max-32x32").url.startswith("/media/images/")


def test_a_file_that_is_missing_hinders_nobody() -> None:
    document = factories.make_document()
    default_storage.delete(document.file.name)
    document.is_private = True
    document.save()
    assert factories.fresh(document).is_private


def test_the_storage_hands_everything_on() -> None:
    storage = PlacedStorage()
    document = factories.make_document(content=b"1234", is_private=True)
    name = document.file.name
    assert storage.size(name) == 4
    assert storage.path(name).endswith(name.removeprefix("private/"))
    assert "/private/" in storage.path(name)
    assert storage.get_modified_time(name)
    with pytest.raises(NotImplementedError, match="no address of its own"):
        storage.url(name)
    assert str(document) == document.title
    assert str(factories.make_image(title="View")) == "View"
