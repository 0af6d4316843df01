"""Gunicorn: two processes of up to 32 threads (`gunicorn -c python:cluster_cms.settings.gunicorn`)."""

from cluster_cms.settings import env

wsgi_app = "cluster_cms.wsgi:application"
worker_class = "cluster_cms.server.worker.WebWorker"
logger_class = "cluster_cms.server.server_log.ServerLog"
workers = 2
# The site is loaded once and its memory shared: nothing of a start holds a connection, a thread or a lock.
preload_app = True
# Six posts run at a time (cluster_cms.middleware.turns) and others wait, each in a thread; pages have the rest.
# A thread is started when it is needed and then keeps one connection of the database.
threads = 32
accesslog = None  # no record of single visits (policy item 6)
# No header sets the path of a request: by SCRIPT_NAME one address answered as another, and forms lost their token.
forwarder_headers = ""
# X-Forwarded-Proto is believed from these addresses only; https then reaches Django as the request's own scheme.
forwarded_allow_ips = ",".join(env.names("TRUSTED_PROXIES", ("127.0.0.1",)))
