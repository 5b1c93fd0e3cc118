"""URLs of the reference site's own views."""

from __future__ import annotations

from django.urls import path

from home.private_files import private_image
from home.views import home_page, search

urlpatterns = [
    path("search/", search, name="site_search"),
    path("home/", home_page, name="home_page"),
    path("private-images/<int:pk>/", private_image, name="private_image"),
]
