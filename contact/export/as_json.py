"""JSON for programs: what was written, unaltered, and times with their zone (RFC 8259, RFC 3339)."""

import json
from collections.abc import Iterable, Iterator

from contact.export.columns import Column
from contact.export.rows import Row

TYPE = "application/json"


def json_chunks(columns: list[Column], batches: Iterable[list[Row]]) -> Iterator[bytes]:
    """Yield one array, an object for each inquiry, piece by piece."""
    yield b"["
    before = "\n"
    for batch in batches:
        texts = [json.dumps({column.key: column.raw(row) for column in columns}, ensure_ascii=False) for row in batch]
        if texts:
            yield (before + ",\n".join(texts)).encode("utf-8", "surrogatepass")
            before = ",\n"
    yield b"\n]\n"
