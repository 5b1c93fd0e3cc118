"""The host's addresses: its sign-in, the plugin's, then Wagtail's pages."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.views import LoginView
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

public = [
    *([path("our-plans/", include("plan.urls"))] if settings.HAS_PLAN else []),
    path("", include(wagtail_urls)),
]
urlpatterns = [
    path("members/sign-in/", LoginView.as_view(template_name="front/sign_in.html")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *(i18n_patterns(*public) if settings.HAS_LANGUAGES else public),
]
