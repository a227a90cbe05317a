from celery import shared_task

from . import services


@shared_task
def tidy_resumes() -> dict[str, int]:
    """Forget what nobody needs any more: PDFs and imports after their day, old versions, visitors' old resumes."""
    return {
        "exports": services.forget_old_exports(),
        "imports": services.forget_old_imports(),
        "versions": services.forget_old_versions(),
        "abandoned": services.forget_abandoned(),
    }
