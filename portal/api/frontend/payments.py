"""Paying (002 §4): where to pay, and what Stripe tells."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from portal.payments.errors import ProviderDown, WrongSignature
from portal.payments.models import EventState
from portal.payments.plans import PlanName
from portal.payments.redirects import LONGEST
from portal.payments.services import checkouts, events

from ..common.views import FrontendView


class CheckoutBody(serializers.Serializer):
    """Plans alone: what they cost is never sent."""

    payment_type = serializers.ChoiceField(choices=PlanName.values)
    resume_id = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=10**18, help_text="One's own; required for single"
    )
    success_url = serializers.CharField(required=False, max_length=LONGEST, help_text="Of an allowed origin")
    cancel_url = serializers.CharField(required=False, max_length=LONGEST, help_text="Of an allowed origin")
    email = serializers.EmailField(required=False, allow_blank=True, help_text="The payer's, without an account")
    withdrawal_waiver = serializers.BooleanField(
        required=False,
        default=False,
        help_text="true: the payer asked for the service at once and gave up the right of withdrawal; else Stripe asks",
    )

    def validate_resume_id(self, pk: int | None):
        """The resume itself."""
        request = self.context["request"]
        resume = checkouts.payable_resume(request.user, request._request.session, pk) if pk else None
        if pk and resume is None:
            raise serializers.ValidationError(_("Resume with id %(id)s does not exist.") % {"id": pk})
        return resume


class CheckoutSerializer(serializers.Serializer):
    url = serializers.URLField(help_text="Send the payer there")


class CreateCheckout(FrontendView):
    """002 §4.1. No account is needed; a resume must be the account's or the session's own."""

    permission_classes = (AllowAny,)
    throttle_scope = "checkout"
    errors = {"POST": (403, 409, 503)}

    @extend_schema(request=CheckoutBody, responses=CheckoutSerializer, summary="Begin a payment")
    def post(self, request):
        sent = self.body(CheckoutBody).validated_data
        _checkout, url = checkouts.start(
            request.user,
            sent["payment_type"],
            resume=sent.get("resume_id"),
            email=sent.get("email", ""),
            success_url=sent.get("success_url", ""),
            cancel_url=sent.get("cancel_url", ""),
            waived=sent["withdrawal_waiver"],
        )
        return Response({"url": url})


class StatusSerializer(serializers.Serializer):
    status = serializers.ChoiceField(choices=["success"])


class Webhook(FrontendView):
    """002 §4.2: for Stripe, whose signature is over the raw bytes. An unknown event is kept and acknowledged."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    # Refused, Stripe would send the same again.
    throttle_classes = ()
    errors = {"POST": (503,)}

    @extend_schema(request=OpenApiTypes.OBJECT, responses=StatusSerializer, summary="What Stripe tells")
    def post(self, request):
        raw = request._request.body
        try:
            event = events.verified(raw, request.headers.get("Stripe-Signature", ""))
        except WrongSignature as error:
            raise ParseError(_("No event with a valid signature.")) from error
        if events.receive(event).state == EventState.FAILED:
            # Stripe sends it again; it is kept and can be replayed.
            raise ProviderDown(_("The event is kept and will be tried again."))
        return Response({"status": "success"})
