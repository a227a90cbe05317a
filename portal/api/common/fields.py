"""Pieces of bodies that contracts share: what goes out, and lenient fields for what comes in."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from django.utils.timezone import is_naive
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.timezone import datetime_exists

from portal.accounts.models import Upload
from portal.core.dates import PARIS


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second, with Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON's number, whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


@extend_schema_field({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]})
class Words(serializers.Field):
    """A list of texts, or one text with commas; errors are one list of messages."""

    default_error_messages = {
        "list": _("A list of texts, or one text with commas, is expected."),
        "many": _("No more than %(most)s are accepted."),
    }

    def __init__(self, *, separator: str = ",", most: int = 50, longest: int = 200, **kwargs):
        self.separator, self.most, self.longest = separator, most, longest
        super().__init__(**{"allow_null": True, **kwargs})

    def to_internal_value(self, data) -> list[str]:
        if isinstance(data, str):
            data = data.split(self.separator)
        if not isinstance(data, list) or not all(isinstance(item, str | int | float) for item in data):
            self.fail("list")
        if len(data) > self.most:
            raise serializers.ValidationError(self.error_messages["many"] % {"most": self.most}, code="many")
        return [text for text in (str(item).strip()[: self.longest] for item in data) if text]

    def to_representation(self, value):
        return value


@extend_schema_field({"anyOf": [{"type": "number"}, {"type": "string"}]})
class NumberOrText(serializers.Field):
    """An amount as a number, or said in words."""

    default_error_messages = {
        "invalid": _("A number or a text is expected."),
        "range": _("This amount is not possible."),
        "long": _("No more than 150 characters are accepted."),
    }

    def to_internal_value(self, data) -> Decimal | str:
        if isinstance(data, bool) or not isinstance(data, int | float | str):
            self.fail("invalid")
        if isinstance(data, str):
            text = data.strip()
            if len(text) > 150:
                self.fail("long")
            if not re.fullmatch(r"\d{1,12}([.,]\d{1,2})?", text, re.ASCII):
                return text
            data = text.replace(",", ".")
        elif not 0 <= data < 10**10:
            self.fail("range")
        amount = Decimal(str(data)).quantize(Decimal("0.01"))
        if not 0 <= amount < 10**10:
            self.fail("range")
        return amount

    def to_representation(self, value):
        return value


class ParisMoment(serializers.DateTimeField):
    """A moment; without an offset it is told in the time of Paris, and must be one that its clocks show once."""

    def __init__(self, **kwargs):
        super().__init__(**{"default_timezone": PARIS, "help_text": "Without an offset: the time of Paris", **kwargs})

    def enforce_timezone(self, value):
        found = super().enforce_timezone(value)
        # REST framework refuses the hour that comes twice a year, not the one that is skipped.
        if is_naive(value) and not datetime_exists(found):
            self.fail("make_aware", timezone=PARIS)
        return found


class Flag(serializers.BooleanField):
    """A box that a form leaves out was not sent, and changes nothing."""

    default_empty_html = serializers.empty


class Amount(serializers.DecimalField):
    def __init__(self, **kwargs):
        super().__init__(
            **{"max_digits": 12, "decimal_places": 2, "min_value": Decimal(0), "allow_null": True, **kwargs}
        )


@extend_schema_field({"anyOf": [{"type": "string", "format": "binary"}, {"type": "integer"}, {"type": "string"}]})
class FileOrUpload(serializers.Field):
    """A file of a multipart body, or the id of one of the caller's uploads; anybody else's id is as unknown as none."""

    default_error_messages = {
        "unknown": _("A file (multipart) or the id of one of your uploads of this kind is expected."),
    }

    def __init__(self, *, purpose: str, **kwargs):
        self.purpose = purpose
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        if hasattr(data, "read"):
            return data
        pk = _identifier(data)
        user = self.context["request"].user
        if pk is None or not user.is_authenticated:
            self.fail("unknown")
        found = Upload.objects.of(user).filter(purpose=self.purpose, pk=pk).first()
        return found or self.fail("unknown")

    def to_representation(self, value):
        return value


def _identifier(data) -> int | None:
    text = str(data) if isinstance(data, int | str) and not isinstance(data, bool) else ""
    return int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else None
