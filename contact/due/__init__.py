"""When an inquiry is due: the business days of the desk."""
