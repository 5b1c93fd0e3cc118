"""Migrated databases to begin from: made once for a set of migrations, then copied.

Migrating takes longer than most of the tests that need it, and every worker and every served site
would do it again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pytest_cache" / "databases"
PREFIX = "plan_template_"
#: Templates of other sets of migrations that are left on a PostgreSQL server.
KEPT = 3


@cache
def fingerprint() -> str:
    """Changes with any migration of ours, with what we depend on, and with how it is done here."""
    found = sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("*/*/migrations/*.py"))
    digest = hashlib.sha256()
    for path in [*found, ROOT / "requirements" / "test.txt", Path(__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def only_one(kind: str) -> Iterator[None]:
    """Let one process at a time make a template of this kind."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"lock-{kind}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(address: str) -> None:
    """Make all tables, that of the cache too, in processes of their own: nothing stays here."""
    with tempfile.TemporaryDirectory(prefix="plan-template-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "VAR_DIR": folder,
            "PYTHONPATH": str(ROOT),
        }
        for told in (["migrate", "-v0"], ["createcachetable"]):
            command = [sys.executable, "manage.py", *told]
            result = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            assert result.returncode == 0, result.stdout + result.stderr


def sqlite_template() -> Path:
    """A migrated SQLite file, which must not be changed."""
    target = FOLDER / f"{fingerprint()}.sqlite3"
    with only_one("sqlite"):
        if not target.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            draft = FOLDER / f"{fingerprint()}.part"
            draft.unlink(missing_ok=True)
            migrate(f"sqlite:///{draft}")
            with sqlite3.connect(draft) as connection:
                # A copy in memory knows no write-ahead log.
                connection.execute("PRAGMA journal_mode=DELETE")
            connection.close()
            draft.rename(target)
    return target


def copy_to_file(target: Path) -> None:
    """A migrated database in a file of its own."""
    shutil.copyfile(sqlite_template(), target)


def copy_to_memory(uri: str) -> sqlite3.Connection:
    """Fill a database in memory; it lives for as long as the connection given back."""
    kept = sqlite3.connect(uri, uri=True, check_same_thread=False)
    source = sqlite3.connect(f"file:{sqlite_template()}?mode=ro", uri=True)
    source.backup(kept)
    source.close()
    return kept


def server_template(connection: Any, address: str) -> str:
    """The name of a migrated PostgreSQL database, which must not be changed."""
    from psycopg import sql

    template = f"{PREFIX}{fingerprint()}"
    with only_one("postgresql"):
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC",
            [f"{PREFIX}%"],
        ).fetchall()
        present = [row[0] for row in rows]
        if template not in present:
            for old in present[KEPT:]:
                connection.execute(drop(old))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
            try:
                migrate(urlunsplit(urlsplit(address)._replace(path=f"/{template}")))
            except BaseException:
                connection.execute(drop(template))
                raise
    return template


def copy_on_server(address: str, name: str) -> None:
    """A migrated PostgreSQL database of this name, in the place of one there may be."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(address, autocommit=True) as connection:
        template = server_template(connection, address)
        # PostgreSQL copies a template for one at a time.
        with only_one("postgresql"):
            connection.execute(drop(name))
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )


@contextmanager
def empty_on_server(address: str, name: str) -> Iterator[str]:
    """Address of an empty PostgreSQL database of this name, deleted at the end."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(drop(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    finally:
        drop_on_server(address, name)


def drop_on_server(address: str, name: str) -> None:
    """Delete a database, whoever is still connected to it."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(drop(name))


def drop(name: str) -> object:
    """The statement that deletes a database."""
    from psycopg import sql

    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


def prepare(address: str) -> None:
    """Make the template for a database, so that no test waits for it."""
    if not address:
        sqlite_template()
        return
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        server_template(connection, address)


if __name__ == "__main__":
    prepare(sys.argv[1])
