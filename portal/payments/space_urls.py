"""Under /mon-espace/: one's own subscription and invoices."""

from django.urls import path

from .views import own

urlpatterns = [
    path("abonnement/", own.subscription, name="subscription"),
    path("abonnement/resilier/", own.cancel, name="subscription_cancel"),
    path("abonnement/reprendre/", own.resume, name="subscription_resume"),
    path("abonnement/moyen-de-paiement/", own.portal, name="subscription_portal"),
    path("abonnement/factures/", own.invoices, name="invoice_list"),
    path("abonnement/factures/<slug:number>/", own.invoice, name="invoice"),
]
