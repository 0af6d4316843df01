"""The finder: what was asked, in which address it is written, which products it finds, and what to relax."""
