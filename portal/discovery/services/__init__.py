"""Where this room is written, for its pages and its jobs alike."""

from . import alerts, subscriptions

__all__ = ["alerts", "subscriptions"]
