#!/usr/bin/env python
"""Django's command line; production settings unless DJANGO_SETTINGS_MODULE or --settings say otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cluster_cms.settings.production")
    execute_from_command_line(sys.argv)
