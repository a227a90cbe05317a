from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.jobs.models import Publication

from ..querysets import FavouriteQuerySet


class Favourite(models.Model):
    """A publication that somebody keeps. A reminder is kept by the deadline it was for: each is reminded of once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="favourites")
    created_at = models.DateTimeField(default=timezone.now)
    reminded_of = models.DateTimeField(null=True, blank=True)

    objects = FavouriteQuerySet.as_manager()

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "publication"], name="favourite_once")]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="favourite_of_user")]

    def __str__(self):
        return f"{self.publication_id} of {self.user_id}"
