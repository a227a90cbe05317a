"""What people of the demo paid: by the checkout, the signed webhooks and the services of the payments room alone.

Only where the local page stands in for Stripe: with keys of Stripe's, nothing is made up beside what Stripe knows.
"""

from datetime import timedelta

from django.db.models import Max

from portal.accounts.models import User
from portal.cv import services as cv
from portal.cv.models import Resume
from portal.payments import services
from portal.payments.gateways import local
from portal.payments.models import Payment, StripeEvent, Subscription
from portal.payments.plans import PERIODS

from .calendar import Calendar
from .content import people
from .past import backdate_payments, present

#: Who subscribes and has renewed since, and how many days ago that began.
SUBSCRIBER, SINCE = "candidat", 47
#: Who subscribed for a month and no more.
FORMER, BEGAN = "prestataire", 84
TOLD_AFTER = timedelta(minutes=10)
#: Who paid for one resume and its template: login, days ago, template.
ONCE = (("amadou-keita", 26, 2), ("ines-lopes", 6, 4))
#: Who got it back today.
REFUNDED, REASON = "ines-lopes", "Le CV avait été payé par erreur."
PAYERS = (SUBSCRIBER, FORMER, *(login for login, _days, _template in ONCE))


class Payer:
    def __init__(self, calendar: Calendar, accounts):
        self.calendar, self.accounts = calendar, accounts

    def load(self, quiet) -> None:
        """In the order of their days: invoices are numbered as they are issued."""
        if not local.stands_in():
            return
        for at, act in sorted(self._acts(), key=lambda each: each[0]):
            last_event = StripeEvent.objects.aggregate(last=Max("pk"))["last"] or 0
            with present(at):
                act()
            backdate_payments([self._person(login) for login in PAYERS], at, last_event)
            quiet.hush(at)
        if failed := StripeEvent.objects.failed().first():
            raise RuntimeError(f"a payment of the demo was not applied: {failed.type}: {failed.error}")

    def _acts(self):
        """(when, what)"""
        month = PERIODS["month"]
        began = self.calendar.past(SINCE, 3)
        yield began, lambda: self._subscribe(SUBSCRIBER)
        yield began + month, lambda: local.renew(self._subscription(SUBSCRIBER))
        began = self.calendar.past(BEGAN, 9)
        yield began, lambda: self._subscribe(FORMER)
        yield began + month / 2, lambda: self._cancel(FORMER)
        yield began + month, lambda: local.end(self._subscription(FORMER))
        # The job that tells of it comes round within minutes.
        yield began + month + TOLD_AFTER, lambda: services.recording.lapse(self._subscription(FORMER))
        for login, days, template in ONCE:
            yield self.calendar.past(days, 5), lambda login=login, template=template: self._pay_once(login, template)
        yield self.calendar.now, self._refund

    def _subscribe(self, login: str) -> None:
        person = self._person(login)
        checkout, _url = services.checkouts.start(person, "monthly", waived=True)
        local.pay(checkout, person.email)

    def _cancel(self, login: str) -> None:
        """On Stripe's own page: nothing of it is in the audit log, whose lines no moved present would date."""
        local.send("customer.subscription.updated", local.set_cancelled(self._subscription(login), cancelled=True))

    def _pay_once(self, login: str, template: int) -> None:
        person = self._person(login)
        resume = cv.change(person, Resume.objects.main_of(person), {"template": template})
        checkout, _url = services.checkouts.start(person, "single", resume=resume, waived=True)
        local.pay(checkout, person.email)

    def _refund(self) -> None:
        payment = Payment.objects.get(user=self._person(REFUNDED))
        services.refunds.refund(self._person(people.ADMIN), payment, reason=REASON)

    def _subscription(self, login: str) -> Subscription:
        return Subscription.objects.select_related("checkout").get(user=self._person(login))

    def _person(self, login: str) -> User:
        return self.accounts.people[login]
