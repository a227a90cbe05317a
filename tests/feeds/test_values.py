"""What sources write, as values of ours: money, dates, places, words; and whole items."""

import pytest

from portal.feeds.fields import fields_of
from portal.feeds.incoming import mapping, values, words
from portal.feeds.incoming.preparing import Preparer
from portal.feeds.incoming.readers import Item
from portal.feeds.incoming.values import Doubtful, Wrong
from portal.vocabulary.models import Sector

OFFER = fields_of("offer")


def prepared(node: dict, kind: str = "offer", chosen: dict | None = None):
    return Preparer(kind, chosen or mapping.proposed(kind, [node])).one(Item(1, 1, 0, node))


# --- Numbers and money ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2 400,50 €", "2400.50"), ("2\u202f400", "2400.00"), ("2,400.50", "2400.50"), ("2.400,50", "2400.50"),
        ("1,234,567", "1234567.00"), ("35k€", "35000.00"), ("35,5 K", "35500.00"), ("EUR 1200", "1200.00"),
        (2400, "2400.00"), ("0", "0.00"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_write_them(written, expected):
    assert values.decimal(OFFER["amount_min"], written) == expected


@pytest.mark.parametrize("written", ["beaucoup", "-5", "1e9", "12-15", "9" * 19, "99999999999", "NaN", "Infinity", "٣"])
def test_what_is_no_figure_says_so(written):
    with pytest.raises(Wrong):
        values.decimal(OFFER["amount_min"], written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2 400 à 2 750 € par mois", ("2400.00", "2750.00", "month", "EUR")),
        ("30-35k€ / an", ("30000.00", "35000.00", "year", "EUR")),
        ("À partir de 1 900 € mensuel", ("1900.00", None, "month", "EUR")),
        ("Jusqu'à 12 € de l'heure", (None, "12.00", "hour", "EUR")),
        ("450 USD daily", ("450.00", "450.00", "day", "USD")),
        ("Selon profil", (None, None, None, None)),
        ({"@type": "MonetaryAmount", "currency": "CHF", "value": {"minValue": 5, "maxValue": 7, "unitText": "HOUR"}},
         ("5.00", "7.00", "hour", "CHF")),
        ({"currency": "EUR", "value": 2000}, ("2000.00", "2000.00", None, "EUR")),
        ({"currency": "EUR", "minValue": 10, "maxValue": 20}, ("10.00", "20.00", None, "EUR")),
        ({"priceCurrency": "EUR", "price": "300", "unitText": "DAY"}, ("300.00", "300.00", "day", "EUR")),
        ([{"currency": "EUR", "value": {"value": 1, "unitText": "YEAR"}}], ("1.00", "1.00", "year", "EUR")),
    ],
)  # fmt: skip
def test_a_pay_in_one_piece_is_taken_apart(written, expected):
    found = words.salary("offer", written)
    assert tuple(found.get(name) for name in ("amount_min", "amount_max", "period", "currency")) == expected


@pytest.mark.parametrize(
    "written", [{"currency": "EUR", "value": {"value": 500, "unitText": "WEEK"}}, "500 € par semaine", "500 €/semaine"]
)
def test_a_pay_per_week_leaves_a_warning(written):
    with pytest.raises(Doubtful):
        words.salary("offer", written)


def test_hours_a_week_are_no_pay_a_week():
    assert words.salary("offer", "2 400 € par mois, 35 par semaine")["period"] == "month"


# --- Dates ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-12-31", "2026-12-31T23:59:00+01:00"),
        ("31/12/2026", "2026-12-31T23:59:00+01:00"),
        ("31/12/2026 à 18h", "2026-12-31T18:00:00+01:00"),
        ("2026-07-01T18:00:00", "2026-07-01T18:00:00+02:00"),
        ("2026-12-31T18:00:00Z", "2026-12-31T18:00:00+00:00"),
        ("2026-12-31T18:00:00-05:00", "2026-12-31T18:00:00-05:00"),
        ("Thu, 31 Dec 2026 18:00:00 GMT", "2026-12-31T18:00:00+00:00"),
    ],
)
def test_moments_have_a_zone(written, expected):
    assert values.moment(OFFER["deadline"], written) == expected


@pytest.mark.parametrize(
    "written", ["demain", "2026-13-01", "31/02/2026", "0001-01-01", "9999-12-31", "12345", "1/2/3"]
)
def test_what_is_no_date_says_so(written):
    with pytest.raises(Wrong):
        values.moment(OFFER["deadline"], written)


