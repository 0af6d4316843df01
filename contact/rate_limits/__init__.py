"""Rate limits of the public forms, without cookies and without kept addresses."""
