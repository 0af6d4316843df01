"""Two to four products side by side."""
