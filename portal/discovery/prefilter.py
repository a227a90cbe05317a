"""What is new, as the index sees it: says of most searches that they find none of it, without asking for one.

Each thing that a search may need (a token, a value, a place) is looked up once in all that is new, as a number with a
bit for each publication; a search is the AND of a few of them. A bit too many costs a statement, one too few an alert:
in doubt it is set.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from django.db.models import Q

from portal.jobs.models import Publication
from portal.vocabulary.models import SkillAlias, skill_key
from portal.vocabulary.places import within
from search.analysis import Term
from search.building import At, Built, build
from search.where import Around, InDepartments, InRegion, InTown, Nowhere, Remote, TownsBeginning, Where

from .needs import Needs

#: Built at once, which holds their texts in memory.
BATCH = 200
#: Publications that are looked at in the time of one search that is asked (1.5 ms each, on SQLite with little in it).
LOOKS = 5
#: Beyond the circle, for whoever measures on a sphere.
SLACK, SLACK_KM = 1.05, 2


class Newcomers:
    """The publications announced after one number and up to another.

    With so few searches (`searches`) that asking each of them takes less than looking at all of these, nothing is
    looked at, and any search may find some.
    """

    def __init__(self, after: int, upto: int, searches: int = 0):
        self.after, self.upto, self.searches = after, upto, searches

    def publications(self, ids: Iterable[int] | None = None):
        announced = {"announcement__number__gt": self.after, "announcement__number__lte": self.upto}
        rows = Publication.objects.filter(**announced)
        return rows if ids is None else rows.filter(pk__in=ids)

    def may_find(self, needs: Needs) -> list[int] | None:
        """Ids of those that may have all that is needed, [] for none; None when any of them may.

        Words are compared as every backend does: by the tokens of `search.analysis`, with their synonyms.
        """
        if self.after >= self.upto:
            return []
        return None if self._index is None else self._index.may_find(needs)

    @cached_property
    def _index(self) -> "_Index | None":
        most = self.searches * LOOKS
        ids = list(self.publications().order_by().values_list("pk", flat=True)[: most + 1])
        return None if len(ids) > most else _Index(ids)


class _Index:
    def __init__(self, ids: list[int]):
        self.ids: list[int] = []
        self.tokens: dict[str, int] = defaultdict(int)
        self.values: dict[tuple[str, str], int] = defaultdict(int)
        self.places: list[tuple[int, At]] = []
        self.companies: dict[str, int] = defaultdict(int)
        self.amounts: list[tuple[int, int]] = []
        self.asked: dict = {}
        for start in range(0, len(ids), BATCH):
            for each in build(ids[start : start + BATCH]):
                self._add(each)

    def _add(self, each: Built) -> None:
        bit = 1 << len(self.ids)
        self.ids.append(each.pk)
        for tokens in each.values["tokens"]:
            for token in set(tokens):
                self.tokens[token] |= bit
        for name in ("kind", "contract", "category", "experience", "level", "remote"):
            self.values[name, each.values.get(name, "")] |= bit
        self.values["sector", each.row["sector__slug"] or ""] |= bit
        for place in each.places:
            self.places.append((bit, place))
            self.values["region", place.region] |= bit
            self.values["department", place.department] |= bit
        for _name, key in each.skills:
            self.values["skill", key] |= bit
        self.companies[each.values["company_key"]] |= bit
        self.amounts.append((bit, each.values["salary_max"]))

    def may_find(self, needs: Needs) -> list[int]:
        left = (1 << len(self.ids)) - 1
        for name, allowed in needs.filters:
            left &= _any(self.values.get((name, value), 0) for value in allowed)
        for term in needs.terms:
            if not left:
                return []
            left &= self._having(term)
        if left and needs.where is not None:
            left &= self._once(needs.where, self._at)
        for name in needs.skills if left else ():
            left &= self._once(("skill", name), self._skilled)
        if left and needs.company:
            left &= _any(bit for key, bit in self.companies.items() if needs.company in key)
        if left and needs.amount:
            left &= _any(bit for bit, most in self.amounts if most >= needs.amount)
        return [pk for position, pk in enumerate(self.ids) if left >> position & 1] if left else []

    def _having(self, term: Term) -> int:
        found = 0
        for alternative in term.alternatives:
            bits = -1
            for token in alternative:
                bits &= self.tokens.get(token, 0)
            found |= bits
        return found

    def _once(self, key, look: Callable) -> int:
        if key not in self.asked:
            self.asked[key] = look(key)
        return self.asked[key]

    def _skilled(self, key: tuple[str, str]) -> int:
        """Of the skill that a name means, an alias its skill's."""
        name = skill_key(key[1])
        return self.values.get(("skill", self._aliases.get(name, name)), 0)

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Other names of the skills that are here, as keys. An alias of another skill means that one alone."""
        present = [key for (name, key), _bits in self.values.items() if name == "skill"]
        rows = SkillAlias.objects.filter(Q(skill__key__in=present) | Q(key__in=present))
        return dict(rows.values_list("key", "skill__key"))

    def _at(self, where: Where) -> int:
        match where:
            case Around(town, km):
                box = within(town.latitude, town.longitude, km * SLACK + SLACK_KM)
                high, wide = box.north - town.latitude, box.east - town.longitude
                return self._of_places(
                    lambda at: (
                        at.latitude is not None
                        and at.longitude is not None
                        and abs(at.latitude - town.latitude) <= high
                        and abs((at.longitude - town.longitude + 180) % 360 - 180) <= wide
                    )
                )
            case InRegion(name):
                return self.values.get(("region", name), 0)
            case InDepartments(codes):
                return _any(self.values.get(("department", code), 0) for code in codes)
            case InTown() as place:
                return self._of_places(lambda at: at.city == place.city and at.department in place.departments)
            case TownsBeginning(key):
                return self._of_places(lambda at: at.city.startswith(key))
            case Remote(values):
                return _any(self.values.get(("remote", value), 0) for value in values)
            case Nowhere():
                return 0
        return -1

    def _of_places(self, suits: Callable[[At], bool]) -> int:
        return _any(bit for bit, place in self.places if suits(place))


def _any(bits: Iterable[int]) -> int:
    found = 0
    for each in bits:
        found |= each
    return found
