"""The page tree, and what stands around every page."""

from .chrome import SiteChrome
from .editorial import EditorialIndexPage, EditorialPage, LegalPage
from .home import HomePage
from .listing import PublicationListPage

__all__ = ["EditorialIndexPage", "EditorialPage", "HomePage", "LegalPage", "PublicationListPage", "SiteChrome"]
