"""Changes of power and promises: accounts, groups, rules and texts; each is an audit entry and a mail."""
