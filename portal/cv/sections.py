"""The sections of a resume that are kept as JSON lists (002 §3): which texts their items hold."""

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from .layout import CUSTOM_ID

MOST_ITEMS = 50
LONGEST = 5000


@deconstructible
class Items:
    """A validator: a list of objects with these keys and no others, each a text or null; the first is required."""

    def __init__(self, *keys: str):
        self.keys = keys

    def __call__(self, value) -> None:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise ValidationError(_("A list of at most %(most)s items is expected.") % {"most": MOST_ITEMS})
        for item in value:
            if not isinstance(item, dict) or not set(item) <= set(self.keys) or not item.get(self.keys[0]):
                raise ValidationError(_("Each item has these texts: %(keys)s.") % {"keys": ", ".join(self.keys)})
            if not all(text is None or (isinstance(text, str) and len(text) <= LONGEST) for text in item.values()):
                raise ValidationError(_("Only texts of at most %(most)s characters fit here.") % {"most": LONGEST})

    def __eq__(self, other):
        return isinstance(other, Items) and self.keys == other.keys


@deconstructible
class CustomItems(Items):
    """Sections of its owner's own. An `id`, unique in its list, lets the layout speak of one (portal.cv.layout)."""

    def __call__(self, value) -> None:
        super().__call__(value)
        ids = [item["id"] for item in value if item.get("id") is not None]
        if len(set(ids)) < len(ids) or not all(CUSTOM_ID.fullmatch(identity) for identity in ids):
            raise ValidationError(_("The id of a section is a short word of its own: letters, digits, - and _."))


languages = Items("language", "level")
certifications = Items("name", "issuer", "date")
projects = Items("name", "description", "url")
custom = CustomItems("title", "content", "id")
