"""Gunicorn: two processes of four threads (`gunicorn -c python:cluster_cms.settings.gunicorn`)."""

from cluster_cms.settings import env

wsgi_app = "cluster_cms.wsgi:application"
worker_class = "gthread"
workers = 2
threads = 4
accesslog = None  # no record of single visits (policy item 6)
# X-Forwarded-Proto is believed from these addresses only; https then reaches Django as the request's own scheme.
forwarded_allow_ips = ",".join(env.names("TRUSTED_PROXIES", ("127.0.0.1",)))
