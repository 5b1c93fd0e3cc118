"""Addresses of the pages for figures, below the admin's."""

from __future__ import annotations

from django.urls import URLPattern, path

from priorities.desk.areas_view import AreaFileView
from priorities.desk.batch_view import BatchView, EndView
from priorities.desk.grid_view import GridView
from priorities.desk.mapping_view import MappingView
from priorities.desk.profiles_view import ProfileListView, ProfileView
from priorities.desk.tokens_view import RevokeTokenView, TokensView
from priorities.desk.upload_view import BatchListView, UploadView

urlpatterns: list[URLPattern] = [
    path("", BatchListView.as_view(), name="batches"),
    path("upload/", UploadView.as_view(), name="upload"),
    path("type/", GridView.as_view(), name="type"),
    path("profiles/", ProfileListView.as_view(), name="profiles"),
    path("profiles/<uuid:public_id>/", ProfileView.as_view(), name="profile"),
    path("keys/", TokensView.as_view(), name="tokens"),
    path("keys/<int:pk>/revoke/", RevokeTokenView.as_view(), name="revoke_token"),
    path("areas/", AreaFileView.as_view(), name="area_file"),
    path("<uuid:public_id>/", BatchView.as_view(), name="batch"),
    path("<uuid:public_id>/mapping/", MappingView.as_view(), name="mapping"),
    path("<uuid:public_id>/end/", EndView.as_view(), name="end"),
]
