"""The desk's search: by reference, mail address, or any text of an inquiry."""
