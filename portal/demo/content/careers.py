"""What the people of the demo did and learned: `login: (experiences, education)`.

An experience is `(position, company, town, start, end, description)`, education `(institution, degree, field, start,
end)`. Dates are "YYYY-MM"; no end of an experience: it goes on.
"""

CAREERS = {
    "candidat": (
        (
            (
                "Développeuse Python",
                "Bibliotek, éditeur de logiciels",
                "Lyon",
                "2022-03",
                "",
                "Catalogue en ligne de quarante bibliothèques : conception, essais, mise en production et support de second niveau.",
            ),
            (
                "Développeuse web",
                "Agence Rive gauche",
                "Saint-Étienne",
                "2019-09",
                "2022-02",
                "Sites de collectivités, dont le portail de réservation des bibliothèques.",
            ),
            (
                "Professeure de mathématiques",
                "Collège Jean-Dasté",
                "Saint-Étienne",
                "2017-09",
                "2019-06",
                "Quatre classes, et un club de programmation le mercredi.",
            ),
        ),
        (
            (
                "École La Passerelle",
                "Titre de conceptrice développeuse d'applications",
                "Informatique",
                "2019-01",
                "2019-08",
            ),
            ("Université Claude-Bernard Lyon 1", "Master", "Mathématiques", "2015-09", "2017-06"),
        ),
    ),
    "amadou-keita": (
        (
            (
                "Développeur et exploitant",
                "Eaux de Belledonne",
                "Grenoble",
                "2020-10",
                "",
                "Suivi de consommation d'eau de quarante communes : développement, exploitation, astreintes.",
            ),
        ),
        (("Grenoble INP", "Diplôme d'ingénieur", "Systèmes d'information", "2017-09", "2020-09"),),
    ),
    "chloe-vasseur": (
        (
            ("Infirmière", "Hospices du Confluent", "Lyon", "2025-01", "", "Médecine interne, de jour puis de nuit."),
            ("Aide-soignante", "Résidence des Acacias", "Bron", "2020-06", "2021-08", ""),
        ),
        (("IFSI de Lyon", "Diplôme d'État d'infirmière", "Soins infirmiers", "2021-09", "2024-07"),),
    ),
    "hugo-marchetti": (
        (
            (
                "Designer d'interfaces indépendant",
                "À son compte",
                "Marseille",
                "2021-02",
                "",
                "Formulaires et parcours d'usagers pour six collectivités.",
            ),
            (
                "Designer d'interfaces",
                "Studio Calanque",
                "Marseille",
                "2018-09",
                "2021-06",
                "Applications de billetterie et de transport.",
            ),
        ),
        (("École de design de Provence", "Diplôme national d'art", "Design graphique", "2013-09", "2018-06"),),
    ),
    "fatou-sarr": (
        (
            (
                "Cheffe de produit",
                "Civicode",
                "Lyon",
                "2022-01",
                "",
                "Inscriptions scolaires et périscolaires de trente villes.",
            ),
            (
                "Responsable du guichet unique",
                "Mairie de Vénissieux",
                "Vénissieux",
                "2011-09",
                "2021-12",
                "Douze agents, cent mille passages par an.",
            ),
        ),
        (("Sciences Po Lyon", "Diplôme", "Affaires publiques", "2006-09", "2011-06"),),
    ),
    "pierre-antoine-ruiz": (
        (
            (
                "Ingénieur DevOps",
                "Armor Hébergement",
                "Nantes",
                "2019-04",
                "",
                "Deux sorties d'hébergeur sans interruption.",
            ),
            ("Administrateur systèmes", "Université de Nantes", "Nantes", "2015-09", "2019-03", ""),
        ),
        (("IUT de Nantes", "Licence professionnelle", "Réseaux et systèmes", "2012-09", "2015-06"),),
    ),
    "nolwenn-abgrall": (
        (
            (
                "Soudeuse TIG",
                "Chantiers de la Rance",
                "Saint-Malo",
                "2021-05",
                "",
                "Coques en aluminium et tuyauterie inox.",
            ),
            ("Soudeuse", "Cuveries du Penthièvre", "Lamballe", "2017-09", "2021-04", ""),
        ),
        (
            (
                "Lycée professionnel de Saint-Malo",
                "CAP réalisations industrielles",
                "Chaudronnerie",
                "2015-09",
                "2017-06",
            ),
        ),
    ),
    "kevin-payet": (
        (
            (
                "Réceptionniste",
                "Hôtel des Filaos",
                "Saint-Denis",
                "2022-07",
                "",
                "Accueil en quatre langues, caisse, réservations.",
            ),
        ),
        (("Lycée hôtelier La Renaissance", "BTS", "Hôtellerie", "2020-08", "2022-06"),),
    ),
    "marguerite-oswald": (
        (
            (
                "Comptable unique",
                "Menuiseries Lefrançois",
                "Rouen",
                "2013-09",
                "",
                "Comptabilité générale, déclarations, paie de trente personnes.",
            ),
        ),
        (("Lycée Flaubert", "BTS", "Comptabilité et gestion", "2011-09", "2013-06"),),
    ),
    "yassine-el-amrani": (
        (
            (
                "Technicien de maintenance",
                "Forges du Gier",
                "Saint-Chamond",
                "2016-03",
                "",
                "Presses et fours : dépannage, préventif, formation des nouveaux.",
            ),
        ),
        (("Lycée Claude-Lebois", "BTS", "Maintenance des systèmes", "2013-09", "2015-06"),),
    ),
    "ines-lopes": (
        (("Doctorante", "Université de Bourgogne", "Dijon", "2021-10", "2025-01", "Thèse sur le méthane des étangs."),),
        (("Université de Bourgogne", "Doctorat", "Écologie", "2021-10", "2025-01"),),
    ),
    "bruno-delattre": (
        (
            (
                "Éducateur spécialisé",
                "Foyer du Brun-Pain",
                "Tourcoing",
                "2010-09",
                "",
                "Groupe d'adolescents, référent de douze jeunes.",
            ),
        ),
        (("IRTS Hauts-de-France", "Diplôme d'État d'éducateur spécialisé", "", "2007-09", "2010-06"),),
    ),
    "mai-linh-tran": (
        (
            (
                "Assistante administrative",
                "Clinique du Fort",
                "Bron",
                "2010-02",
                "",
                "Agendas de six médecins, facturation, accueil.",
            ),
        ),
        (("Université Lumière Lyon 2", "Licence professionnelle", "Gestion des organisations", "2025-09", ""),),
    ),
    "noe-fontanel": (
        (),
        (("IUT de Clermont-Ferrand", "BUT", "Informatique", "2024-09", ""),),
    ),
    "anais-roche": (
        (
            (
                "Enquêtrice",
                "Observatoire des attentes",
                "Lyon",
                "2025-04",
                "2025-07",
                "Entretiens et observations dans huit halls d'accueil.",
            ),
        ),
        (("Université Lumière Lyon 2", "Master", "Sociologie", "2024-09", ""),),
    ),
    "prestataire": (
        (
            (
                "Auditrice en accessibilité",
                "À son compte",
                "Rennes",
                "2017-10",
                "",
                "Audits, contre-audits et formations.",
            ),
        ),
        (),
    ),
    "soraya-benali": (
        (
            ("Facilitatrice", "À son compte", "Grenoble", "2019-01", "", ""),
            ("Directrice", "Coopérative Le Ressort", "Grenoble", "2012-09", "2018-12", "Quatre-vingt-dix personnes."),
        ),
        (),
    ),
}

#: How well, where the person says so.
LEVELS = {
    "candidat": {"Python": "expert", "Django": "advanced", "PostgreSQL": "advanced", "Git": "intermediate"},
    "amadou-keita": {"Python": "advanced", "Linux": "expert", "Kubernetes": "intermediate"},
}
