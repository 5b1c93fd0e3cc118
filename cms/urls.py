"""URLs of the reference site: plan.urls stands before Wagtail's catch-all."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.static import serve
from health_check.views import HealthCheckView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.private_files import document
from home.sitemaps import robots, sitemap, sitemap_index

SignIn = RedirectView.as_view(pattern_name="account_login", query_string=True)

handler400 = "home.errors.bad_request"
handler500 = "home.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<slug:section>.xml", sitemap, name="sitemap"),
    path("health/", HealthCheckView.as_view(checks=["health_check.checks.Database"])),
    # Wagtail's own sign-in asks for no second factor: it must not stay open beside ours.
    path("admin/login/", SignIn),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/<str:document_filename>", document),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("allauth.urls")),
    path("t/", include("plan.consultation.short_urls")),
]
if settings.SERVE_MEDIA:
    media = settings.MEDIA_URL.lstrip("/")
    urlpatterns.append(path(f"{media}<path:path>", serve, {"document_root": settings.MEDIA_ROOT}))
urlpatterns += i18n_patterns(
    path("", include("home.urls")),
    path("", include("plan.urls")),
    path("", include(wagtail_urls)),
)
