"""The site's addresses with Wagtail's API v3 beside them, as a host may have it."""

from __future__ import annotations

from django.urls import path
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as site_urls

urlpatterns = [path("api/v3/", api.urls), *site_urls]
