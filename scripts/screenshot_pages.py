"""The pages `make screenshots` takes, by role. A page is a name and an address, or a link to follow from there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    """`follow` is a pattern of the link to open from `path`, `then` of one to open there; `status` the right answer.

    `way` names a function of scripts/screenshots.py that brings the page about, where opening an address does not.
    """

    name: str
    path: str
    follow: str = ""
    then: str = ""
    status: int = 200
    way: str = ""


MODELS = ("offer", "bourse", "financement", "consultation")
MINE = r"/mon-espace/publications/\d+/$"
KINDS = ("offres", "bourses", "financements", "consultations")

PUBLIC = (
    Shot("home", "/"),
    *(Shot(kind, f"/{kind}/") for kind in KINDS),
    *(Shot(f"{kind}-detail", f"/{kind}/", follow=rf"/{kind}/\d+-[^/]+/$") for kind in KINDS),
    Shot("search", "/offres/?q=d%C3%A9veloppeur"),
    Shot("search-empty", "/offres/?q=zzzzzz"),
    Shot("search-all", "/recherche/?q=formation"),
    Shot("listing-page-2", "/offres/?page=2"),
    Shot("alert-new", "/offres/alerte/?q=infirmier&lieu=Lyon"),
    Shot("favourite", "/offres/", follow=r"/favoris/\d+/$"),
    Shot("pricing", "/tarifs/"),
    Shot("legal", "/mentions-legales/"),
    Shot("articles", "/conseils/"),
    Shot("article", "/conseils/", follow=r"/conseils/[^/]+/$"),
)
ERRORS = (
    Shot("not-found", "/nulle-part/", status=404),
    Shot("no-token", "/compte/connexion/", status=403, way="send_without_token"),
    Shot("too-many", "/compte/connexion/", status=429, way="fail_to_sign_in"),
    Shot("broken", "/panne/", status=500, way="break_down"),
)
SIGN_UP = (
    Shot("login", "/compte/connexion/"),
    Shot("signup", "/compte/inscription/"),
    Shot("signup-candidate", "/compte/inscription/candidat/"),
    Shot("signup-recruiter", "/compte/inscription/recruteur/"),
    Shot("password-reset", "/compte/mot-de-passe/oublie/"),
    Shot("apply", "/offres/", follow=r"/offres/\d+-[^/]+/$", then=r"/offres/\d+/postuler/$"),
)
SPACE = (
    Shot("space", "/mon-espace/"),
    Shot("profile", "/mon-espace/profil/"),
    Shot("notifications", "/mon-espace/notifications/"),
    Shot("preferences", "/mon-espace/notifications/preferences/"),
    Shot("email", "/compte/courriel/"),
    Shot("password", "/compte/mot-de-passe/"),
)
APPLICANT = (
    *SPACE,
    Shot("subscription", "/mon-espace/abonnement/"),
    Shot("invoices", "/mon-espace/abonnement/factures/"),
    Shot("subscribe", "/paiement/mensuel/"),
    Shot("applications", "/mon-espace/candidatures/"),
    Shot("statistics", "/mon-espace/statistiques/"),
    Shot("application", "/mon-espace/candidatures/", follow=r"/mon-espace/candidatures/\d+/$"),
)
RECRUITER = (
    *SPACE,
    Shot("verification", "/mon-espace/verification/"),
    Shot("publications", "/mon-espace/publications/"),
    Shot("statistics", "/mon-espace/statistiques/"),
    Shot("imports", "/mon-espace/flux/"),
    Shot("new", "/mon-espace/publications/nouvelle/"),
    *(Shot(f"new-{kind}", f"/mon-espace/publications/nouvelle/{kind}/") for kind in KINDS),
)
ONE_OFFER = r"/admin/snippets/jobs/offer/edit/\d+/$"
TOOLS = (("history", r"/offer/history/\d+/$"), ("usage", r"/offer/usage/\d+/$"))
ADMIN = (
    Shot("admin", "/admin/"),
    Shot("queue", "/admin/moderation/"),
    Shot("review", "/admin/moderation/", follow=r"/admin/moderation/\d+/$"),
    Shot("compare", "/admin/moderation/", follow=r"/revisions/compare/"),
    Shot("verifications", "/admin/verifications/"),
    Shot("verification", "/admin/verifications/", follow=r"/admin/verifications/\d+/$"),
    *(Shot(f"admin-{model}", f"/admin/snippets/jobs/{model}/") for model in MODELS),
    *(Shot(f"admin-{name}", "/admin/snippets/jobs/offer/", follow=ONE_OFFER, then=then) for name, then in TOOLS),
    Shot("admin-edit", "/admin/snippets/jobs/offer/", follow=ONE_OFFER),
)

#: Account before `@demo.example`, or "visitor", and what it is shown.
PAGES = {
    "visitor": (*PUBLIC, *SIGN_UP, *ERRORS),
    "candidat": (
        *APPLICANT,
        Shot("favourites", "/mon-espace/favoris/"),
        Shot("alerts", "/mon-espace/alertes/"),
        Shot("alert", "/mon-espace/alertes/", follow=r"/mon-espace/alertes/\d+/$"),
        Shot("alert-new", "/offres/alerte/?q=infirmier&contrat=cdi"),
        Shot("hearts", "/offres/"),
        Shot("not-allowed", "/mon-espace/publications/", status=403),
        Shot("detail", "/offres/", follow=r"/offres/\d+-[^/]+/$"),
        Shot("apply", "/offres/", follow=r"/offres/\d+-[^/]+/$", then=r"/offres/\d+/postuler/$"),
    ),
    "prestataire": (*APPLICANT, Shot("verification", "/mon-espace/verification/")),
    "eleve": APPLICANT,
    "recruteur": (
        *RECRUITER,
        Shot("one", "/mon-espace/publications/", follow=MINE),
        Shot("audience", "/mon-espace/statistiques/frequentation/"),
        Shot("audience-one", "/mon-espace/statistiques/frequentation/", follow=r"/publications/\d+/frequentation/$"),
        Shot("edit", "/mon-espace/publications/", follow=MINE, then=r"/publications/\d+/modifier/$"),
        Shot("preview", "/mon-espace/publications/", follow=MINE, then=r"/publications/\d+/apercu/$"),
        Shot("received", "/mon-espace/candidatures-recues/"),
        Shot("imports-new", "/mon-espace/flux/nouveau/"),
        Shot("received-one", "/mon-espace/candidatures-recues/", follow=r"/mon-espace/candidatures-recues/\d+/$"),
    ),
    "recruteur-attente": RECRUITER,
    "consultant": SPACE,
    "lecteur": SPACE,
    "editeur": ADMIN,
    "admin": (*ADMIN, Shot("dashboard", "/admin/dashboard/"), Shot("logs", "/admin/reports/logs/")),
}
