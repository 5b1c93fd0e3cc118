"""The shared cache, and what happens when its server does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ReusedClient(RedisCacheClient):
    """Django's client of one server, made once: making it costs more than most calls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: Any = None

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """The client; threads may share it, for its connections are in a pool."""
        if self._made is None:
            self._made = super().get_client(key, write=write)
        return self._made


class ForgivingRedisCache(RedisCache):
    """Redis whose failing never fails a reader: what cannot be read counts as absent."""

    def __init__(self, server: Any, params: Any) -> None:
        super().__init__(server, params)
        self._class = ReusedClient

    def _try(self, call: Callable[[], Any], otherwise: Any) -> Any:
        """The call's result, or the fallback with a warning in the log."""
        try:
            return call()
        except RedisError:
            logger.warning("The cache server does not answer.", exc_info=True)
            return otherwise

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default."""
        return self._try(
            lambda: super(ForgivingRedisCache, self).get(key, default, version), default
        )

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Keep a value if it can be kept."""
        self._try(lambda: super(ForgivingRedisCache, self).set(key, value, *args, **kwargs), None)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Keep a value unless there is one; True as well when the server does not answer."""
        stored = self._try(
            lambda: super(ForgivingRedisCache, self).add(key, value, *args, **kwargs), True
        )
        return bool(stored)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value."""
        return bool(self._try(lambda: super(ForgivingRedisCache, self).delete(key, version), False))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """The values that are there."""
        found: dict[Any, Any] = self._try(
            lambda: super(ForgivingRedisCache, self).get_many(keys, version), {}
        )
        return found

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Count up; ValueError, as for an absent key, when the server does not answer."""
        counted = self._try(
            lambda: super(ForgivingRedisCache, self).incr(key, delta, version), None
        )
        if counted is None:
            raise ValueError(f"Key {key!r} cannot be counted up.")
        return int(counted)
