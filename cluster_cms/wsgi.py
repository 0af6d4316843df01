"""The WSGI application, for gunicorn and `manage.py runserver`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.module_loading import import_string

from cluster_cms.settings import stores

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_cms.settings.production")

# Nearly everything a start makes stays until the process ends: looking for garbage among it costs half a second.
# Frozen, it is never looked through again, so that the pages of memory stay shared by the workers (gunicorn --preload).
gc.disable()
site = get_wsgi_application()
stores.wait_shortly(connections.settings["default"])  # before the first connection
cached = import_string("cluster_cms.middleware.page_cache.PageCache")(site)  # needs the applications
views = import_string("cluster_cms.statistics.view_writing.ViewWriter")()
application = import_string("cluster_cms.statistics.view_counter.CountingApplication")(cached, views.count)
gc.freeze()
gc.enable()
