"""Where files are kept: on this machine's disk, or in S3-compatible object stores if the environment names buckets."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

IMMUTABLE = "public, max-age=31536000, immutable"  # a rendition's name is the hash of its content
LOCAL_MEDIA = "/media/"
_S3 = ("S3_PUBLIC_BUCKET", "S3_PRIVATE_BUCKET", "S3_PUBLIC_URL")


def file_storages(var: Path, environment: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Django's STORAGES but for static files: `default`, which readers see, and `originals`, which they never do.

    S3_PUBLIC_BUCKET, S3_PRIVATE_BUCKET and S3_PUBLIC_URL (where readers fetch the public bucket's objects) choose
    object stores; S3_ENDPOINT_URL and S3_REGION say whose, and the standard AWS_* variables carry the keys.
    Raises ImproperlyConfigured when only some of the three are given, or one bucket is to be both.
    """
    given = [name for name in _S3 if environment.get(name)]
    if not given:
        return _on_disk(var)
    if missing := [name for name in _S3 if name not in given]:
        raise ImproperlyConfigured(f"{', '.join(given)} without {', '.join(missing)}: give all or none.")
    if environment["S3_PUBLIC_BUCKET"] == environment["S3_PRIVATE_BUCKET"]:
        raise ImproperlyConfigured("S3_PUBLIC_BUCKET and S3_PRIVATE_BUCKET must be two buckets.")
    return _in_buckets(environment)


def media_url(environment: Mapping[str, str] = os.environ) -> str:
    """Where public files are: a path of this site, or the object store's (or its CDN's) address. Ends with a slash."""
    return (
        environment.get("S3_PUBLIC_URL", "").rstrip("/") + "/"
        if environment.get("S3_PUBLIC_URL")
        else LOCAL_MEDIA
    )


def _on_disk(var: Path) -> dict[str, dict[str, Any]]:
    private = {
        "location": var / "private",
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "originals": {"BACKEND": "newsroom.storage.PrivateFiles", "OPTIONS": private},
    }


def _in_buckets(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    scheme, _colon, place = media_url(environment).rstrip("/").partition("://")
    if scheme not in ("http", "https") or not place:
        raise ImproperlyConfigured("S3_PUBLIC_URL must be an address like https://media.example.com.")
    store = {
        "endpoint_url": environment.get("S3_ENDPOINT_URL") or None,
        "region_name": environment.get("S3_REGION") or None,
        # The bucket's own policy says who may read it; many stores know no ACLs.
        "default_acl": None,
        # A name is the hash of the content: writing it again writes the same.
        "file_overwrite": True,
    }
    public = {
        "bucket_name": environment["S3_PUBLIC_BUCKET"],
        "custom_domain": place,
        "url_protocol": f"{scheme}:",
        "querystring_auth": False,
        "object_parameters": {"CacheControl": IMMUTABLE},
    }
    private = {
        "bucket_name": environment["S3_PRIVATE_BUCKET"],
        "object_parameters": {"CacheControl": "private, no-store"},
    }
    return {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": store | public},
        "originals": {"BACKEND": "newsroom.buckets.PrivateBucket", "OPTIONS": store | private},
    }
