"""Production refuses to start half configured, and says what to set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "k9Q2mX7vT4zR8wLp" * 4
COMPLETE = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "plan.example",
    "BASE_URL": "https://plan.example",
    "DATABASE_URL": "postgres://plan@127.0.0.1/plan",
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
}


def python(
    root: Path, folder: Path, arguments: list[str], **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run Python with production's environment, changed."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment = {**kept, **COMPLETE, "VAR_DIR": str(folder), **changes}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is too weak"),
        ({"SECRET_KEY": f"demonstration-{SECRET}"}, "SECRET_KEY is too weak"),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "Set ALLOWED_HOSTS"),
        ({"BASE_URL": "http://plan.example"}, "Set BASE_URL"),
    ],
)
def test_it_refuses_what_is_weak_or_missing(
    changes: dict[str, str], words: str, root: Path, tmp_path: Path
) -> None:
    result = python(root, tmp_path, ["-c", "import cms.settings.production"], **changes)
    assert result.returncode == 1
    assert words in result.stderr


def test_a_complete_environment_passes_the_deployment_check(root: Path, tmp_path: Path) -> None:
    arguments = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = python(root, tmp_path, arguments)
    assert result.stderr.strip() in {"", "System check identified no issues (0 silenced)."}
    assert result.returncode == 0


def test_the_environment_chooses_cache_mail_and_files(root: Path, tmp_path: Path) -> None:
    script = (
        "from cms.settings import production as p;"
        "print(p.CACHES['default']['BACKEND'], p.EMAIL_HOST, p.EMAIL_PORT,"
        " p.STORAGES['private']['OPTIONS']['bucket_name'], p.DEFAULT_FROM_EMAIL)"
    )
    result = python(
        root,
        tmp_path,
        ["-c", script],
        REDIS_URL="redis://127.0.0.1:1/0",
        EMAIL_URL="smtp://mail.example:2525",
        FILE_STORAGE="s3",
        S3_PUBLIC_BUCKET="open",
        S3_PRIVATE_BUCKET="closed",
    )
    assert result.stdout.split() == [
        "cms.caches.ForgivingRedisCache",
        "mail.example",
        "2525",
        "closed",
        "noreply@plan.example",
    ]
