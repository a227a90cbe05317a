"""An item of the feed out: schema.org's description of a publication, with our own words where it has none.

`portal.feeds.incoming` reads all of it again: `docs/feeds.md` lists what is beside schema.org.
"""

from portal.jobs.models import ApplyBy, Kind
from portal.jobs.models.publication import Remote

from .. import structured


def item(publication) -> dict:
    """A publication, a row of its kind, as a value that fits in JSON."""
    data = structured.describe(publication)
    del data["@context"]
    data["dateModified"] = structured.moment(publication.last_published_at)
    if publication.kind == Kind.OFFER:
        _complete_offer(data, publication)
    return data


def _complete_offer(data: dict, offer) -> None:
    if offer.contract:
        # On pages a CDI counts as full time, as search engines want it; here only what was said.
        said = [kind for kind in data.get("employmentType", []) if kind != "FULL_TIME" or offer.working_time]
        data["employmentType"] = [*said, offer.contract]
    if offer.remote == Remote.PARTIAL:
        data["jobLocationType"] = "HYBRID"
    if offer.amount_note:
        data["incentiveCompensation"] = offer.amount_note
    if offer.apply_by == ApplyBy.EMAIL:
        data["applicationContact"] = {"@type": "ContactPoint", "email": offer.apply_email}
    elif offer.apply_by == ApplyBy.URL:
        data["potentialAction"] = {"@type": "ApplyAction", "target": offer.apply_url}
