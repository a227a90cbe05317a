from django.urls import path, register_converter

from .converters import IdConverter, PluralConverter
from .views import apply, candidates, completion, consent, detail, internships, listing, robots, sitemaps

register_converter(PluralConverter, "plural")
register_converter(IdConverter, "id")

urlpatterns = [
    path("recherche/", listing.search_all, name="search"),
    path("mon-espace/candidats/", candidates.listing, name="candidate_search"),
    path("recherche/lieux/", completion.towns, name="place_options"),
    path("recherche/mots/", completion.words, name="word_options"),
    path("recherche/competences/", completion.skills, name="skill_options"),
    path("stages/", internships.listing, name="internship_list"),
    path("stages/accord/<str:secret>/", consent.consent, name="internship_consent"),
    path("<plural:kind>/<id:pk>/", detail.short, name="publication_short"),
    path("<plural:kind>/<id:pk>-<str:slug>/", detail.detail, name="publication_detail"),
    path("<plural:kind>/<id:pk>/postuler/", apply.apply, name="publication_apply"),
    path("<plural:kind>/<id:pk>/postuler/envoyee/", apply.sent, name="publication_applied"),
    path("robots.txt", robots.robots, name="robots"),
    path("favicon.ico", robots.favicon, name="favicon"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-<plural:kind>-<id:year>-<id:month>-<id:number>.xml", sitemaps.month, name="sitemap_month"),
]
