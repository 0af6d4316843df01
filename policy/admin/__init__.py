"""The staff screens of the policy."""
