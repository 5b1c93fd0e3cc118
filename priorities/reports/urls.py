"""Public addresses of reports, in the namespace `plan:`."""

from __future__ import annotations

from django.urls import path

from priorities.reports import views

urlpatterns = [
    path("reports/<uuid:public_id>/", views.report, name="report"),
    path("reports/<uuid:public_id>/report.pdf", views.report_file, name="report_pdf"),
]
