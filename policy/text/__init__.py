"""The text of the policy as plain data: canonical form, numbering, references, blocks. No model is imported here."""
