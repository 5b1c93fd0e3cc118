"""Addresses of what is about text no longer in the plan, below those of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.comments.desk.orphans import OrphansView, OrphanView

urlpatterns: list[URLPattern | URLResolver] = [
    path("gone/", OrphansView.as_view(), name="orphans"),
    path("gone/<uuid:translation_key>/<uuid:block_id>/", OrphanView.as_view(), name="orphan"),
]
