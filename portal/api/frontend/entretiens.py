"""Interviews about an application (003 §15.1 "Rappel entretien").

No document names these addresses: an interview that nobody can plan has no reminder. Both sides read them in
`entretiens` of the application.
"""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from portal.jobs import ical, services
from portal.jobs.models import Application, Interview
from portal.jobs.models.interview import LONGEST, SHORTEST
from portal.jobs.services.interviews import LONGEST_NOTE

from ..common.fields import ParisMoment, moment
from ..common.permissions import Recruiters
from ..common.views import FrontendView

#: The body's words → the domain's.
FIELDS = {"date": "starts_at", "duree": "duration", "lieu": "place", "lien": "link", "note": "note"}
WORDS = {name: word for word, name in FIELDS.items()}
STATES = ("prevu", "annule", "passe")


class InterviewSerializer(serializers.Serializer):
    """`date` is when it begins, `duree` in minutes; `ics` is its calendar file (RFC 5545), with the same token."""

    id = serializers.IntegerField()
    candidature = serializers.IntegerField()
    date = serializers.DateTimeField()
    duree = serializers.IntegerField()
    lieu = serializers.CharField()
    lien = serializers.CharField()
    note = serializers.CharField(help_text="Both sides read it")
    statut = serializers.ChoiceField(choices=STATES)
    ics = serializers.URLField()


def present_interview(row: Interview, request) -> dict:
    state = "annule" if row.is_cancelled else "prevu" if row.is_planned() else "passe"
    return {
        "id": row.pk,
        "candidature": row.application_id,
        "date": moment(row.starts_at),
        "duree": row.duration,
        "lieu": row.place,
        "lien": row.link,
        "note": row.note,
        "statut": state,
        "ics": request.build_absolute_uri(f"/api/entretiens/{row.pk}/ics/"),
    }


class InterviewBody(serializers.Serializer):
    """A place, a link, or both."""

    date = ParisMoment()
    duree = serializers.IntegerField(required=False, min_value=SHORTEST, max_value=LONGEST, help_text="In minutes; 45")
    lieu = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=200)
    lien = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=300)
    note = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=LONGEST_NOTE)


class MoveBody(InterviewBody):
    date = ParisMoment(required=False)


class PlanningView(FrontendView):
    permission_classes = (Recruiters,)

    def field_name(self, name: str) -> str:
        return WORDS.get(name, name)

    def values(self, body) -> dict:
        """What was sent, under the domain's names; null is an empty text."""
        sent = self.body(body).validated_data
        return {FIELDS[word]: "" if value is None else value for word, value in sent.items()}

    def own(self, pk) -> Interview:
        return get_object_or_404(Interview.objects.organised_by(self.request.user), pk=pk)


class Plan(PlanningView):
    """The application goes to the interview's step; an application that is over is a 409."""

    errors = {"POST": (409,)}

    @extend_schema(request=InterviewBody, responses={201: InterviewSerializer}, summary="Plan an interview")
    def post(self, request, pk):
        application = get_object_or_404(Application.objects.received_by(request.user), pk=pk)
        interview = services.interviews.schedule(request.user, application, **self.values(InterviewBody))
        return Response(present_interview(interview, request), status=201)


class Change(PlanningView):
    """One that is over or cancelled is a 409."""

    errors = {"PUT": (409,), "DELETE": (409,)}

    @extend_schema(request=MoveBody, responses=InterviewSerializer, summary="Move or change an interview")
    def put(self, request, pk):
        interview = services.interviews.move(request.user, self.own(pk), **self.values(MoveBody))
        return Response(present_interview(interview, request))

    @extend_schema(responses={204: None}, summary="Cancel an interview: it stays, as annule")
    def delete(self, request, pk):
        services.interviews.cancel(request.user, self.own(pk))
        return Response(status=204)


class CalendarFile(FrontendView):
    """For the person who applied and the recruiters of the company."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.STR}, summary="The calendar file of an interview")
    def get(self, request, pk):
        rows = Interview.objects.readable_by(request.user).for_list()
        return ical.response_for(request.user, get_object_or_404(rows, pk=pk))
