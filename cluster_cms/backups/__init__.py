"""Copies of the whole site, sealed under a key that is not in them, and the way back from one."""
