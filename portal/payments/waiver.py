"""The right of withdrawal: what a payer is asked, in which words (Code de la consommation, L221-28, 13°)."""

from django.utils.translation import gettext_lazy as _

#: Changes with every change of the words below.
VERSION = "2026-11"
WAIVER = _(
    "I ask for the service to begin at once, and I understand that I thereby give up my right of withdrawal of 14 days."
)
