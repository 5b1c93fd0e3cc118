"""Addresses of the desk, below the admin's."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.comments.desk import export_urls, orphan_urls
from plan.comments.desk.answer_view import AnswerView
from plan.comments.desk.bulk_view import BulkView
from plan.comments.desk.comment_view import CommentView
from plan.comments.desk.erase_view import EraseView
from plan.comments.desk.figures_view import FiguresListView, FiguresView
from plan.comments.desk.followers_view import EraseFollowersView
from plan.comments.desk.queue_view import QueueView, next_comment
from plan.comments.desk.settings_view import SettingsView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", QueueView.as_view(), name="queue"),
    path("next/", next_comment, name="next"),
    path("bulk/", BulkView.as_view(), name="bulk"),
    path("answer/", AnswerView.as_view(), name="answer"),
    *orphan_urls.urlpatterns,
    *export_urls.urlpatterns,
    path("followers/erase/", EraseFollowersView.as_view(), name="erase_followers"),
    path("figures/", FiguresListView.as_view(), name="figures"),
    path("figures/<slug:public_id>/", FiguresView.as_view(), name="consultation_figures"),
    path("settings/<slug:public_id>/", SettingsView.as_view(), name="settings"),
    path("comment/<slug:reference>/", CommentView.as_view(), name="comment"),
    path("comment/<slug:reference>/erase/", EraseView.as_view(), name="erase"),
]
