"""Consent: asked by mail, given or refused on a page, withdrawn by a link that works as long as the data are held."""
