"""Files as they are served: by a server of this process, to programs that know only addresses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from csvw import CSVW
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIServer
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import QuietWSGIRequestHandler
from frictionless import Package

HERE = "127.0.0.1"
Rows = list[dict[str, Any]]


@contextmanager
def served() -> Iterator[str]:
    """The site at an address of this machine, which answers one request after the other.

    It answers out of the test's own transaction: nothing has to be stored for good.
    """
    own = connections[DEFAULT_DB_ALIAS]
    own.inc_thread_sharing()
    server = WSGIServer((HERE, 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())

    def serve() -> None:
        connections[DEFAULT_DB_ALIAS] = own
        server.serve_forever(poll_interval=0.05)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        # At both ends of a request the site would close a connection that is in a transaction.
        with patch.object(own, "close_if_unusable_or_obsolete"):
            yield f"http://{HERE}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        own.dec_thread_sharing()


def stay_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no program of this process reach another machine, nor a proxy."""
    connect = socket.socket.connect

    def connect_here(one: socket.socket, address: Any) -> None:
        assert one.family == socket.AF_UNIX or address[0] == HERE, address
        connect(one, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, HERE)


def package_errors(url: str) -> list[Any]:
    """What the Frictionless validator finds of a package at an address."""
    report = Package(url).validate()
    found: list[Any] = report.flatten(["type", "rowNumber", "fieldName", "message"])
    return [*found, *report.errors]


def package_rows(url: str) -> list[int]:
    """How many rows each resource of a package has, the figures first."""
    resources: list[Any] = list(Package(url).resources)
    return [len(one.read_rows()) for one in resources]


def csvw_tables(url: str) -> list[Rows]:
    """The tables as a CSVW processor reads them; it raises for what does not conform."""
    found = CSVW(url, validate=True)
    assert found.is_valid, [str(one.message) for one in found.warnings]
    return [list(one.iterdicts(strict=True)) for one in found.tables]
