"""The ledger as JSON, described in docs/policy-ledger.md, and the Link header that leads programs through it."""

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.http import HttpResponse

from cluster_cms.pages.languages import LANGUAGES
from policy.ledger.revision_status import RevisionStatus
from policy.models.revisions import ChainedRow, PolicyRevision
from policy.public.register import Register
from policy.text.rendering import plain_text

FORMAT = 2  # grows when a member changes its meaning or goes; new members may come at any time
Data = dict[str, Any]


def history(register: Register) -> HttpResponse:
    """Return the chain, oldest row first, with everything that the hashes cover but the texts."""
    addresses = register.addresses
    rows = chain_of(register)
    return json_response(
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
    revisions = [status.revision for status in register.statuses]
    events = [status.withdrawal for status in register.statuses if status.withdrawal]
    return sorted([*revisions, *events], key=lambda row: row.position)


def entry(register: Register, row: ChainedRow) -> Data:
    """Return a row of the chain; its hash covers `previous_hash` and `record`."""
    data = {"record": row.payload(), "previous_hash": row.previous_hash, "row_hash": row.row_hash}
    if not isinstance(row, PolicyRevision):
        return {"type": "event", **data}
    status = register.find(row.number)
    place = len(register.statuses) - register.statuses.index(status) if status else None
    state = status and str(status.state)
    return {"type": "revision", **data, "state": state, "place": place, "links": own_links(register, row)}


def own_links(register: Register, row: PolicyRevision) -> Data:
    addresses = register.addresses
    return {
        "self": addresses.whole(addresses.revision_json(row.number)),
        "page": addresses.whole(addresses.revision(row.number)),
    }


def revision(register: Register, number: int) -> HttpResponse | None:
    """Return one revision with its canonical text, or nothing when there is no such revision."""
    status = register.find(number)
    if status is None:
        return None
    row = status.revision
    row.refresh_from_db(fields=["document", "html_ja", "html_en"])
    return json_response(
        {
            "format": FORMAT,
            **entry(register, row),
            "document": bytes(row.document).decode(),
            "html": {language: row.html(language) for language in LANGUAGES},
            "text": {language: plain_text(row.content, language) for language in row.held},
            "events": [entry(register, status.withdrawal)] if status.withdrawal else [],
            "links": {**own_links(register, row), **neighbour_links(register, number)},
        }
    )


def neighbour_links(register: Register, number: int) -> Data:
    """Return the addresses of the revisions with the next lower and the next higher number, and of the chain."""
    addresses = register.addresses
    neighbours = {"previous": number - 1, "next": number + 1}
    found = {
        name: addresses.whole(addresses.revision_json(other)) if register.find(other) else None
        for name, other in neighbours.items()
    }
    return {**found, "history": addresses.whole(addresses.history_json)}


def json_response(data: Data) -> HttpResponse:
    """Return a JSON response in which no browser, whatever type it guesses, finds a tag."""
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c").replace(">", "\\u003e")
    return HttpResponse(f"{text}\n", content_type="application/json")


def link_header(register: Register, status: RevisionStatus | None) -> str:
    """Return the relations of a page of the policy to the latest version, the history and the neighbours."""
    addresses = register.addresses
    relations = [(addresses.current, "latest-version"), (addresses.history, "version-history")]
    if status:
        neighbours = ((status.before, "predecessor-version"), (status.successor, "successor-version"))
        relations += [(addresses.revision(row.number), relation) for row, relation in neighbours if row]
    named = [f'<{addresses.whole(address)}>; rel="{relation}"' for address, relation in relations]
    if status:
        text = addresses.whole(addresses.revision_json(status.revision.number))
        named.append(f'<{text}>; rel="alternate"; type="application/json"')
    return ", ".join(named)
