"""The numbers of the desk: counted by month, without personal data, kept when inquiries are deleted."""
