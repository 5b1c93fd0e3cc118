"""The host's front page, which takes any page below it."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class FrontPage(Page):
    """A front page of the host's own."""

    welcome = models.CharField(max_length=100, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("welcome")]  # noqa: RUF012  # as hosts write
    template = "front/front_page.html"
