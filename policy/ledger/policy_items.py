"""Which clause of a revision states which of the nine promised items."""

from collections.abc import Iterator

from policy.models.revisions import PolicyRevision

# The permanent addresses of the clauses as this site's own texts name them; in other texts item 8 is the eighth clause.
LINKED_SITES = 8
ANCHORS = {
    1: "purpose",
    2: "security",
    3: "third-parties",
    4: "accuracy-and-requests",
    5: "cookies",
    6: "statistics",
    7: "revision",
    8: "linked-sites",
    9: "desk",
}


def stated_items(row: PolicyRevision) -> Iterator[tuple[int, str]]:
    """Yield the number of each item and the anchor of its clause."""
    anchors = [clause["anchor"] for clause in row.content["clauses"]]
    for item, anchor in ANCHORS.items():
        if anchor in anchors:
            yield item, anchor
        elif item <= len(anchors):
            yield item, anchors[item - 1]
