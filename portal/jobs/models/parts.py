"""What a publication has several of: places and questions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from .publication import Publication


class PublicationPlace(Orderable):
    """One of the places of a publication; the label is what people read, the rest is for filters and distances."""

    publication = ParentalKey(Publication, on_delete=models.CASCADE, related_name="places")
    label = models.CharField(_("town"), max_length=150)
    city = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    department = models.CharField(max_length=3, blank=True)
    region = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2, default="FR")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self):
        return self.label


class ScreeningQuestion(Orderable):
    """A question the recruiter asks everyone who applies on this site."""

    publication = ParentalKey(Publication, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=200)
    required = models.BooleanField(_("an answer is required"), default=True)

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.text
