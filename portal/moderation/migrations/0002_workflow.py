"""The default workflow of the four kinds. Groups and permissions are `sync_roles`'s."""

from django.db import migrations

KINDS = ("offer", "bourse", "financement", "consultation")
NAME = "Modération des publications"


def make_workflow(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    task_type, _ = content_types.get_or_create(app_label="moderation", model="publicationreview")
    task, _ = apps.get_model("moderation", "PublicationReview").objects.get_or_create(
        name="Relecture par l’équipe éditoriale", defaults={"content_type": task_type, "active": True}
    )
    workflow, _ = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name=NAME)
    apps.get_model("wagtailcore", "WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    for kind in KINDS:
        content_type, _ = content_types.get_or_create(app_label="jobs", model=kind)
        apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0001_initial"),
        ("jobs", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
