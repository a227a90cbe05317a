"""Messages between recruiters and those who apply, and bulk messages (003 §8.1, §8.2)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from portal.accounts.models import User
from portal.conversations import display, services
from portal.conversations.models import MAX_BODY, MAX_SUBJECT, BulkMessage, MessageCopy, MessageKind
from portal.jobs.models import Publication

from ..common.fields import moment
from ..common.permissions import Recruiters
from ..common.schema import parameters
from ..common.views import FrontendView
from . import words

FIELDS = {"subject": "sujet", "body": "contenu", "publication": "offre_liee", "reason": "motif", "text": "explication"}


class UserMessageSerializer(serializers.Serializer):
    """003 §8.1. `expediteur` and `destinataire` are users' ids, beside them the names that the site shows."""

    id = serializers.IntegerField()
    expediteur = serializers.IntegerField(allow_null=True, help_text="null: the portal, or an account that is gone")
    nom_expediteur = serializers.CharField(help_text="A recruiter with the company")
    destinataire = serializers.IntegerField(allow_null=True, help_text="null: an account that is gone")
    nom_destinataire = serializers.CharField()
    sujet = serializers.CharField()
    contenu = serializers.CharField(help_text="Plain text")
    type_message = serializers.ChoiceField(choices=list(words.MESSAGE.values()))
    date_envoi = serializers.DateTimeField()
    lu = serializers.BooleanField(help_text="By the one it was sent to")
    offre_liee = serializers.IntegerField(allow_null=True, help_text="The id of any kind of publication")


def present_message(copy: MessageCopy) -> dict:
    message = copy.message
    received = [copy] if copy.incoming else [other for other in message.copies.all() if other.incoming]
    recipient = received[0].user if received else None
    return {
        "id": message.pk,
        "expediteur": message.sender_id,
        "nom_expediteur": display.author_name(message),
        "destinataire": recipient.pk if recipient else None,
        "nom_destinataire": display.person_name(recipient),
        "sujet": message.subject,
        "contenu": message.body,
        "type_message": words.MESSAGE[message.kind],
        "date_envoi": moment(message.sent_at),
        "lu": bool(received) and all(other.read_at is not None for other in received),
        "offre_liee": message.conversation.publication_id,
    }


class MessageBody(serializers.Serializer):
    destinataire = serializers.IntegerField(min_value=1, max_value=10**18)
    sujet = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=MAX_SUBJECT,
        help_text="May be left out in an answer: the subject stays",
    )
    contenu = serializers.CharField(max_length=MAX_BODY)
    type_message = serializers.ChoiceField(choices=[words.MESSAGE[MessageKind.INDIVIDUAL]], required=False)
    offre_liee = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=10**18)


class MessagesView(FrontendView):
    permission_classes = (IsAuthenticated,)

    def field_name(self, name: str) -> str:
        return FIELDS.get(name, name)

    def copies(self):
        return MessageCopy.objects.of(self.request.user).for_list()


FILTERS = parameters(
    boite="recus (by default) or envoyes", lu="true or false", type_message=", ".join(words.MESSAGE.values())
)
BOXES = ("recus", "envoyes")
YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}


def narrow(copies, request):
    """The filters of the list; `type` is short for `type_message`. Raises ValidationError."""
    asked = request.query_params
    box = asked.get("boite", "").strip().lower() or BOXES[0]
    read = asked.get("lu", "").strip().lower()
    kind = (asked.get("type_message") or asked.get("type", "")).strip().lower()
    errors = {}
    if box not in BOXES:
        errors["boite"] = _unknown(BOXES)
    if read and read not in YES_OR_NO:
        errors["lu"] = _unknown(("true", "false"))
    if kind and kind not in words.MESSAGE.values():
        errors["type_message"] = _unknown(words.MESSAGE.values())
    if errors:
        raise ValidationError(errors)
    copies = copies.sent() if box == "envoyes" else copies.received()
    if read:
        copies = copies.read_by_receiver(YES_OR_NO[read])
    return copies.filter(message__kind=words.MESSAGE_OF[kind]) if kind else copies


def _unknown(known) -> list[str]:
    return [_("This value is not known. Known: %(known)s.") % {"known": ", ".join(known)}]


class Messages(MessagesView):
    """The messages one received, newest first, or those one sent; POST writes to one person."""

    is_list = True
    errors = {"POST": (404,)}

    @extend_schema(responses=UserMessageSerializer(many=True), parameters=FILTERS, summary="One's messages")
    def get(self, request):
        return self.paged(narrow(self.copies(), request), present_message)

    @extend_schema(request=MessageBody, responses={201: UserMessageSerializer}, summary="Write a message")
    def post(self, request):
        """Recruiters write to those who applied to them; those who apply to the recruiters they applied to, or who
        wrote to them. Everybody else is 403, an id nobody has too."""
        sent = self.body(MessageBody).validated_data
        publication = None
        if sent.get("offre_liee"):
            publication = get_object_or_404(Publication.objects.known_to(request.user), pk=sent["offre_liee"])
        message = services.messages.send(
            request.user,
            User.objects.filter(pk=sent["destinataire"]).first(),
            subject=sent.get("sujet") or "",
            body=sent["contenu"],
            publication=publication,
        )
        return Response(present_message(self.copies().get(message=message)), status=201)


