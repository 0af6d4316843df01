"""Transfers of personal data: recipient and legal ground are recorded before anything leaves the desk."""
