"""A stock Wagtail site with one form page, as `wagtail start` makes it: what our form is measured against."""
