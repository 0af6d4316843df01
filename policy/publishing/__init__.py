"""The only door for other apps: which revision is in force, and the signal that a new one is promulgated."""
