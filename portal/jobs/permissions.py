"""Who may do what with a publication or an application: predicates that services, pages and contracts share."""

from portal.accounts.models import Role

from .models import ApplyBy, Kind

#: Who applies to which kind; whoever is not named here applies to nothing.
AUDIENCES = {
    Kind.OFFER: (Role.CANDIDATE, Role.STUDENT),
    Kind.BOURSE: (Role.CANDIDATE, Role.STUDENT),
    Kind.FINANCEMENT: (Role.CANDIDATE, Role.STUDENT, Role.PRESTATAIRE),
    Kind.CONSULTATION: (Role.PRESTATAIRE,),
}


def is_recruiter(user) -> bool:
    return user.is_authenticated and user.role == Role.RECRUITER and hasattr(user, "recruiter")


def owns(user, publication) -> bool:
    """The user is a recruiter of the publication's company."""
    return is_recruiter(user) and user.recruiter.company_id == publication.company_id


def may_apply(user, publication) -> bool:
    """This kind of account answers this kind of publication, here."""
    return publication.apply_by == ApplyBy.HERE and user.role in AUDIENCES[publication.kind]


def is_applicant(user, application) -> bool:
    return user.is_authenticated and application.candidate.user_id == user.pk


def is_recruiter_of(user, application) -> bool:
    return owns(user, application.publication)


def may_read_cv(user, application) -> bool:
    return is_applicant(user, application) or is_recruiter_of(user, application)
