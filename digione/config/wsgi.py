"""The door through which the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digione.config.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # what is loaded stays: the collector need not walk through it at every turn
