"""The Link header: how a revision stands to the others, for programs (RFC 8288, RFC 5829)."""

from policy.presentation.register import Register
from policy.standing import Standing


def header(register: Register, standing: Standing | None) -> str:
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
