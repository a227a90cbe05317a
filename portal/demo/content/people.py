"""People who do not exist. Each is `login: {columns}`; the address is `login@demo.example`."""

ADMIN, EDITOR = "admin", "editeur"
RECRUITER, WAITING_RECRUITER = "recruteur", "recruteur-attente"

#: Accounts that no profile goes with.
STAFF = {
    ADMIN: ("admin", "Hélène", "Marchand"),
    EDITOR: ("editor", "Julien", "Lacombe"),
    "consultant": ("consultant", "Farid", "Belkacem"),
    "lecteur": ("reader", "Agnès", "Thibaud"),
}

PRESTATAIRES = {
    "prestataire": {
        "first_name": "Maud",
        "last_name": "Le Bihan",
        "phone": "06 39 98 12 40",
        "specialty": "Accessibilité numérique et qualité web",
        "services": "Audits RGAA, contre-audits, formation d'équipes, accompagnement de la mise en conformité.",
        "rates": "480 € par jour, dégressif au-delà de vingt jours",
        "availability": "Deux jours par semaine dès le mois prochain",
        "portfolio": "https://www.maud-lebihan.example/references",
        "references": "Trois départements, une université et une chaîne de télévision publique.",
        "headline": "Auditrice en accessibilité numérique",
        "location": "Rennes",
        "skills": ["Accessibilité numérique", "RGAA", "Lecteurs d’écran", "Pédagogie"],
        "pitch": "J'audite des services publics en ligne depuis huit ans, toujours avec des personnes concernées.",
    },
    "atelier-corvaisier": {
        "first_name": "Étienne",
        "last_name": "Corvaisier",
        "specialty": "Études économiques et agroalimentaire",
        "services": "Études de faisabilité, plans d'affaires, animation de filières courtes.",
        "rates": "650 € par jour",
        "headline": "Consultant en filières alimentaires",
        "location": "Amiens",
        "skills": ["Étude économique", "Agroalimentaire", "Enquête"],
        "pitch": "J'ai monté une légumerie, et j'en ai déconseillé deux : les trois rapports sont à votre disposition.",
    },
    "soraya-benali": {
        "first_name": "Soraya",
        "last_name": "Benali",
        "specialty": "Facilitation et gouvernance partagée",
        "services": "Diagnostic de fonctionnement, animation de séminaires, médiation.",
        "rates": "Entre 900 € et 1 050 € par jour",
        "headline": "Facilitatrice en organisations coopératives",
        "location": "Grenoble",
        "skills": ["Gouvernance", "Facilitation", "Organisation"],
        "pitch": "J'ai dirigé une coopérative de 90 personnes avant d'en accompagner d'autres.",
    },
}

