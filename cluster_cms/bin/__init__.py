"""The bin: deleted pages are kept for 30 days, and lead visitors to another page if one was named."""
