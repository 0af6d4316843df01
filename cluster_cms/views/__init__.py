"""The views of the ground floor: probes for operators, error pages, and the base of the admin's own screens."""
