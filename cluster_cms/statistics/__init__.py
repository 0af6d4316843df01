"""Page views counted by day, page, language and referring host, and nothing else (item 6 of the policy)."""
