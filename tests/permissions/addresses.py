"""Finds every address of ours: what our URL modules, admin hooks and viewsets add to the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

PACKAGES = ("plan", "priorities", "home", "cms")
MODULES = ("plan.urls", "home.urls", "cms.urls")


def is_of_package(name: str) -> bool:
    """Whether a module belongs to one of our packages."""
    return name.split(".", 1)[0] in PACKAGES


def our_addresses() -> dict[str, URLPattern]:
    """Every pattern of ours by its full name; by its route where it has none."""
    return dict(walk(get_resolver(), "", "", ""))


def walk(
    resolver: URLResolver, namespace: str, route: str, module: str
) -> Iterator[tuple[str, URLPattern]]:
    """The patterns below a resolver; `module` is the one that lists them."""
    for found in resolver.url_patterns:
        here = f"{route}{found.pattern}"
        if isinstance(found, URLResolver):
            inner = ":".join(filter(None, (namespace, found.namespace or "")))
            name = getattr(found.urlconf_name, "__name__", "")
            yield from walk(found, inner, here, name or module)
        elif is_ours(found, module or "cms.urls"):
            yield ":".join(filter(None, (namespace, found.name or ""))) or here, found


def is_ours(pattern: URLPattern, module: str) -> bool:
    """Listed by one of our modules, answered by one of our views, or about one of our models."""
    view = pattern.callback
    if module in MODULES:
        return True
    owner = getattr(view, "view_class", view)
    return is_of_package(owner.__module__) or is_about_us(getattr(view, "view_initkwargs", {}))


def is_about_us(settings: dict[str, Any]) -> bool:
    """Whether a generic view is set up for a model of ours."""
    model = settings.get("model")
    if isinstance(model, str):
        model = apps.get_model(model)
    return model is not None and is_of_package(model.__module__)