class UnreadSerializer(serializers.Serializer):
    non_lus = serializers.IntegerField()


class Unread(MessagesView):
    @extend_schema(responses=UnreadSerializer, summary="How many messages one has not read")
    def get(self, request):
        return Response({"non_lus": services.messages.unread_count(request.user)})


class MessageRead(MessagesView):
    @extend_schema(request=None, responses=UserMessageSerializer, summary="Mark a received message as read")
    def put(self, request, pk):
        services.messages.mark_read(request.user, get_object_or_404(self.copies().received(), message_id=pk))
        return Response(present_message(self.copies().get(message_id=pk)))


class MessageDetail(MessagesView):
    @extend_schema(responses={204: None}, summary="Take a message out of one's own box; the other keeps it")
    def delete(self, request, pk):
        services.messages.hide(request.user, get_object_or_404(self.copies(), message_id=pk))
        return Response(status=204)


class ReportBody(serializers.Serializer):
    motif = serializers.ChoiceField(choices=list(words.REPORT_OF))
    explication = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, max_length=2000, help_text="Asked for with `autre`"
    )


class ReportSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    message = serializers.IntegerField()
    motif = serializers.ChoiceField(choices=list(words.REPORT_OF))
    date_creation = serializers.DateTimeField()


class ReportMessage(MessagesView):
    """An editor reads the message with the few around it. Once a person and message: then 409."""

    errors = {"POST": (409,)}

    @extend_schema(request=ReportBody, responses={201: ReportSerializer}, summary="Report a received message")
    def post(self, request, pk):
        copy = get_object_or_404(self.copies().received(), message_id=pk)
        sent = self.body(ReportBody).validated_data
        row = services.reports.report(
            request.user, copy.message, reason=words.REPORT_OF[sent["motif"]], text=sent.get("explication") or ""
        )
        body = {
            "id": row.pk,
            "message": copy.message_id,
            "motif": sent["motif"],
            "date_creation": moment(row.created_at),
        }
        return Response(body, status=201)


class BlockSender(MessagesView):
    """The sender of a received message; no message passes between the two any more. They are not told."""

    @extend_schema(request=None, responses={204: None}, summary="Block the sender")
    def put(self, request, pk):
        services.blocks.block(request.user, self.sender(pk))
        return Response(status=204)

    @extend_schema(responses={204: None}, summary="Unblock the sender")
    def delete(self, request, pk):
        services.blocks.unblock(request.user, self.sender(pk))
        return Response(status=204)

    def sender(self, pk) -> User:
        copy = get_object_or_404(self.copies().received(), message_id=pk, message__sender__isnull=False)
        return copy.message.sender


class BulkBody(serializers.Serializer):
    sujet = serializers.CharField(max_length=MAX_SUBJECT)
    contenu = serializers.CharField(max_length=MAX_BODY)
    publication = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=10**18, help_text="Only those who applied to this one"
    )


class BulkSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    destinataires = serializers.IntegerField(help_text="How many people")
    suivi = serializers.URLField(help_text="Where its progress can be read")


class BulkProgressSerializer(BulkSerializer):
    sujet = serializers.CharField()
    publication = serializers.IntegerField(allow_null=True)
    date_creation = serializers.DateTimeField()
    envoyes = serializers.IntegerField()
    statut = serializers.ChoiceField(choices=list(words.BULK_STATES))


class BulkView(FrontendView):
    permission_classes = (Recruiters,)

    def field_name(self, name: str) -> str:
        return FIELDS.get(name, name)

    def tracked(self, bulk: BulkMessage, total: int) -> dict:
        address = f"/api/recruteur/messages/envoi-masse/{bulk.pk}/"
        return {"id": bulk.pk, "destinataires": total, "suivi": self.request.build_absolute_uri(address)}


class SendBulk(BulkView):
    """To everybody who applied to the company's publications, or to one of them. The same text again within ten
    minutes is 409, as is nobody to write to."""

    errors = {"POST": (404, 409)}

    @extend_schema(request=BulkBody, responses={202: BulkSerializer}, summary="Write to many applicants")
    def post(self, request):
        sent = self.body(BulkBody).validated_data
        publication = None
        if sent.get("publication"):
            publication = get_object_or_404(Publication.objects.owned_by(request.user), pk=sent["publication"])
        bulk = services.bulk.queue(request.user, subject=sent["sujet"], body=sent["contenu"], publication=publication)
        return Response(self.tracked(bulk, bulk.recipients.count()), status=202)


class BulkProgress(BulkView):
    @extend_schema(responses=BulkProgressSerializer, summary="How far a bulk message is")
    def get(self, request, pk):
        bulk = get_object_or_404(BulkMessage.objects.sent_by(request.user).with_progress(), pk=pk)
        return Response(
            {
                **self.tracked(bulk, bulk.total),
                "sujet": bulk.subject,
                "publication": bulk.publication_id,
                "date_creation": moment(bulk.created_at),
                "envoyes": bulk.done,
                "statut": words.BULK_STATES[bulk.done == bulk.total],
            }
        )
