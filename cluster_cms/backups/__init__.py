"""Backups of the whole site, encrypted under a key that is not in them, and their restoring."""
