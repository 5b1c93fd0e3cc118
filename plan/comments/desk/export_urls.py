"""Addresses of the desk's files and of the settings of letters.

To be included among the desk's own, in the namespace `plan_comments_admin`.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.comments.desk.exports import CommentExportView
from plan.comments.desk.mail_settings import MailSettingsView

urlpatterns: list[URLPattern | URLResolver] = [
    path("letters/", MailSettingsView.as_view(), name="mail_settings"),
    path("<slug:public_id>/export/", CommentExportView.as_view(), name="export"),
]
