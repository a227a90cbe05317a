"""Figures of the editors, counted by the database (CONTRACTS: at least total, par_statut, par_mois)."""

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils import timezone
from rest_framework import serializers

from . import words

MONTHS = 12


class MonthSerializer(serializers.Serializer):
    mois = serializers.CharField(help_text="YYYY-MM, in Paris")
    total = serializers.IntegerField()


def _counts(name: str, keys) -> type:
    return type(name, (serializers.Serializer,), {key: serializers.IntegerField() for key in dict.fromkeys(keys)})


class AccountStatisticsSerializer(serializers.Serializer):
    total = serializers.IntegerField()
    par_statut = _counts("ComptesParStatutSerializer", words.VERIFICATION.values())()
    par_type = _counts("ComptesParTypeSerializer", ("recruteur", "prestataire"))()
    par_mois = MonthSerializer(many=True, help_text="By registration; the last twelve months, the empty ones too")


class PublicationStatisticsSerializer(serializers.Serializer):
    total = serializers.IntegerField(help_text="Withdrawn ones left out")
    a_valider = serializers.IntegerField(help_text="New ones and edits that wait for a decision")
    par_statut = _counts("PublicationsParStatutSerializer", words.VALIDATION_WORDS)()
    par_type = _counts("PublicationsParTypeSerializer", words.KIND.values())()
    par_mois = MonthSerializer(many=True, help_text="By creation; the last twelve months, the empty ones too")


def by_word(rows, expression, known: dict) -> dict[str, int]:
    """How many rows have each word of the contract; 0 where there is none."""
    answer = dict.fromkeys(known.values(), 0)
    counted = rows.order_by().annotate(_of=_expression(expression)).values_list("_of").annotate(Count("pk"))
    for value, count in counted:
        if value in known:
            answer[known[value]] += count
    return answer


def _expression(expression):
    return F(expression) if isinstance(expression, str) else expression


def by_month(rows, field: str) -> list[dict]:
    """The last twelve months with this one, oldest first."""
    today = timezone.localdate()
    months = []
    year, month = today.year, today.month
    for _each in range(MONTHS):
        months.append(f"{year:04}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    first = timezone.localtime().replace(
        year=int(months[-1][:4]), month=int(months[-1][5:]), day=1, hour=0, minute=0, second=0, microsecond=0
    )
    counted = (
        rows.filter(**{f"{field}__gte": first})
        .order_by()
        .annotate(_month=TruncMonth(field))
        .values_list("_month")
        .annotate(Count("pk"))
    )
    found = {timezone.localtime(when).strftime("%Y-%m"): count for when, count in counted}
    return [{"mois": month, "total": found.get(month, 0)} for month in reversed(months)]
