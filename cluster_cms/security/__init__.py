"""Staff accounts and groups, encryption, the audit chain, append-only tables."""
