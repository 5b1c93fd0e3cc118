"""Where files go: local folders by default, or S3-compatible storage with two separate buckets.

`default` holds what anybody may fetch; `private` holds what only a signed, short-lived address
opens. They are separate places, so that no mistake with one file's rights makes it public.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

#: Seconds for which the address of a private file works.
PRIVATE_ADDRESS_SECONDS = 300


def storages(env: Env, var_dir: Path) -> dict[str, dict[str, Any]]:
    """Places of public and private files; ImproperlyConfigured names what is missing."""
    kind = env.str("FILE_STORAGE", default="local")
    if kind == "local":
        return local(var_dir)
    if kind == "s3":
        return s3(env)
    raise ImproperlyConfigured(f"FILE_STORAGE is “{kind}”: set it to “local” or “s3”.")


def local(var_dir: Path) -> dict[str, dict[str, Any]]:
    """Two folders; the private one has no public address."""
    backend = "django.core.files.storage.FileSystemStorage"
    return {
        "default": {"BACKEND": backend},
        "private": {
            "BACKEND": "cms.private_files.UnaddressedStorage",
            "OPTIONS": {"location": str(var_dir / "private")},
        },
    }


def s3(env: Env) -> dict[str, dict[str, Any]]:
    """Two buckets: plain addresses for the public one, signed ones for the private one."""
    public, private = env.str("S3_PUBLIC_BUCKET", ""), env.str("S3_PRIVATE_BUCKET", "")
    if not public or not private:
        raise ImproperlyConfigured(
            "FILE_STORAGE is “s3”: set S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET too."
        )
    if public == private:
        raise ImproperlyConfigured(
            "S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET name the same bucket: give each its own."
        )
    common = {
        "endpoint_url": env.str("S3_ENDPOINT_URL", "") or None,
        "region_name": env.str("S3_REGION", "") or None,
        "access_key": env.str("S3_ACCESS_KEY", "") or None,
        "secret_key": env.str("S3_SECRET_KEY", "") or None,
        "addressing_style": env.str("S3_ADDRESSING_STYLE", "auto"),
        "file_overwrite": False,
        "default_acl": None,
    }
    return {
        "default": bucket(
            {
                **common,
                "bucket_name": public,
                "querystring_auth": False,
                "custom_domain": env.str("S3_PUBLIC_DOMAIN", "") or None,
            }
        ),
        "private": bucket(
            {
                **common,
                "bucket_name": private,
                "querystring_auth": True,
                "querystring_expire": PRIVATE_ADDRESS_SECONDS,
                "signature_version": "s3v4",
            }
        ),
    }


def bucket(options: dict[str, Any]) -> dict[str, Any]:
    """One entry of `STORAGES`."""
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def media_hosts(env: Env) -> list[str]:
    """Other hosts that public files come from, for the Content Security Policy."""
    if env.str("FILE_STORAGE", default="local") != "s3":
        return []
    domain, endpoint = env.str("S3_PUBLIC_DOMAIN", ""), env.str("S3_ENDPOINT_URL", "")
    if domain:
        return [f"https://{domain}"]
    if endpoint:
        return [endpoint.rstrip("/")]
    return [f"https://{env.str('S3_PUBLIC_BUCKET', '')}.s3.amazonaws.com"]
