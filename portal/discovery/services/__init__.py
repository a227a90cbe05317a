"""Where this room is written, for its pages and its jobs alike."""

from . import alerts, audience, favourites, subscriptions

__all__ = ["alerts", "audience", "favourites", "subscriptions"]
