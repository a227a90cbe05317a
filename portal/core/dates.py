"""The portal's own clock: deadlines, quotas and appointments are told in the time of Paris."""

from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
