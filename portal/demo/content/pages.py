"""The editors' pages of the demo: blocks as StreamField keeps them, in the markup of `typography`.

A text is `("text", lines)`; the other blocks are what `portal.pages.blocks` names, their rich texts as lines too.
"""

HOME = (
    (
        "steps",
        {
            "title": "Comment ça marche",
            "steps": [
                (
                    "Cherchez",
                    "Par mot, par ville, par salaire ou par date limite. Aucune inscription n'est demandée pour lire.",
                ),
                ("Préparez", "Complétez votre profil une fois : il vous suit d'une candidature à l'autre."),
                ("Postulez", "Votre candidature arrive chez la personne qui recrute, et vous suivez chaque étape."),
            ],
        },
    ),
    (
        "numbers",
        {
            "title": "Ici, chaque annonce est relue",
            "numbers": [
                ("100 %", "des annonces relues par une personne avant leur mise en ligne"),
                ("1 jour", "ouvré, en moyenne, entre le dépôt et la réponse de l'équipe"),
                ("0 €", "à payer pour chercher, postuler ou publier"),
            ],
            "source": "Engagements de l'équipe éditoriale",
        },
    ),
    (
        "quote",
        {
            "quote": "J'ai répondu à une annonce qui disait le salaire, les horaires et le nom de mes futurs "
            "collègues. "
            "Je suis venue à l'entretien en sachant pourquoi.",
            "author": "Chloé V.",
            "role": "infirmière",
        },
    ),
    ("cards", {"title": "Nos conseils", "cards": ["lettre-de-motivation", "annonce-claire", "dossier-de-bourse"]}),
    (
        "call_to_action",
        {
            "title": "Vous recrutez, vous financez, vous cherchez un prestataire ?",
            "text": "Créez un compte, envoyez un extrait d'immatriculation : l'équipe vérifie et vous publiez.",
            "link": ("Publier une annonce", "/compte/inscription/recruteur/"),
        },
    ),
)

ABOUT = (
    "a-propos",
    "À propos",
    "Qui nous sommes, comment nous relisons les annonces, et comment nous joindre.",
    (
        (
            "text",
            [
                "Ce portail réunit des offres d'emploi, des bourses, des financements et des consultations. Son "
                "principe tient "
                "en une phrase : **rien n'est publié sans avoir été lu par quelqu'un**.",
                "## Comment nous relisons",
                "Nous vérifions d'abord qui publie : chaque recruteur envoie un extrait d'immatriculation. Nous "
                "lisons ensuite "
                "chaque texte, en nous demandant si une personne concernée aurait de quoi décider.",
                "- Le salaire ou le montant est-il indiqué ?",
                "- Le titre s'adresse-t-il à tout le monde ?",
                "- Sait-on ce qui se passe après l'envoi du dossier ?",
                "Quand la réponse est non, nous expliquons pourquoi et l'auteur corrige. Nous ne réécrivons "
                "jamais à sa place.",
                "## Ce que nous ne faisons pas",
                "Nous ne vendons ni vos données ni vos candidatures, et les annonces ne sont pas classées selon "
                "leur prix : "
                "elles n'en ont pas.",
            ],
        ),
        (
            "answers",
            {
                "title": "Questions fréquentes",
                "answers": [
                    (
                        "Combien de temps mon annonce reste-t-elle en ligne ?",
                        "Jusqu'à sa date limite, ou jusqu'à ce que vous la "
                        "fermiez. Sa page reste ensuite lisible, avec la mention « expirée ».",
                    ),
                    (
                        "Puis-je retirer ma candidature ?",
                        "Oui, à tout moment, depuis votre espace. La personne qui recrute en est "
                        "prévenue, et vous pourrez postuler à nouveau tant que l'annonce est ouverte.",
                    ),
                    (
                        "Une annonce me paraît douteuse. Que faire ?",
                        "Écrivez-nous avec son adresse : nous la retirons le temps de vérifier.",
                    ),
                ],
            },
        ),
    ),
)

