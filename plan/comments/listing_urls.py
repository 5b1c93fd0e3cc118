"""Public addresses of lists of comments, of feeds and files, and of letters about them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from plan.comments.following.views import confirm_following, follow, stop_following
from plan.comments.letters.digest_views import stop_digest
from plan.comments.listing.downloads import comments_file
from plan.comments.listing.feeds import comments_feed
from plan.comments.listing.views import all_comments

place = "comments/<slug:public_id>/"
passage = "passages/<uuid:translation_key>/<uuid:block_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(place, all_comments, name="all_comments"),
    path(f"{place}feed.atom", comments_feed, {"kind": "atom"}, name="comments_atom"),
    path(f"{place}feed.rss", comments_feed, {"kind": "rss"}, name="comments_rss"),
    path(f"{place}comments.csv", comments_file, {"kind": "csv"}, name="comments_csv"),
    path(f"{place}comments.xlsx", comments_file, {"kind": "xlsx"}, name="comments_xlsx"),
    path(f"{place}comments.jsonl", comments_file, {"kind": "jsonl"}, name="comments_jsonl"),
    path(f"{passage}follow/", follow, name="follow_passage"),
    path("following/<int:key>/<slug:token>/", confirm_following, name="confirm_following"),
    path("following/<int:key>/<slug:token>/stop/", stop_following, name="stop_following"),
    path("digests/<int:key>/<slug:token>/stop/", stop_digest, name="stop_digest"),
]
