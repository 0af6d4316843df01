"""What visitors meet: the list of documents, a document with its revisions, and the files."""
