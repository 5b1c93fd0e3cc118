"""Addresses of the bare site."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def bare(request: HttpRequest) -> HttpResponse:
    """Nothing but a response."""
    return HttpResponse("<!DOCTYPE html><title>Bare</title>")


urlpatterns = [path("health/", bare), path("bare/", bare)]
