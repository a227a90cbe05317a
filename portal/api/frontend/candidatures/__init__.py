"""Applications: sent, received, answered (003 §3.2 postuler, §4, and the postulations of §5.2 to §7.2)."""

from .files import ApplicationCv, SentFile
from .received import ChangeStatus, Received, ReceivedDetail, received_view
from .sent import Sent, SentDetail, apply_view

__all__ = [
    "ApplicationCv",
    "ChangeStatus",
    "Received",
    "ReceivedDetail",
    "Sent",
    "SentDetail",
    "SentFile",
    "apply_view",
    "received_view",
]
