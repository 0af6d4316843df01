"""The register of links that leave the site, and when staff last checked each."""
