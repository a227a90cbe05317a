"""Who may do what with a publication or an application: predicates that services, pages and contracts share."""

from portal.accounts.models import Role

from .models import ApplyBy, Kind

#: Who applies to which kind; whoever is not named here applies to nothing. Internships for pupils are STUDENTS' alone.
AUDIENCES = {
    Kind.OFFER: (Role.CANDIDATE,),
    Kind.BOURSE: (Role.CANDIDATE,),
    Kind.FINANCEMENT: (Role.CANDIDATE,),
    Kind.CONSULTATION: (Role.PRESTATAIRE,),
}
STUDENTS = (Role.STUDENT,)


def audience(publication) -> tuple:
    """The roles that apply to this publication."""
    return STUDENTS if publication.is_student_internship else AUDIENCES[publication.kind]


def is_recruiter(user) -> bool:
    return user.is_authenticated and user.role == Role.RECRUITER and hasattr(user, "recruiter")


def may_search_candidates(user) -> bool:
    """Only recruiters whom the editors have verified."""
    return is_recruiter(user) and user.recruiter.is_verified


def owns(user, publication) -> bool:
    """The user is a recruiter of the publication's company."""
    return is_recruiter(user) and user.recruiter.company_id == publication.company_id


def may_apply(user, publication) -> bool:
    """This kind of account answers this kind of publication, here."""
    return publication.apply_by == ApplyBy.HERE and user.role in audience(publication)


def is_applicant(user, application) -> bool:
    return user.is_authenticated and application.candidate.user_id == user.pk


def is_recruiter_of(user, application) -> bool:
    return owns(user, application.publication)


def may_read_files(user, application) -> bool:
    """Whoever sent them, the recruiters they were sent to, and administrators."""
    admin = user.is_authenticated and user.role == Role.ADMIN
    return admin or is_applicant(user, application) or is_recruiter_of(user, application)