ARTICLES = (
    ("lettre-de-motivation", "Une lettre de motivation en trente lignes", 12,
     "Ce que lisent vraiment les personnes qui recrutent, et ce que vous pouvez supprimer sans regret.", (
        ("text", [
            "Une lettre se lit en quarante secondes. Les dix premières décident si l'on continue : elles ne devraient "
            "donc pas servir à dire que vous écrivez une lettre.",
            "## Commencez par elles, pas par vous",
            "Reprenez un détail de l'annonce qui vous a fait hésiter, sourire ou réfléchir, et dites pourquoi. "
            "C'est la "
            "preuve que vous avez lu, et elle ne s'imite pas.",
            "## Un exemple vaut trois adjectifs",
            "« Rigoureuse et dynamique » n'apprend rien. « J'ai repris la paie de quarante personnes en trois "
            "semaines, "
            "sans une erreur » dit la même chose, et se vérifie.",
        ]),
        ("steps", {"title": "Le plan en quatre temps", "steps": [
            ("Leur besoin", "Deux lignes sur ce que vous avez compris du poste."),
            ("Votre preuve", "Un exemple, avec un chiffre si vous en avez un."),
            ("Votre question", "Ce que vous aimeriez comprendre avant de dire oui."),
            ("Vos disponibilités", "Une date, un numéro, merci."),
        ]}),
        ("text", [
            "## À supprimer sans regret",
            "- « C'est avec un grand intérêt que… »",
            "- La liste de vos logiciels, déjà dans le CV.",
            "- Toute phrase qui conviendrait à une autre annonce.",
        ]),
    )),
    ("annonce-claire", "Écrire une annonce à laquelle on a envie de répondre", 26,
     "Salaire, horaires, suite donnée : les cinq informations qui doublent le nombre de bonnes candidatures.", (
        ("text", [
            "Les annonces qui reçoivent de bonnes candidatures ne sont pas les mieux écrites : ce sont celles qui "
            "répondent aux questions que l'on n'ose pas poser.",
            "## Les cinq informations attendues",
            "- **Le salaire**, en fourchette réelle, primes à part.",
            "- **Les horaires**, y compris ceux qui dérangent.",
            "- **Le lieu**, et la place du télétravail.",
            "- **L'équipe** : combien de personnes, qui décide.",
            "- **La suite** : nombre d'entretiens, délai de réponse.",
            "## Des critères, pas des portraits",
            "« Jeune », « dynamique », « bonne présentation » sont inutiles, parfois illégaux. Demandez ce qu'il faut "
            "savoir faire. Pour chaque exigence, posez-vous la question : embaucherais-je quelqu'un d'excellent qui ne "
            "l'a pas ? Si oui, c'est un atout, pas une condition.",
        ]),
        ("quote", {"quote": "Depuis que nous écrivons le salaire, nous recevons deux fois moins de lettres et "
                   "recrutons deux fois plus vite.", "author": "Nadia B.", "role": "responsable du recrutement"}),
        ("call_to_action", {"title": "Votre annonce est prête ?", "text": "Elle est relue en un jour ouvré.",
                            "link": ("Aller dans mon espace", "/mon-espace/")}),
    )),
    ("dossier-de-bourse", "Monter un dossier de bourse sans s'épuiser", 39,
     "Un calendrier de six semaines, les pièces à demander tôt et les erreurs qui écartent de bons projets.", (
        ("text", [
            "La plupart des dossiers refusés ne le sont pas pour leur projet, mais pour une pièce manquante. Bonne "
            "nouvelle : cela s'organise.",
            "## Ce qui prend le plus de temps",
            "Les lettres de recommandation, les attestations de langue et les justificatifs de ressources dépendent "
            "d'autres personnes. Demandez-les la première semaine, en donnant la date limite et deux phrases sur votre "
            "projet.",
        ]),
        ("steps", {"title": "Six semaines, sans nuit blanche", "steps": [
            ("Semaine 1", "Lire les conditions deux fois, demander les pièces."),
            ("Semaines 2 et 3", "Écrire le projet d'une traite, puis le laisser reposer."),
            ("Semaine 4", "Le faire lire à une personne qui n'y connaît rien."),
            ("Semaine 5", "Chiffrer, vérifier, mettre les fichiers au bon format."),
            ("Semaine 6", "Envoyer trois jours avant la fin, et dormir."),
        ]}),
        ("answers", {"title": "Ce que demandent les jurys", "answers": [
            ("Faut-il parler de ses difficultés ?", "Oui, si elles expliquent un parcours. En deux phrases, "
            "avec ce que "
             "vous en avez fait."),
            ("Peut-on déposer plusieurs dossiers ?", "Presque toujours. Vérifiez seulement si les bourses se "
            "cumulent."),
        ]}),
    )),
)  # fmt: skip
