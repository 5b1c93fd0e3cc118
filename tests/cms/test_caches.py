"""A cache server that does not answer fails nobody."""

from __future__ import annotations

import pytest

from cms.caches import ForgivingRedisCache


@pytest.fixture
def cache() -> ForgivingRedisCache:
    """A cache whose server is not there: nothing listens on port 1."""
    options = {"OPTIONS": {"socket_connect_timeout": 1}}
    return ForgivingRedisCache("redis://127.0.0.1:1/0", options)


def test_reading_counts_as_absent(cache: ForgivingRedisCache) -> None:
    assert cache.get("key") is None
    assert cache.get("key", "otherwise") == "otherwise"
    assert cache.get_many(["a", "b"]) == {}


def test_writing_is_let_go(cache: ForgivingRedisCache) -> None:
    cache.set("key", "value")
    assert cache.add("key", "value") is True
    assert cache.delete("key") is False
    assert cache.get_or_set("key", lambda: "made", 5) == "made"


def test_counting_fails_as_for_an_absent_key(cache: ForgivingRedisCache) -> None:
    with pytest.raises(ValueError, match="cannot be counted up"):
        cache.incr("key")


def test_the_log_says_so(cache: ForgivingRedisCache, caplog: pytest.LogCaptureFixture) -> None:
    cache.get("key")
    assert [record.getMessage() for record in caplog.records] == [
        "The cache server does not answer."
    ]
