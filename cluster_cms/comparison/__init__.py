"""Comparing two texts of one language: which words (English) or characters (Japanese) were added or removed."""
