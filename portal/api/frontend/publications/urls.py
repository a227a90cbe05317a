"""The routes of the four kinds: the same for each, under its plural."""

from ...common.views import endpoint
from ..candidatures import apply_view, received_view
from . import owner, public
from .kinds import BY_KIND


def _routes(name: str) -> list:
    plural = BY_KIND[name].plural
    shown, own = public.views_of(name), owner.views_of(name)
    return [
        endpoint(f"{plural}", shown[public.PublicList]),
        endpoint(f"{plural}/recherche", shown[public.Search]),
        endpoint(f"recherche/{plural}", shown[public.Search]),
        endpoint(f"{plural}/{{id}}", shown[public.Detail]),
        endpoint(f"{plural}/{{id}}/postuler", apply_view(name)),
        endpoint(f"recruteur/{plural}", own[owner.OwnerList]),
        endpoint(f"recruteur/{plural}/postulations", received_view(name)),
        endpoint(f"recruteur/{plural}/{{id}}", own[owner.OwnerDetail]),
    ]


urlpatterns = [route for name in BY_KIND for route in _routes(name)]
