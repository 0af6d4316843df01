"""The nine promises: evidence for each, the nightly checks, and the pages that show both."""
