"""Finding inquiries: by reference, by mail address, by anything that was written about them."""
