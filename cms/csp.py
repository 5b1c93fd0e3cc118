"""Content Security Policy: strict but in Wagtail's admin, whose editor writes inline styles."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

Directives = dict[str, list[str]]


def public_directives(media_hosts: list[str]) -> Directives:
    """Nothing inline, nothing from elsewhere except files from our own storage."""
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *media_hosts],
        "media-src": [SELF, *media_hosts],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }


def admin_directives(media_hosts: list[str]) -> Directives:
    """What Wagtail's editor needs: inline scripts and styles, previews in frames."""
    return {
        **public_directives(media_hosts),
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:", *media_hosts],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "worker-src": [SELF, "blob:"],
    }


class SitePolicyMiddleware(CSPMiddleware):
    """Gives the admin its own policy, by path, whatever view answers there.

    The editor shows previews of public pages in a frame: those may stand in it.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The strict policy of the settings, or the admin's."""
        from django.conf import settings

        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if getattr(request, "is_dummy", False):
            parts.config = {**(parts.config or {}), "frame-ancestors": [SELF]}
        elif request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts
