"""Private storage in an S3-compatible object store; a module of its own, as boto3 takes its time to import."""

from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]

from newsroom.storage import WithoutAddress


class PrivateBucket(WithoutAddress, S3Storage):
    """Read and written with the newsroom's keys only."""
