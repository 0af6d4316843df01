"""The journal in an object store (S3 and compatible), one object for each line, for a site on several hosts."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile
from typing import Any

from cluster_cms import clock
from cluster_cms.erasures.lines import (
    BEGINNING,
    Head,
    JournalBroken,
    Line,
    NotContinued,
    Step,
    following,
    is_head,
    read_chain,
)

LAST = 10**12  # more lines than there will ever be
AT_ONCE = 16  # parallel requests
TAKEN = {"PreconditionFailed", "ConditionalRequestConflict"}  # another host was quicker, or is writing just now


class BucketJournal:
    """A journal in a bucket, below a folder of it; `storage` is a django-storages S3Storage."""

    def __init__(self, storage: Any) -> None:
        self.client = storage.connection.meta.client
        self.bucket = storage.bucket_name
        self.folder = storage.location.strip("/") or "erasures"

    def append(self, steps: Iterable[Step]) -> None:
        """Add lines, one after another. Raises OSError when that cannot be done."""
        head = self.newest()
        for step in steps:
            while not self.put((line := next(following([step], head))).encode(), line.position):
                head = self.newest()
            head = Head(line.position, line.row_hash)

    def put(self, raw: bytes, position: int) -> bool:
        """Write a line where there is none yet; tell whether it was written."""
        with as_oserror():
            try:
                self.client.put_object(Bucket=self.bucket, Key=self.key(position), Body=raw, IfNoneMatch="*")
            except self.client.exceptions.ClientError as error:
                if error.response["Error"]["Code"] not in TAKEN:
                    raise
                return False
        return True

    def newest(self) -> Head:
        """Return the head of the chain as it is now. Raises OSError, or JournalBroken."""
        with as_oserror():
            found = self.client.list_objects_v2(Bucket=self.bucket, Prefix=f"{self.folder}/", MaxKeys=1)
        if not found.get("Contents"):
            return Head()
        key = found["Contents"][0]["Key"]
        try:
            return Head(LAST - int(key.rpartition("/")[2]), Line.decode(self.get(key)).row_hash)
        except ValueError as error:
            raise JournalBroken("the folder of the erasure journal holds something else") from error

    def lines(self, after: Head = BEGINNING) -> Iterator[tuple[Line, str]]:
        """Yield each line behind a head with its hash.

        Raises JournalBroken, NotContinued, or OSError when the store does not answer.
        """
        last = self.key(after.length) if after != BEGINNING else ""
        names = list(takewhile(lambda name: not last or name <= last, self.listed()))
        if last and not (names and names.pop() == last and is_head(self.get(last), after)):
            raise NotContinued(f"the erasure journal does not continue from its line {after.length}")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from read_chain(pool.map(self.get, reversed(names)), after)

    def listed(self) -> Iterator[str]:
        """Yield the name of each line, the newest first; the store is asked for no more of them than are taken."""
        with as_oserror():
            pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=f"{self.folder}/")
            for page in pages:
                yield from (found["Key"] for found in page.get("Contents", []))

    def get(self, key: str) -> bytes:
        with as_oserror():
            return bytes(self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read())

    def key(self, position: int) -> str:
        return f"{self.folder}/{LAST - position:012}"

    def takes_lines(self) -> bool:
        """Tell whether the store answers; only the next line shows whether it may be written."""
        try:
            with as_oserror():
                self.client.head_bucket(Bucket=self.bucket)
        except OSError:
            return False
        return True

    def set_aside(self) -> None:
        """Keep it below another folder; the next line begins a new one."""
        aside = f"{self.folder}-{clock.now():%Y%m%d%H%M%S}"
        with as_oserror():
            for key in list(self.listed()):
                kept = f"{aside}/{key.rpartition('/')[2]}"
                self.client.copy_object(Bucket=self.bucket, Key=kept, CopySource={"Bucket": self.bucket, "Key": key})
                self.client.delete_object(Bucket=self.bucket, Key=key)


@contextmanager
def as_oserror() -> Iterator[None]:
    """Raise OSError for any error of the store, so that an erasure is refused as with a full disk.

    The store's own errors have no common base class but Exception, and their messages may hold addresses and key names.
    """
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"the object store of the erasure journal failed ({type(error).__name__})") from error
