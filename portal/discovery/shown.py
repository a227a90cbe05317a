"""An alert with the search it holds, as pages show it."""

from .models import Alert
from .searches import read_kept


def shown(alert: Alert) -> Alert:
    """The same alert, with its `search`."""
    alert.search = read_kept(alert.kind, alert.parameters)
    return alert
