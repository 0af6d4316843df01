"""What visitors see of all products at once, as plain data that is kept under the content stamp."""
