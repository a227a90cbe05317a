"""Choosing a period and a grouping, on the site and in the administration. A value nobody offered is the default."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .statistics import DAY, MONTH, WEEK, Period, preset

PERIODS = [
    ("7j", _("The last 7 days")),
    ("30j", _("The last 30 days")),
    ("90j", _("The last 90 days")),
    ("12m", _("The last 12 months")),
    ("annee", _("This year")),
    ("tout", _("From the beginning")),
]
GROUPINGS = {"jour": DAY, "semaine": WEEK, "mois": MONTH}
#: What a period is cut in unless one says otherwise.
FITTING = {"7j": "jour", "30j": "jour", "90j": "semaine"}
DEFAULT = "12m"


class PeriodForm(forms.Form):
    periode = forms.ChoiceField(label=_("Period"), choices=PERIODS)
    groupement = forms.ChoiceField(
        label=_("Cut"),
        required=False,
        choices=[("", _("As fits")), ("jour", _("By day")), ("semaine", _("By week")), ("mois", _("By month"))],
    )
    hide_optional = True

    def __init__(self, sent):
        names = dict(PERIODS)
        chosen = sent.get("periode") if sent.get("periode") in names else DEFAULT
        grouping = sent.get("groupement") if sent.get("groupement") in GROUPINGS else ""
        self.period: Period = preset(chosen, GROUPINGS[grouping or FITTING.get(chosen, "mois")])
        super().__init__({"periode": chosen, "groupement": grouping})
