"""Turns a whole policy, pasted from Word or a text file, into the clauses of a draft."""
