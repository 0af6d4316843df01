"""The append-only ledger of revisions: writing, status at an instant, verification."""
