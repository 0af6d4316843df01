"""Pictures: cleaned before they are stored, and public only in the sizes that public pages show."""
