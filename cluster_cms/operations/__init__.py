"""What runs the site: background jobs, scheduled publishing, health, bootstrap."""
