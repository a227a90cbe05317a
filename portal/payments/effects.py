"""What a payment does to a resume: the one place that calls `portal.cv` about it."""

from django.db.models import QuerySet

from portal.cv import services as cv
from portal.cv.models import PaymentType, Resume
from portal.cv.permissions import may_have_resume

from .models import Payment, PaymentStatus, Subscription
from .plans import PlanName


def grant(payment: Payment) -> None:
    """Money came. A subscription changes no resume: who has one is asked when it matters (`running_subscriptions`)."""
    if payment.plan == PlanName.SINGLE and payment.resume:
        cv.mark_paid(payment.resume, PaymentType.SINGLE)


def withdraw(payment: Payment) -> None:
    """All of the money went back: the resume is as before, unless another payment stands for it."""
    if payment.plan != PlanName.SINGLE or payment.resume is None:
        return
    others = Payment.objects.filter(resume_id=payment.resume_id, status=PaymentStatus.SUCCEEDED)
    if not others.exclude(pk=payment.pk).exists():
        cv.withdraw_payment(payment.resume)


def hand_over(resume: Resume | None, user) -> None:
    """A visitor's resume becomes the payer's; who may keep none leaves it to its session."""
    if resume is not None and resume.user_id is None and may_have_resume(user):
        Resume.objects.filter(pk=resume.pk, user=None).update(user=user, session_id=None)


def running_subscriptions(user) -> QuerySet:
    """Those that give this account premium now; `user` may be an id."""
    return Subscription.objects.owned_by(user).running()
