from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.text import clean_text, fold


class Sector(models.Model):
    """A field of activity, shared by companies and publications."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self):
        return self.name


class SkillQuerySet(models.QuerySet):
    def named(self, names, limit: int = 30) -> list["Skill"]:
        """The skills of these names, in their order, made where missing; case and accents do not matter."""
        wanted = {}
        for name in names:
            name = " ".join(clean_text(str(name)).split())[:80]
            if fold(name):
                wanted.setdefault(fold(name), name)
        wanted = dict(list(wanted.items())[:limit])
        self.bulk_create([Skill(name=name, key=key) for key, name in wanted.items()], ignore_conflicts=True)
        found = {skill.key: skill for skill in self.filter(key__in=wanted)}
        return [found[key] for key in wanted]


class Skill(models.Model):
    """Something a person can do. `key` is the name without case or accents: two spellings are one skill."""

    name = models.CharField(_("name"), max_length=80)
    key = models.CharField(max_length=160, unique=True, editable=False)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = fold(self.name)
        super().save(*args, **kwargs)
