"""URLs of the plugin; include them before Wagtail's catch-all, below the language prefix."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.contributors import contributors
from plan.open_api.api import api_urls
from plan.views.brand import brand
from plan.views.draft_links import draft
from plan.views.passages import passage
from plan.views.whole_plan import whole_plan

app_name = "plan"

urlpatterns: list[URLPattern | URLResolver] = [
    path("passages/<uuid:translation_key>/<uuid:block_id>/", passage, name="passage"),
    path("whole-plan/<uuid:translation_key>/", whole_plan, name="whole_plan"),
    path("drafts/<str:token>/", draft, name="draft"),
    path("brand.css", brand, name="brand"),
    *api_urls(),
    *(url for contributor in contributors() for url in contributor.urls()),
]
