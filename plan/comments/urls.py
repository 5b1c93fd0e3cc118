"""Public addresses of comments, in the namespace `plan:`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.comments import listing_urls
from plan.comments.views.own import (
    confirm_own_comment,
    edit_own_comment,
    own_comment,
    withdraw_own_comment,
)
from plan.comments.views.own_letter import send_own_letter
from plan.comments.views.posting import comment_on, reply_to_comment
from plan.comments.views.public import agree, comment, report

ONE = "comment/<slug:reference>/"
OWN = f"{ONE}<slug:token>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("passages/<uuid:translation_key>/<uuid:block_id>/comment/", comment_on, name="comment_on"),
    path(ONE, comment, name="comment"),
    path(f"{ONE}reply/", reply_to_comment, name="reply_to_comment"),
    path(f"{ONE}report/", report, name="report_comment"),
    path(f"{ONE}agree/", agree, name="agree_with_comment"),
    path(f"{ONE}confirm/<slug:token>/", confirm_own_comment, name="confirm_comment"),
    path(OWN, own_comment, name="own_comment"),
    path(f"{OWN}letter/", send_own_letter, name="send_own_letter"),
    path(f"{OWN}edit/", edit_own_comment, name="edit_own_comment"),
    path(f"{OWN}withdraw/", withdraw_own_comment, name="withdraw_own_comment"),
    *listing_urls.urlpatterns,
]
