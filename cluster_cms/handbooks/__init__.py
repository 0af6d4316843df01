"""The handbooks of `docs/handbooks/`, shown under Help in the reader's language."""
