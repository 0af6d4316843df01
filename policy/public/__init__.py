"""What visitors read: the revision in force, history, comparison, feeds and JSON, all served from the ledger."""
