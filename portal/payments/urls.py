"""Prices, the way to a payment and back from it. A checkout's token in an address opens nothing but its state."""

from django.urls import path

from .views import buying, coming_back, local

urlpatterns = [
    path("tarifs/", buying.pricing, name="pricing"),
    path("paiement/retrouver/<str:token>/", coming_back.recover, name="payment_recover"),
    path("paiement/retrouver/<str:token>/resilier/", coming_back.cancel, name="payment_cancel"),
    path("paiement/retrouver/<str:token>/facture/<slug:number>/", coming_back.receipt, name="payment_receipt"),
    path("paiement/<slug:plan>/", buying.begin, name="payment_begin"),
    path("paiement/<slug:token>/merci/", coming_back.done, name="payment_done"),
    path("paiement/<slug:token>/abandon/", coming_back.given_up, name="payment_given_up"),
    path("paiement/<slug:token>/essai/", local.page, name="payment_local"),
]
