"""The privacy policy and its ledger of revisions."""

# Kept in every row of the ledger: which state of this software froze the text.
__version__ = "0.1.0"
