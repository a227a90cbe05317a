"""Where this room is written, for its pages and its jobs alike."""

from . import alerts, favourites, subscriptions

__all__ = ["alerts", "favourites", "subscriptions"]
