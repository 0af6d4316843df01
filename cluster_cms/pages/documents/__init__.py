"""Documents: known by their content, and what else they say beside their text."""
