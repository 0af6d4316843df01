"""How staff sign in: accounts of django-allauth with a second factor, its mails and its limits."""
