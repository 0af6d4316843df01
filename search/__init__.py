"""The search for pages in both languages: our own index tokens and queries, on Wagtail's search backends."""
