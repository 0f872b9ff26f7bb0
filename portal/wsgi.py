"""WSGI entry: sync Django under gunicorn (under ASGI it measured 4-15 times slower, see feasibility)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
