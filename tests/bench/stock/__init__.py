"""A stock Wagtail site with our texts and a form, made by `wagtail start`: what our pages are measured against."""
