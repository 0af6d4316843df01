"""The screens of marketing for the documents of the library."""
