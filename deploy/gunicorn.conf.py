"""Settings of gunicorn, the server behind `make serve` (not on Windows, which uses waitress).

A web server in front ends TLS. gunicorn believes no forwarded header itself: the application
does, of the proxies that SEN_TRUSTED_PROXIES names.
"""

import gc
import os
import sys

host = os.environ.get("HOST") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"
wanted_workers = os.environ.get("SEN_WORKERS") or "2"
if not wanted_workers.isdecimal() or int(wanted_workers) == 0:
    sys.exit(f"SEN_WORKERS is {wanted_workers!r}; it must be a number of processes, such as 2.")

bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
workers = int(wanted_workers)
worker_class = "gthread"
threads = 4

preload_app = True  # a wrong setting stops the start once, and the workers share memory
graceful_timeout = 30  # seconds that a running request may still take once a stop is asked for
keepalive = 5

accesslog = None  # the application logs requests itself, without what must not be kept
errorlog = "-"
forwarded_allow_ips = ""
control_socket_disable = True  # nobody steers the server but the one who started it


def post_fork(_server, worker):
    """Forget connections opened before the fork: two processes must not share one."""
    application = worker.app.wsgi()
    with application.app_context():
        for engine in application.extensions["sqlalchemy"].engines.values():
            engine.dispose(close=False)


def when_ready(_server):
    """Leave out of garbage collection what stands before the workers are born.

    It would write to each object it looks at, and what is written to is shared no longer.
    """
    gc.collect()
    gc.freeze()
