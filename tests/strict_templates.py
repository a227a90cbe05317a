"""A template of ours that names a variable nobody gave it fails the test; the libraries' templates rely on such names.

Django asks one string, `string_if_invalid`, what to show for an unknown name. Ours looks at which template holds the
node being rendered: under BASE_DIR it raises, elsewhere it is the empty string Django uses. Names with a default
(`{{ x|default:"" }}`) and names in `{% if %}` stay allowed, as in Django.
"""

from contextvars import ContextVar
from functools import wraps

from django.conf import settings
from django.template import engines
from django.template.base import UNKNOWN_SOURCE, FilterExpression, Node

_node_is_ours = ContextVar("node_is_ours", default=False)
_has_default = ContextVar("has_default", default=False)
_DEFAULT_FILTERS = {"default", "default_if_none"}


class UnknownVariable(str):
    """Django's `string_if_invalid`: empty for the libraries' templates, an error for ours."""

    def __bool__(self):
        return _node_is_ours.get() and not _has_default.get()

    def __contains__(self, item):
        return item == "%s" and bool(self)

    def __mod__(self, name):
        if not self:
            return ""
        raise AssertionError(f"unknown template variable: {name}")


def install():
    """Make every template of the project strict for the rest of the process."""
    own_folders = (str(settings.BASE_DIR / "templates"), str(settings.BASE_DIR / "portal"))
    engines["django"].engine.string_if_invalid = UnknownVariable()
    original_render, original_resolve = Node.render_annotated, FilterExpression.resolve

    @wraps(original_render)
    def render_annotated(self, context):
        origin = getattr(self, "origin", None)
        name = getattr(origin, "name", UNKNOWN_SOURCE) or UNKNOWN_SOURCE
        token = _node_is_ours.set(str(name).startswith(own_folders))
        try:
            return original_render(self, context)
        finally:
            _node_is_ours.reset(token)

    @wraps(original_resolve)
    def resolve(self, context, ignore_failures=False):
        if not any(getattr(function, "__name__", "") in _DEFAULT_FILTERS for function, _ in self.filters):
            return original_resolve(self, context, ignore_failures)
        token = _has_default.set(True)
        try:
            return original_resolve(self, context, ignore_failures)
        finally:
            _has_default.reset(token)

    Node.render_annotated, FilterExpression.resolve = render_annotated, resolve
