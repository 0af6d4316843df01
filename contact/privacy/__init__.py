"""The rights of the person who wrote, consents, incidents, and the privacy officer's audit log."""
