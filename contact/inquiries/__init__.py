"""The verbs on an inquiry: receive, record by hand, change status, write, hold, mark as spam."""
