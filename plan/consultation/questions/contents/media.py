"""Pictures and films between questions.

Which file is shown may differ from language to language, so it stands with the words of a
version, by its primary key. Whether the public may see it is asked each time it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from plan.blocks.passages import newest
from plan.consultation.definition import ContentDefinition
from plan.consultation.questions.base import ContentType, show_if_block
from plan.consultation.questions.contents.blocks import FEATURES, ContentBlock
from plan.files import public_file

KEPT_PRIVATE = _("This file is kept private. Choose one that the public may see.")
ONE_FILM = _("Give exactly one: a file, or the address of the film on your own host.")


def key_of(file: Any) -> str:
    """A file as it is stored with the words; empty where there is none."""
    return str(file.pk) if file is not None else ""


def public_files(model: Any, content: ContentDefinition, *names: str) -> dict[str, Any]:
    """The files that these words name; None for each that is gone or not public."""
    keys = {name: int(content.texts.get(name) or 0) for name in names}
    wanted = [key for key in keys.values() if key]
    found: Mapping[int, Any] = model.objects.in_bulk(wanted) if wanted else {}
    return {name: public_file(found.get(key)) for name, key in keys.items()}


def refuse_private(value: Any, *names: str) -> dict[str, ValidationError]:
    """An error for each of these files that the public may not see."""
    chosen = {name: value.get(name) for name in names}
    return {
        name: ValidationError(KEPT_PRIVATE)
        for name, file in chosen.items()
        if file is not None and public_file(file) is None
    }


class ImageContentBlock(ContentBlock):
    """A picture with its alternative text and a caption."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=300)
    show_if = show_if_block()

    def clean(self, value: Any) -> Any:
        """Refuse a picture that is kept private."""
        cleaned = super().clean(value)
        if errors := refuse_private(cleaned, "image"):
            raise StructBlockValidationError(errors)
        return cleaned

    def get_preview_value(self) -> Any:
        """The newest public image, for there is none that every site has."""
        return self.normalize({"image": newest(get_image_model()), "caption": "A caption"})

    class Meta:
        icon = "image"
        label = _("image")
        description = _("Say in the alternative text what people who cannot see it must know.")


class FilmBlock(ContentBlock):
    """A film, in a file of ours or on the owner's own host."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    file = DocumentChooserBlock(label=_("video file"), required=False)
    url = blocks.URLBlock(
        label=_("or address of the video"),
        required=False,
        help_text=_("On your own host. Nothing is loaded from there before the reader agrees."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse two films or none, and files that are kept private."""
        cleaned = super().clean(value)
        errors = refuse_private(cleaned, "file", "captions")
        if (cleaned["file"] is None) is not bool(cleaned["url"]):
            errors["file"] = ValidationError(ONE_FILM)
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


class VideoContentBlock(FilmBlock):
    """A film with captions and a transcript."""

    captions = DocumentChooserBlock(label=_("captions (WebVTT)"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=FEATURES,
        help_text=_("What is said and shown, for those who cannot hear or see it."),
    )
    show_if = show_if_block()

    def get_preview_value(self) -> Any:
        """The newest public document stands for the film."""
        given = {"title": "A film", "file": newest(get_document_model()), "url": ""}
        return self.normalize({**given, "captions": None, "transcript": "<p>Welcome.</p>"})

    class Meta:
        icon = "media"
        label = _("video")
        description = _("Captions and transcript are for everybody who cannot listen now.")


class BslContentBlock(FilmBlock):
    """The same in British Sign Language."""

    show_if = show_if_block()

    def get_preview_value(self) -> Any:
        """The newest public document stands for the film."""
        title = "These questions in British Sign Language"
        return self.normalize({"title": title, "file": newest(get_document_model()), "url": ""})

    class Meta:
        icon = "media"
        label = _("British Sign Language")
        description = _("The questions that follow, signed.")


class ImageContent(ContentType):
    """A picture."""

    name = "content_image"
    label = _("image")
    block_class = ImageContentBlock
    template = "plan/consultation/contents/image.html"

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """Which picture, what it shows, and its caption; what is decorative shows nothing."""
        image = value["image"]
        is_decorative = getattr(image, "decorative", False)
        alternative = "" if is_decorative else getattr(image, "contextual_alt_text", None)
        return {
            "image": key_of(image),
            "alternative": alternative or "",
            "caption": value["caption"] or "",
        }

    def context(self, content: ContentDefinition) -> dict[str, Any]:
        """The picture, if the public may see it."""
        return public_files(get_image_model(), content, "image")


class VideoContent(ContentType):
    """A film."""

    name = "content_video"
    label = _("video")
    block_class: ClassVar[type[blocks.StructBlock]] = VideoContentBlock
    template = "plan/consultation/contents/video.html"

    def settings(self, value: Any) -> dict[str, Any]:
        """Where the film lies, if not with us."""
        return {"url": value["url"] or ""}

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """Title and transcript, and which files."""
        transcript = value.get("transcript")
        return {
            "title": value["title"],
            "file": key_of(value["file"]),
            "captions": key_of(value.get("captions")),
            "transcript": transcript.source if transcript else "",
        }

    def context(self, content: ContentDefinition) -> dict[str, Any]:
        """Film and captions, if the public may see them, and the language they are in."""
        files = public_files(get_document_model(), content, "file", "captions")
        return {**files, "language": get_language()}


class BslContent(VideoContent):
    """The same in British Sign Language."""

    name = "content_bsl"
    label = _("British Sign Language")
    block_class = BslContentBlock


TYPES = [ImageContent(), VideoContent(), BslContent()]