def test_a_day_of_elsewhere_is_the_day_in_paris():
    assert values.date_(OFFER["starts_on"], "2026-12-31T23:30:00-05:00") == "2027-01-01"


# --- Words ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("contract", "CDI", "cdi"), ("contract", "Contrat à durée déterminée", "cdd"), ("contract", "cdd", "cdd"),
        ("contract", ["TEMPORARY", "PART_TIME", "saisonnier"], "saisonnier"), ("contract", "FULL_TIME", None),
        ("contract", "Alternance", "alternance"), ("working_time", ["TEMPORARY", "PART_TIME", "cdd"], "part"),
        ("working_time", "Temps plein", "full"), ("remote", "TELECOMMUTE", "full"), ("remote", "HYBRID", "partial"),
        ("remote", "non", "none"), ("experience", "3 ans", "3-5"), ("experience", "Débutant accepté", "beginner"),
        ("experience", {"monthsOfExperience": 60}, "5+"), ("experience", "no requirements", "beginner"),
        ("period", "MONTH", "month"), ("period", "annuel", "year"), ("contract", "", None), ("contract", "\x00", None),
    ],
)  # fmt: skip
def test_words_of_sources_are_ours(name, written, expected):
    assert words.choice(OFFER[name], written) == expected


@pytest.mark.parametrize(("name", "written"), [("contract", "Bénévolat"), ("remote", "parfois"), ("period", "WEEK")])
def test_a_word_that_is_not_known_is_doubted(name, written):
    with pytest.raises(Doubtful):
        words.choice(OFFER[name], written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lyon", ["Lyon (69)"]), ("69006", ["Lyon 6e (69)"]), ("69003 Lyon", ["Lyon 3e (69)"]),
        ("Lyon; Brest", ["Lyon (69)", "Brest (29)"]), ("Nulle-Part-sur-Rien", ["Nulle-Part-sur-Rien"]),
        ({"@type": "Place", "address": {"addressLocality": "Brest", "postalCode": "29200"}}, ["Brest (29)"]),
        ({"@type": "Place", "address": "Lyon, France"}, ["Lyon (69)"]),
        ({"@type": "Place", "name": "Brest"}, ["Brest (29)"]),
        ({"address": {"addressLocality": "Montréal", "addressCountry": "CA"}}, ["Montréal (CA)"]),
        ({"address": {"addressLocality": "Mons", "addressCountry": {"name": "FR"}}}, ["Mons (30)"]),
        ({"address": {"addressLocality": "Saint-Denis", "postalCode": "97400", "addressCountry": "RE"}},
         ["Saint-Denis (974)"]),
        ({"address": {"addressLocality": "Lyon", "addressCountry": "US", "postalCode": "69006"}}, ["Lyon"]),
        ({"#text": "Lyon 6e (69)", "@city": "Lyon", "@postal_code": "69006"}, ["Lyon 6e (69)"]),
        ([{"address": {"addressLocality": "Lyon"}}, "Brest"], ["Lyon (69)", "Brest (29)"]),
        ("", None), ({}, None),
    ],
)  # fmt: skip
def test_places_are_known_by_name_and_code(written, expected):
    assert words.places(OFFER["places"], written) == expected


