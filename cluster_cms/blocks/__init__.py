"""Content blocks in small files by topic; `story.py` says which of them editors get."""
