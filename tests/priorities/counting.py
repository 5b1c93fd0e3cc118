"""Counts what a page costs the database."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site


def queries_of(client: Client, url: str) -> int:
    """Queries of one request, with what is kept in the cache already there."""
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def forget() -> None:
    """Empty the cache and the memory of sites, as in a fresh process."""
    cache.clear()
    Site.clear_site_root_paths_cache()