# --- Whole items ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
class TestItems:
    base = {"id": "1", "title": "Maçon", "description": "Bâtir."}

    def test_html_is_cleaned(self):
        hostile = "<p onclick=x>Bon<script>alert(1)</script></p><img src=x onerror=alert(1)>"
        assert prepared({**self.base, "description": hostile}).values["description"] == "<p>Bon</p>"

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            ("<b>Chef</b> de projet R&amp;D", "Chef de projet R&D"),
            ("D&eacute;veloppeur &lt;span class=x&gt;Java&lt;/span&gt;", "Développeur Java"),
            ("<script>alert(1)</script>Soudeur", "Soudeur"),
            ("Développeur List<String> & C", "Développeur List<String> & C"),
            ("Poste < 35 h > 20 h", "Poste < 35 h > 20 h"),
        ],
    )
    def test_titles_are_letters_and_no_markup(self, written, expected):
        assert prepared({**self.base, "title": written}).values["title"] == expected

    def test_identifiers_stay_as_they_are(self):
        assert prepared({**self.base, "id": "a&amp;<b>1</b>"}).external_id == "a&amp;<b>1</b>"

    def test_html_that_was_escaped_twice_is_html(self):
        assert prepared({**self.base, "description": "&lt;p&gt;Bon&lt;/p&gt;"}).values["description"] == "<p>Bon</p>"

    def test_text_that_mentions_entities_stays_text(self):
        found = prepared({**self.base, "description": "Écrire &lt;div&gt; en HTML ?"}).values["description"]
        assert "<div>" not in found

    def test_nul_and_controls_are_taken_out(self):
        found = prepared({**self.base, "id": "a\x00b", "title": "Ma\x00ço\x1fn\u0085"})
        assert (found.external_id, found.values["title"]) == ("ab", "Maçon")

    @pytest.mark.parametrize(
        ("name", "value", "field"),
        [
            ("title", "x" * 151, "title"), ("title", " \n ", "title"), ("description", "x" * 20_001, "description"),
            ("description", "<p> </p>", "description"), ("id", "x" * 201, "external_id"), ("id", "", "external_id"),
            ("url", "javascript:alert(1)", "apply_url"), ("url", "x", "apply_url"), ("email", "x@", "apply_email"),
            ("deadline", "hier", "deadline"), ("openings", "2,5", "openings"), ("openings", "100000", "openings"),
            ("currency", "EURO-ROUBLE", "currency"), ("title", "Ma\ufffdon", "title"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_taken_keeps_the_item_out(self, name, value, field):
        found = prepared({**self.base, name: value})
        assert not found.usable
        assert [problem.field for problem in found.problems] == [field]

    def test_every_problem_is_told_at_once(self):
        found = prepared({"id": "", "title": "", "description": "", "deadline": "x", "openings": "y"})
        assert {problem.field for problem in found.problems} == {
            "external_id", "title", "description", "deadline", "openings"
        }  # fmt: skip

    def test_a_word_that_is_not_known_keeps_only_the_field_out(self):
        found = prepared({**self.base, "contract": "Bénévolat", "sector": "Sorcellerie"})
        assert found.usable
        assert [(problem.field, problem.warning) for problem in found.problems] == [
            ("contract", True), ("sector", True)
        ]  # fmt: skip

    def test_a_sector_is_known_by_its_name(self):
        found = prepared({**self.base, "sector": "batiment et travaux publics"})
        assert found.values["sector"] == Sector.objects.get(name="Bâtiment et travaux publics").pk

    def test_where_people_apply(self):
        assert prepared(self.base).values["apply_by"] == "here"
        assert prepared({**self.base, "email": "rh@exemple.fr"}).values["apply_by"] == "email"
        both = prepared({**self.base, "email": "rh@exemple.fr", "url": "https://exemple.fr/1"}).values
        assert (both["apply_by"], "apply_email" in both) == ("url", False)

    def test_amounts_are_in_order(self):
        assert [problem.field for problem in prepared({**self.base, "salaire": "3000 à 2000 €"}).problems] == [
            "amount_max"
        ]

    def test_internships_for_pupils_are_not_imported(self):
        assert [problem.field for problem in prepared({**self.base, "contract": "stage_eleve"}).problems] == [
            "contract"
        ]

    def test_the_order_of_a_source_is_no_change(self):
        one, two = {**self.base, "lieu": "Lyon"}, dict(reversed({**self.base, "lieu": "Lyon"}.items()))
        assert prepared(one).digest == prepared(two).digest

    @pytest.mark.parametrize("kind", ["bourse", "financement", "consultation"])
    def test_other_kinds_have_their_fields(self, kind):
        found = prepared({**self.base, "duree": "10 mois", "type": "audit", "niveau": "Master"}, kind)
        assert found.usable
        assert found.values.get("level") == ("master" if kind == "bourse" else None)


# --- Proposals ------------------------------------------------------------------------------------------------------
def test_a_french_table_is_understood():
    node = dict.fromkeys(
        ("Référence", "Intitulé du poste", "Descriptif", "Type de contrat", "Ville", "Date limite", "Salaire min"), "x"
    )
    node |= {"URL": "x"}
    assert mapping.proposed("offer", [node]) == {
        "external_id": "Référence", "title": "Intitulé du poste", "description": "Descriptif",
        "contract": "Type de contrat", "places": "Ville", "deadline": "Date limite", "amount_min": "Salaire min",
        "apply_url": "URL",
    }  # fmt: skip


def test_no_path_is_proposed_twice_for_a_table():
    chosen = mapping.proposed(
        "offer", [{"id": "1", "titre": "A", "description": "x", "lieu": "Lyon", "ville": "Brest"}]
    )
    assert len(set(chosen.values())) == len(chosen)


def test_paths_have_an_end():
    node: dict = {}
    for _number in range(50):
        node = {"a": node, **{f"k{number}": 1 for number in range(50)}}
    assert len(mapping.paths_of([node])) <= mapping.MOST_PATHS
