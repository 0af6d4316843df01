"""Taking inquiries out: recorded first, then written to a file that is true to them and safe to open."""
