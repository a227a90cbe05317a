from .alerts import Alert, Announcement, Frequency, SentPublication, Subscriber
from .favourites import Favourite

__all__ = ["Alert", "Announcement", "Favourite", "Frequency", "SentPublication", "Subscriber"]
