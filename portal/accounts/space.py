"""The personal space: rooms put their entries in its menu and their cards on its first page.

from portal.accounts.space import Card, MenuItem, register_card, register_menu

@register_menu
def menu(user):
    return [MenuItem(_("My publications"), reverse("publication_list_mine"), order=20)]

@register_card
def waiting(request):
    return Card("jobs/cards/waiting.html", {"publications": …}, order=10)   # or None
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MenuItem:
    """An entry of the space's menu. `count` is shown beside it when there is something to count."""

    label: str
    url: str
    order: int = 50
    count: int | None = None


@dataclass(frozen=True)
class Card:
    """A part of the first page: what waits, what happened. Small orders come first.

    The template finds its context as `card` (`{{ card.publications }}`) and the request.
    """

    template: str
    context: dict = field(default_factory=dict)
    order: int = 50


_menus: list[Callable] = []
_cards: list[Callable] = []


def register_menu(function: Callable[..., Iterable[MenuItem]]) -> Callable:
    """`function(user)` gives the entries for this person."""
    _menus.append(function)
    return function


def register_card(function: Callable[..., Card | Iterable[Card] | None]) -> Callable:
    """`function(request)` gives a card, several, or None when there is nothing for this person."""
    _cards.append(function)
    return function


def menu_for(request) -> list[dict]:
    """The entries as templates/space/base.html shows them; the longest address that leads here is the current one."""
    items = sorted((item for menu in _menus for item in menu(request.user)), key=lambda item: item.order)
    here = request.path
    matching = [item.url for item in items if here.startswith(item.url)]
    current = max(matching, key=len, default=None)
    return [
        {"label": item.label, "url": item.url, "count": item.count, "current": item.url == current} for item in items
    ]


def cards_for(request) -> list[Card]:
    cards: list[Card] = []
    for function in _cards:
        given = function(request)
        if isinstance(given, Card):
            cards.append(given)
        elif given:
            cards.extend(given)
    return sorted(cards, key=lambda card: card.order)
