"""What a file of the library is by its content, and the text of a PDF; no database."""
