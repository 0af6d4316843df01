"""Abuse of the form, met without cookies, kept addresses or third parties: limits, signs, the box of suspected spam."""
