"""Blocks of company pages, by topic; `company_story.py` says which of them editors get."""
