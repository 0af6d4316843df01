"""Requests every routed address as every role, on each kind of object, and holds the answers against docs/roles.csv."""
