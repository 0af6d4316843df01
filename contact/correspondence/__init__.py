"""What the desk and the writer of an inquiry say to each other, and what the desk notes for itself."""
