"""Several people at the same moment (PostgreSQL: SQLite has one writer)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from portal.core.errors import DomainError


def together(*calls):
    """Run these at the same moment; the domain's refusals come back as values."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            return call()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=30) for future in [pool.submit(run, call) for call in calls]]
