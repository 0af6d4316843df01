"""What visitors meet: the contact form, the page of one's own data, the pages of a consent."""
