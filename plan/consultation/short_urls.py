"""Short addresses for print. Include them outside the language prefix:

path("t/", include("plan.consultation.short_urls"))
"""

from __future__ import annotations

from django.urls import path

from plan.consultation.sources.views import short_address

app_name = "plan_short"

urlpatterns = [
    path("<slug:public_id>/<slug:code>", short_address, name="source"),
]
