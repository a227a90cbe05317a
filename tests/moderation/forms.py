"""What a browser sends to Wagtail's pages of a publication."""

import json

from django.urls import reverse

from . import build

XHR = {"x-requested-with": "XMLHttpRequest"}


def url(publication, name, *args):
    return reverse(f"wagtailsnippets_jobs_{publication.kind}:{name}", args=[publication.pk, *args])


def state(publication):
    return build.again(publication).current_workflow_task_state


def typed(publication, **changes):
    """What a browser sends from the edit form of an offer."""
    latest = build.again(publication).get_latest_revision_as_object()
    values = {
        "title": latest.title,
        "company_name": latest.company_name,
        "description": json.dumps(DRAFTAIL | {"blocks": [{**DRAFTAIL["blocks"][0], "text": "Bâtir des murs."}]}),
        "skills": "",
        "currency": "EUR",
        "remote": "none",
        "apply_by": "here",
        "openings": "1",
        "loaded_revision_id": latest.latest_revision_id,
    }
    for prefix in ("places", "questions", "weeks"):
        values |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}
    return {**values, **changes}


DRAFTAIL = {
    "entityMap": {},
    "blocks": [{"key": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}],
}


def edit(client, publication, **changes):
    return client.post(url(publication, "edit"), typed(publication, **changes))


def action(name, **data):
    return {
        "action-workflow-action": "1",
        "workflow-action-name": name,
        "workflow-action-extra-data": json.dumps(data),
    }


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def latest_title(publication) -> str:
    return build.again(publication).get_latest_revision_as_object().title
