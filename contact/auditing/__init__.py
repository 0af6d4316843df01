"""Who did what with inquiries: the audit chain as the privacy officer reads, searches, checks and takes it out."""
