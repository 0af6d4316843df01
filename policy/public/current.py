"""The page of the revision in force, and the frozen text of a revision or of a draft."""

from policy.ledger.revision_status import RevisionStatus
from policy.public.register import Context, Register
from policy.public.texts import text
from policy.publishing.identity import difference


def current(register: Register) -> Context:
    """Return the revision in force, and what is announced."""
    page = register.page
    return {
        "standing": register.in_force,
        "present": present(register),
        "announced": [announcement(register, one) for one in register.announced],
        "lead": page.summary(),
        "search_description": page.in_words("search_description"),
        **text(register, register.in_force),
    }


def present(register: Register) -> Context | None:
    """Return today's operator and desk where the text in force names others: said outside the frozen text."""
    found = difference(register.page)
    return {"since": found.since, "facts": found.facts(register.language)} if found else None


def announcement(register: Register, standing: RevisionStatus) -> Context:
    """Return what the notice on top of the page says of an announced revision."""
    addresses, row, valid = register.addresses, standing.revision, register.in_force
    return {
        "standing": standing,
        "summary": row.summary(register.language),
        "address": addresses.upcoming,
        "comparison": valid and addresses.comparison(valid.revision.number, row.number),
    }
