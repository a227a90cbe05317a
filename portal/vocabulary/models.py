from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
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


def skill_key(name: str) -> str:
    """The name without case or accents, and with straight apostrophes: telephones write curly ones."""
    return fold(name).replace("’", "'")


class SkillQuerySet(models.QuerySet):
    def named(self, names, limit: int = 30) -> list["Skill"]:
        """The skills of these names, in their order, made where missing; case and accents do not matter.

        An alias gives the skill it stands for ("JS": JavaScript), so that two names may be one skill.
        """
        return list(dict.fromkeys(self.by_name(names, limit=limit).values()))

    def curated(self, beginning: str, *, limit: int) -> list["Skill"]:
        """Of those that editors gave other names: whose name, a word of it or other name begins so; the shortest first.

        Skills that nobody looked at are left out: people type what they like into their resumes.
        """
        key = skill_key(beginning)
        begins = models.Q(key__startswith=key) | models.Q(key__contains=f" {key}")
        named = models.Exists(SkillAlias.objects.filter(skill=models.OuterRef("pk")))
        other = models.Exists(SkillAlias.objects.filter(skill=models.OuterRef("pk"), key__startswith=key))
        rows = self.filter(named, begins | models.Q(other)).annotate(length=Length("name"))
        return list(rows.order_by("length", "key")[:limit])

    def by_name(self, names, *, limit: int = 30, make: bool = True) -> dict[str, "Skill"]:
        """By name as it is given, the skill it means; missing ones are made, or left out without `make`."""
        wanted: dict[str, str] = {}
        keys = {}
        for given in names:
            name = " ".join(clean_text(str(given)).split())[:80]
            if key := skill_key(name):
                keys[given] = key
                wanted.setdefault(key, name)
        wanted = dict(list(wanted.items())[:limit])
        found = {alias.key: alias.skill for alias in SkillAlias.objects.of(wanted).select_related("skill")}
        missing = {key: name for key, name in wanted.items() if key not in found}
        if make:
            # In one order for everybody: two people who name the same new skills wait for one another, in no circle.
            new = [Skill(name=name, key=key) for key, name in sorted(missing.items())]
            self.bulk_create(new, ignore_conflicts=True)
        found |= {skill.key: skill for skill in self.filter(key__in=missing)}
        return {name: found[key] for name, key in keys.items() if key in found}

    def keys_of(self, names) -> dict[str, str]:
        """By name, the key of the skill it means: an alias's skill's, else its own. Nothing is made."""
        keys = {name: skill_key(name) for name in names}
        known = dict(SkillAlias.objects.of(keys.values()).values_list("key", "skill__key"))
        return {name: known.get(key, key) for name, key in keys.items()}


class Skill(models.Model):
    """Something a person can do. `key` is the name as `skill_key` writes it: two spellings are one skill."""

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
        self.key = skill_key(self.name)
        super().save(*args, **kwargs)


class SkillAliasQuerySet(models.QuerySet):
    def of(self, keys):
        return self.filter(key__in=keys)


class SkillAlias(models.Model):
    """Another word for a skill: "JS" is JavaScript. `key` is the word as `skill_key` writes it."""

    name = models.CharField(_("other name"), max_length=80)
    key = models.CharField(max_length=160, unique=True, editable=False)
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("skill"))

    objects = SkillAliasQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("other name of a skill")
        verbose_name_plural = _("other names of skills")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.key = skill_key(self.name)
        super().save(*args, **kwargs)

    def clean(self):
        self.name = " ".join(clean_text(self.name).split())
        key = skill_key(self.name)
        if SkillAlias.objects.of([key]).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("This name already stands for a skill.")})
        if Skill.objects.filter(key=key).exists():
            raise ValidationError({"name": _("This is the name of a skill of its own.")})


class SynonymGroup(models.Model):
    """Words and expressions that mean the same to someone who searches; `search.synonyms` reads them.

    Plurals, feminines, accents and inclusive writing need no synonym: the analysis joins them already.
    """

    FEWEST, MOST = 2, 20
    LONGEST_WORD = 80

    words = models.TextField(
        _("words"),
        max_length=2000,
        help_text=_("One word or expression a line. Plurals, feminines and accents are found without them."),
    )

    class Meta:
        ordering = ["words"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self):
        return ", ".join(self.listed())

    def listed(self) -> list[str]:
        """The words in their order, each once whatever its case and accents."""
        lines = (" ".join(clean_text(line).split()) for line in self.words.splitlines())
        return list({skill_key(line): line for line in lines if line}.values())

    def clean(self):
        words = self.listed()
        if not self.FEWEST <= len(words) <= self.MOST:
            limits = {"fewest": self.FEWEST, "most": self.MOST}
            raise ValidationError({"words": _("Write %(fewest)s to %(most)s different words, one a line.") % limits})
        if too_long := next((word for word in words if len(word) > self.LONGEST_WORD), None):
            raise ValidationError({"words": _("This line is too long: “%(line)s…”.") % {"line": too_long[:40]}})
        self.words = "\n".join(words)
