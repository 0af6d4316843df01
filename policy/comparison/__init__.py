"""Comparing two revisions of the policy: what was added, removed, moved, in the words of one language."""
