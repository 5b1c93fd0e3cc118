"""Images and documents with a flag that keeps a file out of public storage."""

from __future__ import annotations

import logging
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    get_upload_to,
)

from home.storage import PlacedStorage, is_private_name, placed_name

logger = logging.getLogger(__name__)

PRIVATE_HELP = _("Only people signed in with the right role can open a private file.")


class PlacedFileMixin(models.Model):
    """Keeps the file where its flag says, and moves it when the flag changes."""

    file: Any  # the field of every model that has this mixin
    is_private = models.BooleanField(_("private"), default=False, help_text=PRIVATE_HELP)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, then move the file if it is in the other place."""
        super().save(*args, **kwargs)
        file = self.file
        if file and is_private_name(file.name) != self.is_private:
            self.move_file(file)

    def move_file(self, file: Any) -> None:
        """Copy the file to its other place; the old one goes once that is certain."""
        old, storage = file.name, file.storage
        name = file.field.generate_filename(self, PurePosixPath(old).name)
        try:
            with storage.open(old) as content:
                file.name = storage.save(name, content, max_length=file.field.max_length)
        except FileNotFoundError:
            logger.warning("The file of %s is missing and was not moved.", self)
            return
        type(self)._default_manager.filter(pk=self.pk).update(file=file.name)
        transaction.on_commit(lambda: storage.delete(old))
        self.file_moved()

    def file_moved(self) -> None:
        """What else must happen when the file has changed its place."""


class CustomImage(PlacedFileMixin, AbstractImage):
    """An image; its content hash is Wagtail's `file_hash`."""

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        storage=PlacedStorage(),
    )

    admin_form_fields = (*Image.admin_form_fields, "is_private")

    class Meta(AbstractImage.Meta):
        pass

    def __str__(self) -> str:
        return self.title

    def get_upload_to(self, filename: str) -> str:
        """Wagtail's own folder, in the public or the private place."""
        return placed_name(super().get_upload_to(filename), is_private=self.is_private)

    def file_moved(self) -> None:
        """Resized copies are in the old place: they are made again when needed."""
        for rendition in self.renditions.all():
            rendition.delete()


class CustomRendition(AbstractRendition):
    """A resized copy of an image, kept where the image is."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="home_unique_rendition",
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Wagtail's own folder, in the place of the image."""
        return placed_name(super().get_upload_to(filename), is_private=self.image.is_private)

    @property
    def url(self) -> str:
        """Public address, or for a private image that of a view which asks who is there."""
        if is_private_name(self.file.name or ""):
            return reverse("private_image", args=[self.pk])
        return str(super().url)


def document_upload_to(document: CustomDocument, filename: str) -> str:
    """Where a document is kept."""
    return placed_name(f"documents/{filename}", is_private=document.is_private)


class CustomDocument(PlacedFileMixin, AbstractDocument):
    """A document; its content hash is Wagtail's `file_hash`."""

    file = models.FileField(_("file"), upload_to=document_upload_to, storage=PlacedStorage())

    admin_form_fields = (*Document.admin_form_fields, "is_private")

    class Meta(AbstractDocument.Meta):
        pass

    def __str__(self) -> str:
        return self.title
