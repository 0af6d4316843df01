"""Reviewing content before and after it is public: shared drafts, named versions, review dates, requests for review."""
