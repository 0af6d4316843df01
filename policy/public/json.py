"""The ledger for programs: the chain and its rows as JSON, and the Link header. Described in docs/policy-ledger.md."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from django.http import HttpResponse

from cluster_cms.pages.languages import LANGUAGES
from policy.ledger.revision_status import RevisionStatus
from policy.models.revisions import ChainedRow, PolicyRevision
from policy.public.register import Register
from policy.text.rendering import plain_text

FORMAT = 1  # grows when a member changes its meaning or goes; new members may come at any time
Data = dict[str, Any]


def history(register: Register) -> HttpResponse:
    """Return the chain, oldest row first, with everything that the hashes cover but the texts."""
    addresses = register.addresses
    rows = chain_of(register)
    return answer(
        {
            "format": FORMAT,
            "policy": addresses.whole(addresses.current),
            "in_force": register.in_force and register.in_force.revision.number,
            "next_effect_at": register.next_change and register.next_change.astimezone(UTC).isoformat(),
            "head": rows[-1].row_hash if rows else None,
            "chain": [entry(register, row) for row in rows],
            "links": {"self": addresses.whole(addresses.history_json), "feed": addresses.whole(addresses.feed)},
        }
    )


def chain_of(register: Register) -> Sequence[ChainedRow]:
    """Return revisions and events in the order in which they were written."""
    revisions = [one.revision for one in register.standings]
    events = [one.withdrawal for one in register.standings if one.withdrawal]
    return sorted([*revisions, *events], key=lambda row: row.position)


def entry(register: Register, row: ChainedRow) -> Data:
    """Return a row of the chain; `record` is what its hash covers."""
    if not isinstance(row, PolicyRevision):
        return {"type": "event", "record": row.record(), "row_hash": row.row_hash}
    standing = register.find(row.number)
    return {
        "type": "revision",
        "record": row.record(),
        "row_hash": row.row_hash,
        "state": standing and str(standing.state),
        "links": neighbours_links(register, row),
    }


def neighbours_links(register: Register, row: PolicyRevision) -> Mapping[str, str]:
    addresses = register.addresses
    return {
        "self": addresses.whole(addresses.revision_json(row.number)),
        "page": addresses.whole(addresses.revision(row.number)),
    }


def revision(register: Register, number: int) -> HttpResponse | None:
    """Return one revision with its canonical text, or nothing when there is no such revision."""
    standing = register.find(number)
    if standing is None:
        return None
    row = standing.revision
    row.refresh_from_db(fields=["document", "html_ja", "html_en"])
    return answer(
        {
            "format": FORMAT,
            **entry(register, row),
            "document": bytes(row.document).decode(),
            "html": {language: row.html(language) for language in LANGUAGES},
            "text": {language: plain_text(row.content, language) for language in row.held},
            "events": [entry(register, standing.withdrawal)] if standing.withdrawal else [],
            "links": {**neighbours_links(register, row), **neighbours(register, standing)},
        }
    )


def neighbours(register: Register, standing: RevisionStatus) -> Data:
    """Return the addresses of the revisions with the next lower and the next higher number, and of the chain."""
    addresses, number = register.addresses, standing.revision.number
    known = {name: register.find(other) for name, other in (("previous", number - 1), ("next", number + 1))}
    found = {
        name: addresses.whole(addresses.revision_json(one.revision.number)) if one else None
        for name, one in known.items()
    }
    return {**found, "history": addresses.whole(addresses.history_json)}


def answer(data: Data) -> HttpResponse:
    """Return JSON in which no browser, however it guesses, could find a tag."""
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c").replace(">", "\\u003e")
    return HttpResponse(f"{text}\n", content_type="application/json")


def link_header(register: Register, standing: RevisionStatus | None) -> str:
    """Return the relations of a page of the policy to the latest version, the history and the neighbours."""
    addresses = register.addresses
    relations = [(addresses.current, "latest-version"), (addresses.history, "version-history")]
    if standing:
        neighbours = ((standing.before, "predecessor-version"), (standing.successor, "successor-version"))
        relations += [(addresses.revision(row.number), relation) for row, relation in neighbours if row]
    named = [f'<{addresses.whole(address)}>; rel="{relation}"' for address, relation in relations]
    if standing:
        text = addresses.whole(addresses.revision_json(standing.revision.number))
        named.append(f'<{text}>; rel="alternate"; type="application/json"')
    return ", ".join(named)
