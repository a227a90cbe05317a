"""The only writers of messages, blocks and reports. Every function takes the actor first."""

from . import blocks, bulk, messages, reports

__all__ = ["blocks", "bulk", "messages", "reports"]
