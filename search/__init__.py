"""Finding pages, in both languages: our own index text and queries, on Wagtail's search."""
