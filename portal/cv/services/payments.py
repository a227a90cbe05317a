"""What was paid for a resume, and whether its PDF bears a watermark. Payments are taken elsewhere."""

from django.db import transaction

from ..entitlements import has_premium
from ..models import PaymentType, Resume


def watermarked(resume: Resume, *, premium: bool | None = None) -> bool:
    """Whether its PDF and preview bear a watermark: the only place that decides it (002 §3.6).

    They do when the template is premium, nobody paid for this resume, and its owner has no active subscription.
    `premium` spares the question where the caller has asked already whether the owner has one.
    """
    if not resume.template.is_premium or resume.is_paid:
        return False
    return not (has_premium(resume.user) if premium is None else premium)


@transaction.atomic
def mark_paid(resume: Resume, payment_type: str) -> Resume:
    """Payment arrived for this resume; twice is once. Raises ValueError for what is no payment (002 annex C)."""
    if payment_type not in (PaymentType.SINGLE, PaymentType.SUBSCRIPTION):
        raise ValueError(f"{payment_type} pays for nothing")
    return _write(resume, is_paid=True, payment_type=payment_type)


@transaction.atomic
def withdraw_payment(resume: Resume) -> Resume:
    """The payment was given back: the resume is as if none had come; twice is once."""
    from .exports import forget_clean_copies

    if resume.template.is_premium:
        forget_clean_copies(resume)
    return _write(resume, is_paid=False, payment_type=PaymentType.FREE)


def _write(resume: Resume, **values) -> Resume:
    """Not a change of the text: no tab that is open on it loses its place (`Resume.revision`)."""
    Resume.objects.filter(pk=resume.pk).update(**values)
    for name, value in values.items():
        setattr(resume, name, value)
    return resume
