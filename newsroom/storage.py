"""Private storage: originals, thumbnails, and renditions that no reader may have yet."""

from typing import NoReturn

from django.core.files.storage import FileSystemStorage, Storage, storages


def originals() -> Storage:
    """Private storage. No address of the public site leads here; the newsroom's screens hand files out themselves."""
    return storages["originals"]


class WithoutAddress:
    """For a storage whose files have no address, not even a signed one that somebody could pass on."""

    def url(self, name: str | None, *args: object, **kwargs: object) -> NoReturn:
        """Always raises ValueError: a FileSystemStorage without base_url would give a public one."""
        raise ValueError("This file has no address: it lies in private storage.")


class PrivateFiles(WithoutAddress, FileSystemStorage):
    """On this machine's disk."""
