"""The screens about how long inquiries are kept: what goes, what is on hold, which copies are still outside."""
