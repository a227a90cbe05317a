"""Feeds in (docs/feeds.md)."""

import environ

env = environ.Env()

#: The most a source may hold, and the most that is kept of the items of one.
FEED_MAX_BYTES = env.int("FEED_MAX_BYTES", default=50 * 1024 * 1024)
FEED_MAX_ITEMS = env.int("FEED_MAX_ITEMS", default=100_000)
#: Pages of one source that are followed (each names the next).
FEED_MAX_PAGES = env.int("FEED_MAX_PAGES", default=1000)
#: Seconds for reading an address (of each page), all in all.
FEED_FETCH_SECONDS = env.float("FEED_FETCH_SECONDS", default=60)
#: Reads http:// and addresses of this machine too: for tests and for trying things out. Production refuses to start.
FEED_FETCH_LOOPBACK = env.bool("FEED_FETCH_LOOPBACK", default=False)
#: Without a broker, imports run in a thread of the process; False: where they were asked for.
FEED_THREADS = True
