"""Addresses in the admin of what comes after sending, and beside it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.consultation.paper.views import preview_paper_form
from plan.consultation.views import asked_for, papers, private_links, sources


def after_sending_urls() -> list[URLPattern | URLResolver]:
    """Private links, paper, sources, and those who asked for something."""
    one = "<slug:public_id>/"
    response = f"{one}responses/<slug:reference>/"
    return [
        path(
            "form/<int:page_id>/paper/<slug:variant>.pdf",
            preview_paper_form,
            name="preview_paper_form",
        ),
        path(f"{one}sources/", sources.SourceListView.as_view(), name="sources"),
        path(f"{one}sources/<slug:code>/qr.svg", sources.source_qr, name="source_qr"),
        path(
            f"{one}sources/<slug:code>/poster-<slug:language>.pdf",
            sources.source_poster,
            name="source_poster",
        ),
        path(f"{one}paper/", papers.PaperView.as_view(), name="paper"),
        path(
            f"{response}new-link/",
            private_links.NewPrivateLinkView.as_view(),
            name="new_private_link",
        ),
        path(
            f"{one}paper-requests/",
            asked_for.PaperRequestListView.as_view(),
            name="paper_requests",
        ),
        path(f"{one}paper-requests.csv", asked_for.paper_requests_csv, name="paper_requests_csv"),
        path(f"{one}news/", asked_for.SubscriberListView.as_view(), name="subscribers"),
        path(f"{one}news.csv", asked_for.subscribers_csv, name="subscribers_csv"),
    ]
