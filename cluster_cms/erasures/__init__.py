"""Erasure that survives a restore: it stands in the database, and in a journal outside database and backup."""
