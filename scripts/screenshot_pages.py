"""The pages `make screenshots` takes, by role. A page is a name and an address, or a link to follow from there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    """`follow` is a pattern of the address of the link to open from `path`; `status` is the answer that is right."""

    name: str
    path: str
    follow: str = ""
    status: int = 200


KINDS = ("offres", "bourses", "financements", "consultations")

PUBLIC = (
    Shot("home", "/"),
    *(Shot(kind, f"/{kind}/") for kind in KINDS),
    *(Shot(f"{kind}-detail", f"/{kind}/", follow=rf"/{kind}/\d+-[^/]+/$") for kind in KINDS),
    Shot("search", "/offres/?q=d%C3%A9veloppeur"),
    Shot("search-empty", "/offres/?q=zzzzzz"),
    Shot("listing-page-2", "/offres/?page=2"),
    Shot("legal", "/mentions-legales/"),
    Shot("not-found", "/nulle-part/", status=404),
)
SIGN_UP = (
    Shot("login", "/compte/connexion/"),
    Shot("signup", "/compte/inscription/"),
    Shot("password-reset", "/compte/mot-de-passe/oubli/"),
)
SPACE = (
    Shot("space", "/mon-espace/"),
    Shot("profile", "/mon-espace/profil/"),
    Shot("notifications", "/mon-espace/notifications/"),
)
APPLICANT = (
    *SPACE,
    Shot("applications", "/mon-espace/candidatures/"),
    Shot("application", "/mon-espace/candidatures/", follow=r"/mon-espace/candidatures/\d+/$"),
)
RECRUITER = (
    *SPACE,
    Shot("verification", "/mon-espace/verification/"),
    Shot("publications", "/mon-espace/publications/"),
    *(Shot(f"new-{kind}", f"/mon-espace/publications/nouvelle/{kind}/") for kind in KINDS),
)
ADMIN = (
    Shot("admin", "/admin/"),
    *(Shot(f"admin-{model}", f"/admin/snippets/jobs/{model}/") for model in ("offer", "bourse", "financement")),
)

#: Account before `@demo.example`, or "visitor", and what it is shown.
PAGES = {
    "visitor": (*PUBLIC, *SIGN_UP),
    "candidat": (
        *APPLICANT,
        Shot("detail", "/offres/", follow=r"/offres/\d+-[^/]+/$"),
    ),
    "prestataire": (*APPLICANT, Shot("verification", "/mon-espace/verification/")),
    "eleve": APPLICANT,
    "recruteur": (
        *RECRUITER,
        Shot("edit", "/mon-espace/publications/", follow=r"/mon-espace/publications/\d+/modifier/$"),
        Shot("preview", "/mon-espace/publications/", follow=r"/mon-espace/publications/\d+/apercu/$"),
        Shot("received", "/mon-espace/candidatures-recues/"),
        Shot("received-one", "/mon-espace/candidatures-recues/", follow=r"/mon-espace/candidatures-recues/\d+/$"),
    ),
    "recruteur-attente": RECRUITER,
    "consultant": SPACE,
    "lecteur": SPACE,
    "editeur": ADMIN,
    "admin": ADMIN,
}
