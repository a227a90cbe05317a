from .alerts import Alert, Announcement, Frequency, SentPublication, Subscriber
from .audience import DayFigures, DayKey, Sighting
from .favourites import Favourite

__all__ = [
    "Alert",
    "Announcement",
    "DayFigures",
    "DayKey",
    "Favourite",
    "Frequency",
    "SentPublication",
    "Sighting",
    "Subscriber",
]
