"""Public addresses of commitments' owners, in the namespace `plan:`."""

from __future__ import annotations

from django.urls import path

from priorities.commitments import owner_views

urlpatterns = [
    path("commitments/owner/", owner_views.owner, name="owner"),
    path("commitments/owner/link/<str:token>/", owner_views.owner_link, name="owner_link"),
    path("commitments/owner/sign-out/", owner_views.sign_out, name="owner_sign_out"),
    path("commitments/owner/resume/", owner_views.owner_resume, name="owner_resume"),
    path("commitments/owner/<uuid:public_id>/", owner_views.owner_update, name="owner_update"),
    path(
        "commitments/reminders/<int:key>/<str:token>/stop/",
        owner_views.stop_reminders,
        name="stop_reminders",
    ),
]
