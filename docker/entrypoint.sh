#!/bin/sh
# migrate: bring database and static files up to date, once; serve: the site; work: its worker; anything else: run it.
set -eu

case "$1" in
    migrate)
        python manage.py migrate --no-input
        python manage.py bootstrap_site
        python manage.py collectstatic --no-input --verbosity 0
        ;;
    serve)
        exec gunicorn -c python:cluster_cms.settings.gunicorn --bind 0.0.0.0:8000 --no-control-socket
        ;;
    work)
        exec python manage.py work
        ;;
    *)
        exec "$@"
        ;;
esac
