"""Transfers of personal data: nothing leaves the desk before recipient and legal ground are recorded."""
