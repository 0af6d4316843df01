"""The translation desk: what changed since a translation was confirmed, what is missing, what was left over."""
