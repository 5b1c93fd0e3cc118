"""Images and documents with a flag that keeps a file out of public storage."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

PRIVATE_HELP = _("Only people signed in with the right role can open a private file.")


class CustomImage(AbstractImage):
    """An image; its content hash is Wagtail's `file_hash`."""

    is_private = models.BooleanField(_("private"), default=False, help_text=PRIVATE_HELP)

    admin_form_fields = (*Image.admin_form_fields, "is_private")


class CustomRendition(AbstractRendition):
    """A resized copy of an image."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="home_unique_rendition",
            )
        ]


class CustomDocument(AbstractDocument):
    """A document; its content hash is Wagtail's `file_hash`."""

    is_private = models.BooleanField(_("private"), default=False, help_text=PRIVATE_HELP)

    admin_form_fields = (*Document.admin_form_fields, "is_private")
