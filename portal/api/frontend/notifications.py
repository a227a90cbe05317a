"""What the caller was told, and by which channels (003 §8.3, §15)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from portal.accounts.models import User
from portal.notifications import preferences, registry, services
from portal.notifications.models import Notification

from ..common.fields import moment
from ..common.permissions import Administrators
from ..common.schema import parameters
from ..common.views import FrontendView

TYPES = [declared.name for declared in registry.all_types()]
#: The domain's names of channels and 003 §15.2's.
CHANNELS = {"in_app": "in_app", "email": "email", "web_push": "push", "sms": "sms"}
CHANNEL_OF = {word: name for name, word in CHANNELS.items()}
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class NotificationSerializer(serializers.Serializer):
    """`lien` is a path of the site, or empty."""

    id = serializers.IntegerField()
    type = serializers.ChoiceField(choices=TYPES)
    titre = serializers.CharField()
    message = serializers.CharField()
    lien = serializers.CharField()
    lu = serializers.BooleanField()
    date_creation = serializers.DateTimeField()


class NotificationListSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    non_lues = serializers.IntegerField(help_text="All that the caller has not read, whatever the filters")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = NotificationSerializer(many=True)


def present_notification(row: Notification) -> dict:
    return {
        "id": row.pk,
        "type": row.type,
        "titre": row.title,
        "message": row.message,
        "lien": row.link,
        "lu": row.read_at is not None,
        "date_creation": moment(row.created_at),
    }


class NotificationBody(serializers.Serializer):
    destinataire = serializers.IntegerField(min_value=1, max_value=10**18, help_text="A user's id")
    type = serializers.ChoiceField(choices=TYPES)
    titre = serializers.CharField(max_length=services.LONGEST_TITLE)
    message = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=5000)
    lien = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=services.LONGEST_LINK,
        help_text="A path of the site: /mon-espace/",
    )

    def to_internal_value(self, data):
        """`utilisateur` is an alias of `destinataire`."""
        if isinstance(data, dict) and "destinataire" not in data and "utilisateur" in data:
            data = {**data, "destinataire": data["utilisateur"]}
        return super().to_internal_value(data)


FILTERS = parameters(
    lu="true or false",
    type=", ".join(TYPES),
    page="Number of the page, from 1",
    page_size="Results a page, up to 100",
)


class Notifications(FrontendView):
    """One's own, newest first; an administrator's POST tells one person something."""

    permission_classes = (IsAuthenticated,)
    errors = {"GET": (400, 404), "POST": (404,)}

    def get_permissions(self):
        return [Administrators()] if self.request.method == "POST" else super().get_permissions()

    def field_name(self, name: str) -> str:
        return {"title": "titre", "link": "lien"}.get(name, name)

    @extend_schema(responses=NotificationListSerializer, parameters=FILTERS, summary="What one was told")
    def get(self, request):
        own = Notification.objects.of(request.user)
        rows = self.paginate_queryset(_narrow(own, request))
        body = self.paginator.envelope([present_notification(row) for row in rows])
        return Response({**body, "non_lues": own.unread().count()})

    @extend_schema(request=NotificationBody, responses={201: NotificationSerializer}, summary="Tell one person")
    def post(self, request):
        sent = self.body(NotificationBody).validated_data
        user = get_object_or_404(User.objects.active(), pk=sent["destinataire"])
        row = services.create(
            request.user,
            user,
            sent["type"],
            title=sent["titre"],
            message=sent.get("message") or "",
            link=sent.get("lien") or "",
        )
        return Response(present_notification(row), status=201)


def _narrow(rows, request):
    """The filters. Raises ValidationError."""
    read, type_name = (request.query_params.get(name, "").strip().lower() for name in ("lu", "type"))
    errors = {}
    if read and read not in BOOLEANS:
        errors["lu"] = _known(BOOLEANS)
    if type_name and type_name not in TYPES:
        errors["type"] = _known(TYPES)
    if errors:
        raise ValidationError(errors)
    if read:
        rows = rows.filter(read_at__isnull=not BOOLEANS[read])
    return rows.filter(type=type_name) if type_name else rows


def _known(words) -> list[str]:
    return [_("This value is not known. Known: %(known)s.") % {"known": ", ".join(words)}]


class MarkRead(FrontendView):
    """The same again changes nothing."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(request=None, responses=NotificationSerializer, summary="Mark as read")
    def put(self, request, pk):
        own = Notification.objects.of(request.user)
        services.mark_read(request.user, get_object_or_404(own, pk=pk))
        return Response(present_notification(own.get(pk=pk)))


class PreferenceSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=TYPES)
    libelle = serializers.CharField()
    canal = serializers.ChoiceField(choices=list(CHANNEL_OF))
    actif = serializers.BooleanField()
    obligatoire = serializers.BooleanField(help_text="Cannot be switched off")


class PreferencesSerializer(serializers.Serializer):
    preferences = PreferenceSerializer(many=True)


class WishBody(serializers.Serializer):
    type = serializers.ChoiceField(choices=TYPES)
    canal = serializers.ChoiceField(choices=list(CHANNEL_OF))
    actif = serializers.BooleanField()


class PreferencesBody(serializers.Serializer):
    preferences = WishBody(many=True, max_length=100)


class Preferences(FrontendView):
    """003 §15.2's channels by type, those that this portal has. A PUT changes what it names."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(responses=PreferencesSerializer, summary="By which channels one is told")
    def get(self, request):
        return Response(self.shown())

    @extend_schema(request=PreferencesBody, responses=PreferencesSerializer, summary="Choose the channels")
    def put(self, request):
        sent = self.body(PreferencesBody).validated_data["preferences"]
        preferences.choose(request.user, {(one["type"], CHANNEL_OF[one["canal"]]): one["actif"] for one in sent})
        return Response(self.shown())

    def shown(self) -> dict:
        return {
            "preferences": [
                {
                    "type": choice.declared.name,
                    "libelle": str(choice.declared.label),
                    "canal": CHANNELS[choice.channel.name],
                    "actif": choice.on,
                    "obligatoire": choice.mandatory,
                }
                for choice in preferences.choices(self.request.user)
            ]
        }
