"""How long inquiries are kept, and how they are erased."""
