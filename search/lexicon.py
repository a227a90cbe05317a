"""French words that rules cannot guess: stop words, irregular pairs, words that only look like a feminine.

Everything here is folded: lower case, without accents. `search.stemming` and `search.analysis` read it.
"""

#: Words that say nothing of a publication. Kept out on purpose, because they do: "son" (sound), "été" (summer), "or",
#: "car", "plus", the single letters of languages (C, R).
STOP_WORDS = frozenset(
    """
    a afin ai ainsi alors apres as au aucun aucune aupres auquel aussi autre autres aux avec avoir avons avez ayant
    b be c'est ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme d dans de depuis des dont du
    e elle elles en entre es est et etant etes etre eux il ils j je l la laquelle le lequel les lesquels leur leurs
    lors lorsque lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont ou par pas pendant peu peut
    plusieurs pour pourra pourrez puis puisque qu quand que quel quelle quelles quels quelqu qui quoi quoique s sa sans
    se selon sera serez seront ses si soit sommes sont sous suis sur t ta te tel telle telles tels tes toi ton toujours
    tous tout toute toutes tres tu u un une vers via vos votre vous y
    """.split()
) - {"b", "c'est", "car"}

#: How people begin before they say what they look for, folded: "je cherche un emploi", "offre d'emploi", "poste de".
#: "travail social" and "postes" are subjects, unless a little word comes after.
PREAMBLE = (
    r"(?:(?:je )?(?:re)?cherche (?=une? |du |des |emploi|job|travail))?(?:une? |du |des )?"
    r"(?:(?:offres? d')?(?:emplois?|jobs?|boulots?)\b"
    r"|(?:travail|postes?)(?= (?:a|au|aux|avec|chez|comme|dans|de|en|pour) | d'))"
)

#: What comes before an apostrophe and is dropped with it.
ELISIONS = frozenset("c d j l m n s t qu jusqu lorsqu puisqu quoiqu quelqu".split())

#: Endings that inclusive writing adds to a masculine: développeur·euse, chef·fe, étudiant.e.s, infirmier/ère.
INCLUSIVE_ENDINGS = (
    "e ee ne le fe se te ve re ice rice trice ere iere euse eure esse eresse enne ienne onne elle ale ive que che sse"
).split()

#: Abbreviations that names of places use.
ABBREVIATIONS = {"st": "saint", "ste": "sainte"}

#: form -> stem, where endings follow no rule (singular form of both; plurals in -s are taken off first).
IRREGULAR = {
    form: stem
    for stem, forms in {
        "bail": "baux",
        "beau": "bel belle",
        "blanc": "blanche",
        "bon": "bonne",
        "bref": "breve",
        "chef": "cheffe cheftaine",
        "cher": "chere",
        "corail": "coraux",
        "doux": "douce",
        "email": "emaux",
        "epou": "epoux epouse",
        "faux": "fausse",
        "fou": "fol folle",
        "frai": "fraiche",
        "franc": "franche",
        "gentil": "gentille",
        "gra": "grasse",
        "grec": "grecque",
        "gro": "grosse",
        "jaloux": "jalouse",
        "jumeau": "jumelle",
        "long": "longue",
        "madame": "mesdame mme",
        "mal": "maux",
        "materiau": "materiaux",
        "monsieur": "messieur mr",
        "mou": "molle",
        "neuf": "neuve",
        "noyau": "noyaux",
        "nouveau": "nouvel nouvelle",
        "nul": "nulle",
        "oeil": "yeux",
        "preau": "preaux",
        "public": "publique",
        "roux": "rousse",
        "sec": "seche",
        "soupirail": "soupiraux",
        "taux": "taux",
        "travail": "travaux",
        "turc": "turque",
        "tuyau": "tuyaux",
        "vieux": "vieil vieille",
        "vif": "vive",
        "vitrail": "vitraux",
        "ouvreur": "ouvreuse",
        "copain": "copine",
        "hote": "hotesse",
        "maitre": "maitresse",
        "prince": "princesse",
        "dieu": "deesse",
        "heros": "heroine",
    }.items()
    for form in forms.split()
} | {"heros": "heros"}

#: Masculines whose feminine only adds -e, in endings where most words in -e are another word (droite, marine, cuisine).
PLAIN_FEMININES = frozenset(
    word + "e"
    for word in """
    absolu acquis adequat adjoint aigu allemand argentin artisan assis avocat brun candidat chaud civil
    clair clos commis compris concret complet confit conjoint construit court couvert cousin cru cuit delicat detruit
    discret distinct divers dur ecrit elu espagnol etroit exclus expert feminin fin fort froid gourmand grand gratuit
    gris haut idiot immediat inclus incomplet indirect inexact inquiet inscrit instruit interdit introduit
    laureat lourd magistrat malin marchand masculin muet musulman net noir normand offert orphelin ouvert parfait
    paysan permis persan petit plein precis prescrit produit profond promis prompt pur reduit requis satisfait second
    secret seul serein soumis sourd strict subtil sur transmis vert voisin
    """.split()
)

#: Words in -eux that are plurals of nouns in -eu; the others in -eux are adjectives (sérieux, sérieuse).
PLURALS_OF_EU = frozenset(
    "adieux aveux cheveux enjeux essieux feux jeux lieux milieux neveux pieux pneux voeux bleux hebreux".split()
)

#: Ends like a feminine or a plural and is neither, or what the rules would make of it is another word.
UNTOUCHED = frozenset(
    """
    cours paris fils sens temps corps bus bras pays os bas tours gers gaz nez mois fois
    creux creuse lieue banlieue
    graine plante fraise chaise braise partie sortie tente rente vente trente entente
    salle balle halle malle colonne antenne idee
    cathedrale capitale rive archive avenue revue statue massue tortue laitue copie prairie poubelle
    """.split()
)
