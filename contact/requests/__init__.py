"""Requests that come by mail, telephone, letter or at the counter: the desk does what the page does for the others."""
