#!/bin/sh
# serve: bring the database up to date and serve; work: the background worker; anything else: run it.
set -eu

case "$1" in
    serve)
        python manage.py migrate --no-input
        python manage.py bootstrap_site
        exec gunicorn -c python:cluster_cms.settings.gunicorn --bind 0.0.0.0:8000 --no-control-socket
        ;;
    work)
        exec python manage.py work
        ;;
    *)
        exec "$@"
        ;;
esac
