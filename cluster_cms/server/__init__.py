"""The server under the site: gunicorn's threads behind a loop that waits for whole requests, and its own words."""
