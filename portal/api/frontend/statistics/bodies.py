"""What figures are called and mean in `/api/` (CONTRACTS: at least total, par_statut, par_mois).

A `taux_…` is a share between 0 and 1; a rate or a mean of nothing is null, never 0.
"""

from datetime import date

from rest_framework import serializers

from portal.core.statistics import Period

from .. import words
from .asking import GROUPING_WORDS, GROUPINGS


class PeriodSerializer(serializers.Serializer):
    debut = serializers.DateField(allow_null=True, help_text="First day, in Paris; null: since ever")
    fin = serializers.DateField(allow_null=True, help_text="Last day, included; null: until now")
    groupement = serializers.ChoiceField(choices=list(GROUPINGS), help_text="How `evolution` is cut")


class MonthSerializer(serializers.Serializer):
    mois = serializers.CharField(help_text="YYYY-MM, in Paris")
    total = serializers.IntegerField()


class PointSerializer(serializers.Serializer):
    debut = serializers.DateField(help_text="First day of the day, week (Monday) or month")
    total = serializers.IntegerField()


def counts(name: str, keys, **kwargs) -> serializers.Serializer:
    """An object with a number for each word."""
    fields = {key: serializers.IntegerField() for key in dict.fromkeys(keys)}
    return type(name, (serializers.Serializer,), fields)(**kwargs)


def whole(text: str) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=text)


def share(text: str) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, min_value=0, help_text=f"{text} (0 to 1; null when undefined)")


def mean(text: str) -> serializers.FloatField:
    return serializers.FloatField(allow_null=True, help_text=f"{text} (null when there is nothing to average)")


def in_time(what: str) -> dict:
    """`par_mois` and `evolution` of a part."""
    return {
        "par_mois": MonthSerializer(many=True, help_text=f"{what}; every month of the period, or the last twelve"),
        "evolution": PointSerializer(many=True, help_text=f"{what}; cut as `groupement` says, empty parts too"),
    }


class AccountStatisticsSerializer(serializers.Serializer):
    """Recruiters and prestataires who registered in the period, by what the editors decided."""

    periode = PeriodSerializer()
    total = whole("Recruiters and prestataires")
    par_statut = counts("ComptesParStatutSerializer", words.VERIFICATION.values(), help_text="By decision")
    par_type = counts("ComptesParTypeSerializer", ("recruteur", "prestataire"), help_text="By kind of account")
    par_mois, evolution = in_time("Registrations").values()


class PublicationFigures(serializers.Serializer):
    """Publications created in the period; withdrawn ones are left out."""

    total = whole("Publications, drafts too, withdrawn ones left out")
    par_statut = counts(
        "PublicationsParStatutSerializer",
        words.VALIDATION_WORDS,
        help_text="By validation; `validee` holds what ended since",
    )
    par_type = counts("PublicationsParTypeSerializer", words.KIND.values(), help_text="By kind")
    par_mois, evolution = in_time("Publications by the day they were created").values()
    a_valider = whole("New ones and edits that wait for an editor")
    en_ligne = whole("What the public sees now")
    vues = whole("Views of these publications, since ever")
    candidatures = whole("Applications they have, withdrawn ones left out, since ever")
    taux_conversion = share("Applications per view; over 1 when people apply who were not counted as readers")
    taux_validation = share("Published once, among those published or refused")
    delai_moyen_validation_heures = mean("Hours from the first submission to going online")


class PublicationStatisticsSerializer(PublicationFigures):
    periode = PeriodSerializer()


class ApplicationFigures(serializers.Serializer):
    """Applications sent in the period."""

    total = whole("Applications, withdrawn ones too")
    par_statut = counts("CandidaturesParStatutSerializer", words.APPLICATION_WORDS, help_text="By their state now")
    par_type = counts("CandidaturesParTypeSerializer", words.KIND.values(), help_text="By kind of publication")
    par_mois, evolution = in_time("Applications by the day they were sent").values()
    en_cours = whole("Those in which an answer is still to come: nouvelle and en_cours")
    lues = whole("Opened by a recruiter")
    non_lues = whole("Under way and not opened yet")
    avec_reponse = whole("Those a recruiter moved on or refused at least once")
    taux_reponse = share("avec_reponse among all")
    taux_acceptation = share("Accepted, among those accepted or refused")
    delai_moyen_reponse_heures = mean("Hours from sending to the first answer")
    score_moyen = mean("Mean score_compatibilite, 0 to 100, of those that have one")


def present_period(period: Period) -> dict:
    return {"debut": period.since, "fin": period.until, "groupement": GROUPING_WORDS[period.grouping]}


def present_time(found: dict) -> dict:
    return {
        "par_mois": [{"mois": f"{start:%Y-%m}", "total": total} for start, total in found["months"]],
        "evolution": points(found["series"]),
    }


def points(series: list[tuple[date, int]]) -> list[dict]:
    return [{"debut": start, "total": total} for start, total in series]


def by_word(found: dict, known: dict) -> dict[str, int]:
    """The domain's figures under the words of the contract; words that cover several states hold their sum."""
    answer = dict.fromkeys(known.values(), 0)
    for state, count in found.items():
        if state in known:
            answer[known[state]] += count
    return answer


#: 003's words without the withdrawn ones, which no figure holds.
NOT_WITHDRAWN = {state: word for state, word in words.VALIDATION.items() if word != "retiree"}


def present_accounts(found: dict, period: Period) -> dict:
    return {
        "periode": present_period(period),
        "total": found["total"],
        "par_statut": by_word(found["by_state"], words.VERIFICATION),
        "par_type": by_word(found["by_role"], {role: words.ROLE[role] for role in found["by_role"]}),
        **present_time(found),
    }


def present_publications(found: dict) -> dict:
    return {
        "total": found["total"],
        "par_statut": by_word(found["by_status"], NOT_WITHDRAWN),
        "par_type": by_word(found["by_kind"], words.KIND),
        **present_time(found),
        "a_valider": found["waiting"],
        "en_ligne": found["online"],
        "vues": found["views"],
        "candidatures": found["applications"],
        "taux_conversion": found["conversion"],
        "taux_validation": found["validation_rate"],
        "delai_moyen_validation_heures": found["validation_hours"],
    }


def present_applications(found: dict) -> dict:
    return {
        "total": found["total"],
        "par_statut": by_word(found["by_status"], words.APPLICATION),
        "par_type": by_word(found["by_kind"], words.KIND),
        **present_time(found),
        "en_cours": found["active"],
        "lues": found["read"],
        "non_lues": found["unread"],
        "avec_reponse": found["answered"],
        "taux_reponse": found["answer_rate"],
        "taux_acceptation": found["acceptance_rate"],
        "delai_moyen_reponse_heures": found["answer_hours"],
        "score_moyen": found["mean_score"],
    }
