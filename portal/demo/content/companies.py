"""Organisations that do not exist, with the person who recruits for each.

`key: (name, sector, size, first name, last name, position, presentation)`.
"""

SECTORS = (
    "Administration publique",
    "Agriculture et agroalimentaire",
    "Art et culture",
    "Associations et économie solidaire",
    "Assurance",
    "Banque et finance",
    "Bâtiment et travaux publics",
    "Commerce et distribution",
    "Communication et médias",
    "Conseil et audit",
    "Droit",
    "Énergie",
    "Enseignement et formation",
    "Hôtellerie, restauration et tourisme",
    "Industrie",
    "Informatique et numérique",
    "Santé et action sociale",
    "Transport et logistique",
)

COMPANIES = {
    "ondelia": (
        *("Coopérative Ondelia", "Informatique et numérique", "50-249", "Nadia", "Berthelot"),
        "Responsable du recrutement",
        "Coopérative lyonnaise qui conçoit et exploite des services en ligne pour les villes, les hôpitaux et les "
        "associations. Ses 240 sociétaires financent aussi une fondation.",
    ),
    "sentrix": (
        *("Sentrix Cyberdéfense", "Informatique et numérique", "50-249", "Gwenaël", "Tanguy"),
        "Directeur des ressources humaines",
        "Sentrix protège les réseaux des petites et moyennes industries de l'Ouest.",
    ),
    "papier-lune": (
        *("Studio Papier Lune", "Communication et médias", "1-9", "Solène", "Hardy"),
        "Gérante",
        "Un atelier nantais de neuf personnes, au service de la culture.",
    ),
    "tilleuls": (
        *("Clinique des Tilleuls", "Santé et action sociale", "250-999", "Mireille", "Castagnier"),
        "Directrice des soins",
        "Établissement privé à but non lucratif de 310 lits, spécialisé en hématologie et en rééducation.",
    ),
    "val-serein": (
        *("Centre hospitalier du Val-Serein", "Santé et action sociale", "1000+", "Thomas", "Ouvrard"),
        "Responsable de l'attractivité",
        "Hôpital public réparti sur trois sites de l'Yonne.",
    ),
    "grands-chenes": (
        *("Résidences Les Grands Chênes", "Santé et action sociale", "50-249", "Élodie", "Faugeras"),
        "Directrice",
        "Trois maisons de retraite associatives en Dordogne.",
    ),
    "maore": (
        *("Association Maoré Santé", "Santé et action sociale", "10-49", "Roukia", "Madi Attoumani"),
        "Coordinatrice",
        "Deux centres de santé et une équipe de médiation à Mayotte.",
    ),
    "pharmacie-leguen": (
        *("Pharmacie Le Guen", "Santé et action sociale", "1-9", "Yann", "Le Guen"),
        "Titulaire",
        "Pharmacie de quartier à Quimper depuis 1958.",
    ),
    "passerelles": (
        *("Association Passerelles d'Insertion", "Associations et économie solidaire", "250-999", "Leïla", "Haddad"),
        "Responsable des ressources humaines",
        "Protection de l'enfance, hébergement et retour à l'emploi dans le Nord.",
    ),
    "nucleia": (
        *("Nucléa Biosciences", "Santé et action sociale", "10-49", "Katharina", "Vogel"),
        "Responsable administrative",
        "Tests de dépistage néonatal, développés à Illkirch.",
    ),
    "aerotis": (
        *("Aérotis Structures", "Industrie", "250-999", "Damien", "Roquefeuil"),
        "Chargé de recrutement",
        "Carénages et pièces de structure pour avions régionaux.",
    ),
    "rance-bleue": (
        *("Chantiers de la Rance Bleue", "Industrie", "10-49", "Morgane", "Desbois"),
        "Directrice du chantier",
        "Construction et réparation de bateaux de travail.",
    ),
    "brasval": (
        *("Fonderies Brasval", "Industrie", "50-249", "Patrick", "Chovin"),
        "Directeur de site",
        "Fonderie d'aluminium recyclé, à Saint-Étienne depuis 1921.",
    ),
    "trois-vallons": (
        *("Coopérative des Trois Vallons", "Agriculture et agroalimentaire", "250-999", "Sylvie", "Bessière"),
        "Responsable du personnel",
        "210 fermes, une laiterie, un pôle maraîcher.",
    ),
    "peyrelade": (
        *("Domaine de Peyrelade", "Agriculture et agroalimentaire", "10-49", "Clémence", "Vidal"),
        "Vigneronne",
        "Vingt-sept hectares de vignes biologiques à Faugères.",
    ),
    "grand-fond": (
        *("Distillerie Grand-Fond", "Agriculture et agroalimentaire", "10-49", "Steeve", "Bonbon"),
        "Directeur",
        "Rhums agricoles de Basse-Terre depuis 1887.",
    ),
    "lormeau": (
        *("Électricité Lormeau", "Bâtiment et travaux publics", "50-249", "Hélène", "Lormeau"),
        "Présidente",
        "Installation électrique des bâtiments publics en Anjou.",
    ),
    "morvandiau": (
        *("Les Bâtisseurs morvandiaux", "Bâtiment et travaux publics", "50-249", "Karim", "Zerrouki"),
        "Directeur des opérations",
        "Coopérative de construction et de réhabilitation.",
    ),
    "amazonis": (
        *("Amazonis Ingénierie", "Énergie", "10-49", "Yolande", "Sophie"),
        "Directrice générale",
        "Bureau d'études de l'eau et des berges en Guyane.",
    ),
    "soleance": (
        *("Soléance Énergies", "Énergie", "50-249", "Bastien", "Ferrand"),
        "Responsable du recrutement",
        "Conception et exploitation de centrales solaires.",
    ),
    "roussel": (
        *("Cabinet Roussel, Ndiaye et associés", "Conseil et audit", "10-49", "Aminata", "Ndiaye"),
        "Associée",
        "Expertise comptable à Rouen et au Havre.",
    ),
    "guerinot": (
        *("Guérinot Avocats", "Droit", "1-9", "Béatrice", "Guérinot"),
        "Avocate associée",
        "Droit de la famille et des personnes.",
    ),
    "solvane": (
        *("Banque Solvane", "Banque et finance", "1000+", "Philippe", "Montcharmont"),
        "Responsable du recrutement",
        "Banque coopérative du Massif central.",
    ),
    "coquelicot": (
        *("Fonds Coquelicot", "Banque et finance", "1-9", "Inès", "Carvalho"),
        "Secrétaire générale",
        "Financement patient de la santé et de la culture.",
    ),
    "harmelia": (
        *("Mutuelle Harmélia", "Assurance", "250-999", "Véronique", "Pasquier"),
        "Directrice des ressources humaines",
        "Mutuelle de 320 000 sociétaires.",
    ),
    "fleuriel": (
        *("Maison Fleuriel", "Commerce et distribution", "10-49", "Antoine", "Fleuriel"),
        "Cogérant",
        "Trois magasins coopératifs de produits biologiques en Savoie.",
    ),
    "augustine": (
        *("La Table d'Augustine", "Hôtellerie, restauration et tourisme", "10-49", "Augustine", "Labarthe"),
        "Cheffe propriétaire",
        "Un restaurant bordelais, son fournil et sa table d'hôtes.",
    ),
    "cap-corail": (
        *("Hôtel Cap Corail", "Hôtellerie, restauration et tourisme", "50-249", "Jean-Yves", "Hoarau"),
        "Directeur",
        "Hôtel de 42 chambres sur la côte ouest de La Réunion.",
    ),
    "delmarche": (
        *("Transports Delmarche", "Transport et logistique", "250-999", "Sabine", "Delmarche"),
        "Directrice générale",
        "Marchandises et voyageurs dans les Hauts-de-France.",
    ),
    "logivaux": (
        *("Logivaux", "Transport et logistique", "50-249", "Mehdi", "Saïdi"),
        "Responsable d'exploitation",
        "Entrepôts du livre et du jeu près d'Orléans.",
    ),
    "ponant": (
        *("École d'ingénierie du Ponant", "Enseignement et formation", "50-249", "Armelle", "Kerbrat"),
        "Secrétaire générale",
        "École d'ingénieurs brestoise tournée vers la mer.",
    ),
    "univ-barret": (
        *("Université Jeanne-Barret", "Enseignement et formation", "1000+", "Olivier", "Grandjean"),
        "Chef du service des recrutements",
        "26 000 étudiantes et étudiants en Franche-Comté.",
    ),
    "aubanel": (
        *("Fondation Marguerite-Aubanel", "Enseignement et formation", "1-9", "Catherine", "d'Aurelle"),
        "Déléguée générale",
        "Bourses et accompagnement vers les métiers d'ingénieur.",
    ),
    "quatre-vents": (
        *("Théâtre des Quatre-Vents", "Art et culture", "10-49", "Raphaël", "Simonet"),
        "Administrateur",
        "Trois salles et un festival à Avignon.",
    ),
    "avesnelles": (
        *("Communauté de communes du Pays d'Avesnelles", "Administration publique", "250-999", "Martine", "Lecocq"),
        "Directrice générale des services",
        "Quarante-trois communes du sud du Nord.",
    ),
    "sainte-aurore": (
        *("Ville de Sainte-Aurore-sur-Mer", "Administration publique", "1000+", "Ludovic", "Arnaudeau"),
        "Directeur des ressources humaines",
        "Une ville du littoral charentais, 61 000 habitants.",
    ),
    "elan": (
        *("Agence Élan Territoires", "Administration publique", "50-249", "Camille", "Rousselet"),
        "Directrice des programmes",
        "L'agence aide les projets des communes du Centre et d'outre-mer.",
    ),
    "castelline": (
        *("La Fabrique Castelline", "Banque et finance", "1-9", "Grégoire", "Malaterre"),
        "Directeur",
        "Association d'appui aux créatrices et créateurs d'entreprise en Tarn-et-Garonne.",
    ),
}

#: Other names under which a company publishes: `key: (company, name shown)`.
SHOWN_AS = {"fondelia": ("ondelia", "Fondation Ondelia")}
#: The company whose recruiter waits to be verified.
WAITING = (
    *("Menuiserie Kerdaniel", "Bâtiment et travaux publics", "10-49", "Erwan", "Kerdaniel"),
    "Gérant",
    "Portes, fenêtres et escaliers en bois du pays, près de Pontivy.",
)
