"""Erasures that a restore does not undo: recorded in the database and in a journal outside database and backup."""
