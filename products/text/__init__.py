"""Plain rules about what is typed, without a database."""
