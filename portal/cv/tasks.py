from celery import shared_task

from . import services


@shared_task
def tidy_resumes() -> dict[str, int]:
    """Forget what nobody needs any more: PDFs after their day, old versions, resumes that visitors left behind."""
    return {
        "exports": services.forget_old_exports(),
        "versions": services.forget_old_versions(),
        "abandoned": services.forget_abandoned(),
    }
