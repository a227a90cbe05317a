from .alerts import Alert, Announcement, Frequency, SentPublication, Subscriber

__all__ = ["Alert", "Announcement", "Frequency", "SentPublication", "Subscriber"]
