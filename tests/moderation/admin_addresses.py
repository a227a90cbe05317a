"""Every address of the Wagtail admin, with sample arguments, and whose it is.

What is neither an editor's nor public is for administrators: a new address is closed until it is named here.
"""

import re

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.regex_helper import normalize

_ARGUMENT = re.compile(r"<(?:[^:>]+:)?(\w+)>")
_SAMPLES = {
    "app_label": "jobs",
    "app_name": "jobs",
    "content_type_app_name": "wagtailcore",
    "content_type_model_name": "page",
    "model_name": "offer",
    "action": "approve",
    "action_name": "approve",
    "revision_id_a": "live",
    "revision_id_b": "latest",
    "filter_spec": "max-165x165",
    "mode": "default",
}
#: What an editor may open. Pages, images and documents are given by `portal.pages`, synonyms by `portal.moderation`.
EDITORS = re.compile(
    r"""
    wagtailadmin_(home|account|dismissibles|sprite|javascript_catalog|keyboard_shortcuts|tag_autocomplete)
    | moderation_.* | verification.* | report | report_list(_results)? | company_chooser:.*
    | wagtailsnippet(s|choosers)_jobs_(offer|bourse|financement|consultation):.*
    | wagtailsnippet(s|choosers)_vocabulary_(synonymgroup|skillalias):.* | skill_chooser:.*
    | payments_desk(_one|(_subscriptions)?(_results)?)? | wagtail_bulk_action
    # One's own sessions of editing.
    | wagtailadmin_editing_sessions:.*
    | wagtailadmin_reports:(workflow|workflow_tasks|site_history|aging_pages|locked_pages|page_types_usage)(_results)?
    | wagtailadmin_explore.* | wagtailadmin_pages:.* | wagtailadmin_choose_page.* | pages:.* | images:.* | documents:.*
    | wagtailimages.* | wagtaildocs.* | wagtailembeds:.* | wagtailforms:.* | wagtailsnippets:index
    # Wagtail asks no permission to look at these names; making one asks.
    | wagtailadmin_workflows:task_cho.*
    | None
    """,
    re.VERBOSE,
)
#: For everyone, signed in or not.
PUBLIC = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_login", "wagtailadmin_logout"}
#: Raises on purpose, to try error pages.
LEFT_OUT = {"wagtailadmin_error_test", "wagtailadmin_logout"}


def addresses(samples: dict[str, str] | None = None):
    """Pairs of a view's full name and a path, in the order of the routes. `samples` maps a namespace to its pk."""
    admin = next(found for found in get_resolver().url_patterns if str(found.pattern) == "admin/")
    return list(_walk(admin, "/", "", samples or {}))


def _walk(node, prefix, namespace, samples):
    text = prefix + _fill(node.pattern, samples.get(namespace, "1"))
    if isinstance(node, URLPattern):
        yield f"{namespace}:{node.name}".strip(":"), text
    elif isinstance(node, URLResolver):
        inner = node.namespace or namespace
        text = prefix + _fill(node.pattern, samples.get(inner, "1"))
        for child in node.url_patterns:
            yield from _walk(child, text, inner, samples)


def _fill(pattern, pk):
    if isinstance(pattern, RoutePattern):
        return _ARGUMENT.sub(lambda found: _SAMPLES.get(found[1], pk), str(pattern))
    template, names = normalize(pattern.regex.pattern)[0]
    return template % {name: _SAMPLES.get(name, pk) for name in names}
