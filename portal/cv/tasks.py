from celery import shared_task

from . import services


@shared_task
def settle_resume(pk: int) -> None:
    """What follows a change of this resume (portal.cv.services.settling)."""
    services.settle(pk)


@shared_task
def settle_resumes() -> int:
    """The same for those whose own task was lost."""
    return services.settle_overdue()


@shared_task
def tidy_resumes() -> dict[str, int]:
    """Forget what nobody needs any more: PDFs and imports after their day, old versions, visitors' old resumes."""
    return {
        "exports": services.forget_old_exports(),
        "imports": services.forget_old_imports(),
        "versions": services.forget_old_versions(),
        "abandoned": services.forget_abandoned(),
    }
