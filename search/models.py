"""The index: one row for each publication that is validated and live, made of what filters, sorts and counts need.

It follows the publications (`search.handlers`); whether one is still open is asked of the clock with each search.
"""

from django.db import models

from .fields import TokensField


class SearchDocument(models.Model):
    publication = models.OneToOneField(
        "jobs.Publication", on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    kind = models.CharField(max_length=12)
    published_at = models.DateTimeField()
    created_at = models.DateTimeField()
    #: The sooner of its deadline and its expiry; the year 9999 without either, so that one comparison says it is open.
    open_until = models.DateTimeField()
    contract = models.CharField(max_length=20, blank=True)
    #: The type of a bourse, financement or consultation.
    category = models.CharField(max_length=20, blank=True)
    experience = models.CharField(max_length=10, blank=True)
    level = models.CharField(max_length=10, blank=True)
    remote = models.CharField(max_length=8, blank=True)
    sector = models.ForeignKey(
        "vocabulary.Sector", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    company = models.ForeignKey("accounts.Company", on_delete=models.CASCADE, related_name="+", db_index=False)
    #: The title as completions compare it.
    title_key = models.CharField(max_length=300, default="")
    company_name = models.CharField(max_length=150)
    #: The company's name as it is compared.
    company_key = models.CharField(max_length=300)
    #: Euros a year, or the whole amount where there is no period; both are 0 when nothing comparable is said.
    salary_min = models.BigIntegerField(default=0)
    salary_max = models.BigIntegerField(default=0)
    tokens = TokensField()
    #: Digest of all the above and of the places: `search_index check` compares it.
    fingerprint = models.CharField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["-published_at", "-publication"], name="search_newest"),
            models.Index(fields=["kind", "-published_at", "-publication"], name="search_kind_newest"),
            models.Index(fields=["open_until", "-publication"], name="search_deadline"),
            models.Index(fields=["-salary_max", "-publication"], name="search_salary"),
            models.Index(fields=["contract", "-published_at"], name="search_contract"),
            models.Index(fields=["sector", "-published_at"], name="search_sector"),
            models.Index(fields=["company", "-published_at"], name="search_company"),
            models.Index(fields=["experience", "-published_at"], name="search_experience"),
            models.Index(fields=["title_key"], name="search_title_key"),
        ]

    def __str__(self):
        return f"{self.kind} {self.publication_id}"


class SearchPlace(models.Model):
    """A place of a document, under the names that filters compare."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="places", db_index=False)
    #: The town's name by `vocabulary.places.normalise`; an arrondissement is its town.
    city = models.CharField(max_length=120)
    department = models.CharField(max_length=3, blank=True)
    region = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        indexes = [
            # Facets of ten thousand documents are counted from this index alone.
            models.Index(fields=["document", "department", "region"], name="search_place_areas"),
            models.Index(fields=["city"], name="search_place_city"),
            models.Index(fields=["department"], name="search_place_department"),
            models.Index(fields=["region"], name="search_place_region"),
            models.Index(fields=["latitude", "longitude"], name="search_place_position"),
        ]

    def __str__(self):
        return self.city


class CandidateDocument(models.Model):
    """What recruiters find of a candidate who agreed: no contact detail is among the words, no street in the area."""

    candidate = models.OneToOneField(
        "accounts.Candidate", on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    #: The town as people read it ("Lyon 3e (69)"); empty when it is not a known one.
    area = models.CharField(max_length=150, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    #: Tokens of `search.analysis`, apart by spaces, with one at each end.
    words = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["latitude", "longitude"], name="candidate_position")]

    def __str__(self):
        return f"candidate {self.candidate_id}"


class PendingChange(models.Model):
    """A publication whose document in Elasticsearch is to be written again; gone once that is done (search.pending).

    Its id is the version of what is then written: a reading that took longer never replaces a later one. The
    publication need not exist any more.
    """

    publication_id = models.BigIntegerField()

    def __str__(self):
        return f"publication {self.publication_id}"


class SearchWord(models.Model):
    """A word that public titles, skills, companies, sectors and places are written with: what suggestions choose from.

    Written with the documents; how often it is used is counted anew each night (`search.words.refresh`), when those
    that nothing uses any more go.
    """

    #: Folded: lower case without accents.
    key = models.CharField(max_length=40, unique=True)
    #: As a suggestion writes it.
    word = models.CharField(max_length=60)
    #: What it is in the index.
    token = models.CharField(max_length=40, db_index=True)
    #: How many documents hold the token.
    documents = models.PositiveIntegerField(default=1)

    def __str__(self):
        return self.word


class SearchPhrase(models.Model):
    """A title, skill or company of the index, once for each of its words from which somebody may begin to type it.

    Written with the documents and forgotten each night with what they no longer say (`search.phrases`). That something
    visible still says so is asked with each completion.
    """

    #: One of `search.query.Completes`.
    type = models.CharField(max_length=8)
    #: The phrase from one of its words on, folded.
    key = models.CharField(max_length=120)
    #: The whole phrase, folded.
    whole = models.CharField(max_length=300)
    #: As people read it.
    text = models.CharField(max_length=300)
    #: The company's id; 0 for the others.
    company_id = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "key", "whole", "company_id"], name="search_phrase")]
        indexes = [
            # PostgreSQL reads an index for beginnings only when it compares characters, not words of a language.
            models.Index(fields=["type", "key"], name="search_phrase_begins", opclasses=["varchar_pattern_ops"] * 2)
        ]

    def __str__(self):
        return self.text
