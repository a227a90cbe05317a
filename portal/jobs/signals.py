"""Whatever Wagtail does with a publication, its projection follows."""

from wagtail.signals import (
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from . import projection, scoring
from .models import Publication


def of_instance(sender, instance, **kwargs):
    if isinstance(instance, Publication):
        projection.refresh(instance)


def of_published(sender, instance, **kwargs):
    if isinstance(instance, Publication):
        scoring.publication_changed(instance)


def of_workflow(sender, instance, **kwargs):
    publication = instance.content_object
    if isinstance(publication, Publication):
        projection.refresh(publication)


def of_task(sender, instance, **kwargs):
    of_workflow(sender, instance.workflow_state)


def connect():
    for signal in (published, unpublished):
        signal.connect(of_instance, dispatch_uid="jobs_projection")
    published.connect(of_published, dispatch_uid="jobs_scores")
    for signal in (workflow_approved, workflow_cancelled, workflow_rejected):
        signal.connect(of_workflow, dispatch_uid="jobs_projection")
    task_submitted.connect(of_task, dispatch_uid="jobs_projection")
