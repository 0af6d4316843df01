"""One act over several ticked inquiries: always asked once more, and never more than this person may do."""
