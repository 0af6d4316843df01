"""The first page of the admin: what a person can begin, what waits for them, and the tour of their first visit."""
