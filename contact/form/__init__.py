"""Asking: the form of a contact page, from its questions to the signed draft that is sent."""