CANDIDATES = {
    "candidat": {
        "first_name": "Léa",
        "last_name": "Moreau-Diallo",
        "phone": "06 39 98 45 17",
        "headline": "Développeuse Python et Django",
        "location": "Villeurbanne",
        "availability": "Sous deux mois",
        "desired_salary": 46000,
        "skills": ["Python", "Django", "PostgreSQL", "Git", "Accessibilité numérique"],
        "experience": "2022 - aujourd'hui : développeuse, éditeur de logiciels pour bibliothèques, Lyon.\n"
        "2019 - 2022 : développeuse, agence web, Saint-Étienne.\n2017 - 2019 : professeure de mathématiques en "
        "collège.",
        "education": "2019 : titre de conceptrice développeuse d'applications.\n2017 : master de mathématiques, Lyon.",
        "cover_letter": "Ancienne professeure, j'aime les logiciels que l'on comprend sans mode d'emploi.",
        "pitch": "Ancienne professeure, je développe en Python depuis six ans. J'aime les logiciels que l'on comprend "
        "sans mode d'emploi, et les équipes où l'on relit le code des autres avec soin.",
    },
    "amadou-keita": {
        "first_name": "Amadou",
        "last_name": "Keïta",
        "headline": "Développeur back-end",
        "location": "Grenoble",
        "skills": ["Python", "Linux", "Kubernetes", "Supervision"],
        "pitch": "Cinq ans d'exploitation et de développement m'ont appris à documenter avant de partir en congé.",
    },
    "chloe-vasseur": {
        "first_name": "Chloé",
        "last_name": "Vasseur",
        "headline": "Infirmière diplômée d'État",
        "location": "Lyon 3e",
        "skills": ["Soins infirmiers", "Transmissions", "Travail en équipe"],
        "pitch": "Diplômée depuis l'an dernier, je cherche un service où l'on prend le temps de former.",
    },
    "hugo-marchetti": {
        "first_name": "Hugo",
        "last_name": "Marchetti",
        "headline": "Designer d'interfaces",
        "location": "Marseille 5e",
        "skills": ["Figma", "Recherche utilisateur", "Design de service"],
        "pitch": "Je dessine des formulaires depuis sept ans et je ne m'en lasse pas, ce qui inquiète mes proches.",
    },
    "fatou-sarr": {
        "first_name": "Fatou",
        "last_name": "Sarr",
        "headline": "Cheffe de produit",
        "location": "Lyon 7e",
        "skills": ["Gestion de produit", "Priorisation", "Services publics"],
        "pitch": "Après dix ans en mairie, je suis passée du côté de celles et ceux qui fabriquent les outils.",
    },
    "pierre-antoine-ruiz": {
        "first_name": "Pierre-Antoine",
        "last_name": "Ruiz de la Peña",
        "headline": "Ingénieur DevOps",
        "location": "Nantes",
        "skills": ["Terraform", "Kubernetes", "Linux"],
        "pitch": "Je préfère les migrations que personne ne remarque aux grands soirs techniques.",
    },
    "nolwenn-abgrall": {
        "first_name": "Nolwenn",
        "last_name": "Abgrall",
        "headline": "Soudeuse TIG",
        "location": "Dinard",
        "skills": ["Soudage TIG", "Inox", "Lecture de plans"],
        "pitch": "Qualifiée sur inox et aluminium, j'ai soudé des cuves avant de souder des coques.",
    },
    "kevin-payet": {
        "first_name": "Kévin",
        "last_name": "Payet",
        "headline": "Réceptionniste",
        "location": "Saint-Denis (974)",
        "skills": ["Accueil", "Anglais", "Allemand"],
        "pitch": "Je parle quatre langues, dont le créole, et je connais l'île par ses sentiers.",
    },
    "marguerite-oswald": {
        "first_name": "Marguerite",
        "last_name": "Oswald",
        "headline": "Comptable",
        "location": "Rouen",
        "skills": ["Comptabilité générale", "Révision", "Fiscalité"],
        "pitch": "Douze ans d'entreprise m'ont donné l'envie de voir plusieurs maisons de l'intérieur.",
    },
    "yassine-el-amrani": {
        "first_name": "Yassine",
        "last_name": "El Amrani",
        "headline": "Technicien de maintenance",
        "location": "Saint-Chamond",
        "skills": ["Électromécanique", "Automatismes", "Hydraulique"],
        "pitch": "J'ai commencé aux presses, puis aux fours : le bruit d'une panne me la dit souvent.",
    },
    "ines-lopes": {
        "first_name": "Inês",
        "last_name": "Lopes",
        "headline": "Docteure en écologie",
        "location": "Dijon",
        "skills": ["Écologie", "R", "Statistiques"],
        "pitch": "Ma thèse portait sur le méthane des étangs ; les tourbières en sont la suite naturelle.",
    },
    "bruno-delattre": {
        "first_name": "Bruno",
        "last_name": "Delattre",
        "headline": "Éducateur spécialisé",
        "location": "Tourcoing",
        "skills": ["Accompagnement éducatif", "Écrits professionnels"],
        "pitch": "Quinze ans de foyer, puis l'envie d'aller vers les familles plutôt que de les recevoir.",
    },
    "mai-linh-tran": {
        "first_name": "Maï-Linh",
        "last_name": "Tran",
        "headline": "Assistante administrative",
        "location": "Bron",
        "skills": ["Organisation", "Rédaction", "Excel"],
        "pitch": "Je reprends des études à trente-huit ans et je tiens les agendas des autres depuis quinze.",
    },
}

STUDENTS = {
    "eleve": {
        "first_name": "Noé",
        "last_name": "Fontanel",
        "phone": "06 39 98 77 03",
        "headline": "Étudiant en deuxième année de BUT informatique",
        "location": "Clermont-Ferrand",
        "skills": ["HTML", "CSS", "Python"],
        "education": "2025 : BUT informatique, deuxième année.\n2024 : baccalauréat général, mention bien.",
        "pitch": "Je cherche à apprendre auprès de gens patients. J'ai refait le site de mon club de badminton, "
        "et ma grand-mère arrive à s'en servir.",
    },
    "anais-roche": {
        "first_name": "Anaïs",
        "last_name": "Roche",
        "headline": "Étudiante en master de sociologie",
        "location": "Lyon 1er",
        "skills": ["Enquête", "Entretien", "Statistiques"],
        "pitch": "J'ai passé quarante heures dans des files d'attente pour mon mémoire, carnet en main.",
    },
}
