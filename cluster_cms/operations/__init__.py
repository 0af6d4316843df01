"""Running the site: background jobs, scheduled publishing, health checks, first set-up, raw database rows."""
