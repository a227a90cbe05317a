"""Who looked: kept for a day as digests that lead back to nobody, then as numbers alone."""

from django.db import models

from portal.jobs.models import Publication


class DayKey(models.Model):
    """The secret that digests of one day (of Paris) are made with; without it they say nothing. Gone the day after."""

    day = models.DateField(unique=True)
    secret = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.day}"


class Sighting(models.Model):
    """One visitor looked at a publication, or pressed its button, today. Counted by a job, forgotten with the day."""

    class Act(models.TextChoices):
        VIEW = "view"
        APPLY = "apply"

    day = models.DateField()
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+", db_index=False)
    act = models.CharField(max_length=5, choices=Act)
    digest = models.CharField(max_length=32, unique=True)
    counted = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(counted=False), name="sighting_to_count")]

    def __str__(self):
        return f"{self.day} {self.act} {self.publication_id}"


class DayFigures(models.Model):
    """Views of a publication and clicks on its button, by day."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="figures", db_index=False)
    day = models.DateField(db_index=True)
    views = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "day"], name="figures_once_a_day")]

    def __str__(self):
        return f"{self.day} {self.publication_id}: {self.views}, {self.clicks}"
