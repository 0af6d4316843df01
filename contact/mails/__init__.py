"""The mails about inquiries."""
