"""Products as one Excel file: written, checked line by line, and taken in as a whole."""
