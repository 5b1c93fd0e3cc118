"""Addresses of the desk of commitments, in the namespace `plan_commitments_admin:`."""

from __future__ import annotations

from django.urls import path

from priorities.commitments import desk
from priorities.reports import desk as reports
from priorities.reports import period_desk

urlpatterns = [
    path("", desk.ListView.as_view(), name="list"),
    path("updates/", desk.UpdatesView.as_view(), name="updates"),
    path("updates/<int:key>/", desk.UpdateView.as_view(), name="update"),
    path("owners/<uuid:public_id>/", desk.OwnersView.as_view(), name="owners"),
    path("owners/<int:key>/remove/", desk.remove, name="remove_owner"),
    path("periods/", reports.PeriodsView.as_view(), name="periods"),
    path("periods/<int:key>/", reports.PeriodView.as_view(), name="period"),
    path("periods/<int:key>/edit/", period_desk.EditView.as_view(), name="edit_period"),
    path("periods/<int:key>/cancel/", period_desk.CancelView.as_view(), name="cancel_period"),
    path("periods/<int:key>/freeze/", period_desk.FreezeView.as_view(), name="freeze_period"),
]
