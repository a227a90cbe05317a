"""Who applied to what, and what came of it.

Each row: person, beginning of the publication's title, days since it was sent, the states it went through, the
opening of the letter (the person's own presentation follows), and what else there is: `answers`, `message` (sent with
the last change), `reason` (kept for the record), `note` (between recruiters), `interview` (days from now, hour, minutes it
lasts, and where); of an internship for pupils, `weeks` (which of the offer's, from 0) and whether the representative has
given `consent`.
"""

ROWS = (
    # --- to recruteur@ ----------------------------------------------------------------------------------------------
    ("candidat", "Développeur ou développeuse Python", 0, "", "Votre annonce parle de temps de réponse mesurés : c'est "
     "exactement ce qui me manque aujourd'hui.", {"answers": (
         "Le portail de réservation des bibliothèques de Saint-Étienne : trois refontes, une seule réussie.",
         "Dans deux mois, en négociant un peu.", "Un quatre cinquièmes me conviendrait.")}),
    ("amadou-keita", "Développeur ou développeuse Python", 1, "screening", "Je travaille à Grenoble et viens à Lyon "
     "deux fois par semaine sans difficulté.", {"answers": (
         "Un suivi de consommation d'eau pour quarante communes, dont j'ai gardé la maintenance quatre ans.",
         "Le premier du mois prochain.", "")}),
    ("noe-fontanel", "Développeur ou développeuse Python", 1, "rejected", "Je sais que vous demandez trois ans d'expérience ; "
     "je tente quand même, parce que votre façon d'écrire m'a plu.", {"answers": (
         "Le site de mon club de badminton.", "À la fin de mon année universitaire.", "Non."),
         "message": "Merci pour cette lettre qui nous a fait sourire. Le poste demande plus d'expérience ; notre offre "
         "d'alternance ouvrira au printemps et nous vous écrirons."}),
    ("fatou-sarr", "Cheffe ou chef de produit", 0, "", "J'ai inscrit des enfants à la cantine pendant dix ans, au "
     "guichet. J'aimerais supprimer ce guichet-là.", {"answers": (
         "Un compteur de places en temps réel, demandé par tous, utile à personne.",)}),
    ("hugo-marchetti", "Designer de services publics", 3, "screening shortlisted interview", "Vous passez une "
     "demi-journée dans les mairies avant de dessiner : je signe.", {
         "answers": ("https://www.hugo-marchetti.example/travaux",),
         "message": "Votre portfolio nous a convaincus. Nous vous proposons une rencontre dans nos locaux, ou à "
         "distance si vous préférez : dites-le-nous.",
         "interview": (2, 14, 60, {"place": "Ondelia, 3e étage, 18 rue de la Villette, Lyon", "note": "Vous "
         "rencontrerez Gaëlle et deux personnes de l'équipe. Apportez un projet dont vous avez envie de parler."}),
         "note": "Très bon sur la recherche, à creuser sur l'accessibilité. Gaëlle assiste à l'entretien."}),
    ("mai-linh-tran", "Designer de services publics", 2, "", "Je ne suis pas designer, mais j'ai vu mille personnes "
     "se tromper de case.", {"answers": ("Je n'en ai pas, mais je peux vous montrer mes fiches d'accueil.",)}),
    ("anais-roche", "Designer de services publics", 3, "withdrawn", "Sociologue de formation, je cherche un poste où "
     "l'enquête serve tout de suite à quelque chose.", {"answers": ("Mon mémoire est en ligne.",)}),
    ("pierre-antoine-ruiz", "Ingénieur ou ingénieure DevOps", 26, "screening shortlisted presented interview offered "
     "accepted", "Sortir d'un hébergeur sans que personne ne s'en aperçoive : j'ai fait cela deux fois.", {
         "message": "Bienvenue chez Ondelia ! Le contrat part aujourd'hui, et l'équipe vous attend à Nantes.",
         "note": "Les deux références sont excellentes. Proposition au niveau 5 de la grille."}),
    ("amadou-keita", "Ingénieur ou ingénieure DevOps", 24, "screening interview rejected", "La semaine sur six "
     "d'astreinte est un rythme que je connais et que je sais tenir.", {
         "message": "Nous avons choisi une personne qui avait déjà mené une sortie d'hébergeur. Votre entretien était "
         "très bon : puis-je vous parler de notre poste de développement ?",
         "note": "À recontacter pour l'équipe Guichets."}),
    ("candidat", "Ingénieur ou ingénieure DevOps", 20, "screening rejected", "Je développe plus que je n'exploite, "
     "mais j'aimerais faire davantage des deux.", {
         "message": "Le poste est très orienté infrastructure. Regardez notre offre Python, elle vous ressemble."}),
    ("candidat", "Architecte logiciel", 9, "screening shortlisted interview", "Un registre public des décisions et de leurs "
     "regrets : je n'avais jamais lu cela dans une annonce.", {"note": "Un peu jeune pour le poste, mais quelle "
     "lettre.", "interview": (3, 10, 45, {"link": "https://visio.ondelia.example/architecte", "note": "Le lien s'ouvre "
     "dix minutes avant. Aucun exercice : nous parlerons de vos choix passés."})}),
    ("amadou-keita", "Architecte logiciel", 11, "screening presented", "Les 70 % de code partagé, je les ai vécus des "
     "deux côtés.", {}),
    ("fatou-sarr", "Chargé ou chargée de recrutement", 2, "", "J'ai relu votre annonce de l'an passé : elle demandait "
     "un « profil agile », et je ne savais pas si je devais m'étirer.", {}),
    ("mai-linh-tran", "Chargé ou chargée de recrutement", 1, "screening", "Vous dites le salaire, vous répondez à tout "
     "le monde : voilà mon meilleur argument.", {}),
    ("candidat", "Ingénieur ou ingénieure qualité", 30, "screening interview offered withdrawn", "Cliquer deux fois "
     "est mon premier réflexe.", {"note": "Préfère finalement un poste de développement."}),
    ("yassine-el-amrani", "Ingénieur ou ingénieure qualité", 28, "screening rejected", "Je viens de la maintenance, "
     "où la qualité se mesure en heures d'arrêt.", {"message": "Merci, mais le poste demande de programmer."}),
    ("amadou-keita", "Ingénieur ou ingénieure qualité", 35, "screening shortlisted offered accepted", "J'écris les "
     "essais avant le code depuis que j'ai fait l'inverse.", {"message": "Nous sommes ravis de vous accueillir."}),
    ("mai-linh-tran", "Assistant ou assistante de direction", 33, "screening shortlisted offered accepted", "Douze "
     "jurys, une remise de prix : j'ai organisé pire, et c'était un mariage.", {"message": "Bienvenue à la "
     "fondation !"}),
    ("pierre-antoine-ruiz", "Développeuse ou développeur mobile", 38, "expired", "Android et accessibilité, deux "
     "sujets que j'aimerais réunir.", {}),
    ("anais-roche", "Stage : étude d'usage", 36, "screening shortlisted accepted", "Quarante heures de files d'attente "
     "m'ont préparée à huit halls d'accueil.", {"message": "Rendez-vous lundi à 9 h 30 à Grenoble."}),
    ("noe-fontanel", "Stage : étude d'usage", 34, "rejected", "Je voudrais comprendre pourquoi une machine reste éteinte.", {
        "message": "Nous avons retenu une étudiante en sociologie, mais gardez cette curiosité."}),
    ("mai-linh-tran", "Bourse « Deuxième élan »", 1, "screening", "J'ai trente-huit ans, deux enfants et une place en "
     "licence professionnelle.", {"answers": (
         "Une collègue partie à la retraite m'a dit : « Toi, tu regrettes déjà. »",
         "Avec la conseillère du centre de bilan de compétences de Bron.")}),
    ("bruno-delattre", "Bourse « Deuxième élan »", 0, "", "Après quinze ans de foyer, je veux devenir cadre sans "
     "cesser d'être éducateur.", {"answers": ("Mon dos.", "Avec mon chef de service.")}),
    ("anais-roche", "Prix de mémoire", 12, "screening shortlisted offered", "Mon mémoire compare trois épiceries tenues par "
     "leurs clients.", {
         "message": "Le jury vous propose le deuxième prix : pouvez-vous être à Lyon le jour de la remise ?",
         "note": "Lu avec plaisir, transmis au jury."}),
    ("anais-roche", "Bourse de voyage d'étude", 30, "screening accepted", "Je voudrais voir comment on se plaint en "
     "estonien.", {"message": "Votre place est réservée, départ en train le 3."}),
    ("fatou-sarr", "Prix Ondelia", 1, "", "Je dépose ce dossier pour l'épicerie de mon quartier, dont je suis "
     "bénévole.", {"answers": ("Les 212 foyers qui y font deux heures par mois en décident à égalité.",)}),
    ("prestataire", "Audit d'accessibilité", 1, "screening shortlisted", "Ne pas relire ses propres copies : voilà "
     "une bonne raison de faire appel à quelqu'un.", {"answers": (
         "Le département de la Loire, l'université de Rennes, une chaîne publique.",
         "Karim Souidi, aveugle, auditeur depuis dix ans, avec qui je travaille en binôme."),
         "message": "Votre exemple de rapport est très clair. Pourriez-vous nous préciser le prix du contre-audit ?",
         "note": "Devis dans la fourchette. Rapport type remarquable."}),
    ("soraya-benali", "Conseil en organisation", 3, "screening interview", "Vous ne voulez pas d'organigramme : nous "
     "allons nous entendre.", {"answers": (
         "Une librairie de quatorze personnes qui croyait avoir un problème de règles, et n'avait qu'un planning "
         "illisible.",), "message": "Nous aimerions vous rencontrer avec trois sociétaires, mardi à 10 h."}),
    ("prestataire", "Conseil en organisation", 2, "rejected", "Je sors un peu de mon domaine, mais j'ai accompagné "
     "trois équipes de 200 personnes.", {"answers": ("Un audit qui concluait : vous êtes prêts.",),
                                         "message": "Nous cherchons une expérience de gouvernance coopérative."}),
    ("atelier-corvaisier", "Étude : non-recours", 0, "", "Notre collectif réunit un économiste et deux sociologues.", {
        "answers": ("Le non-recours à l'aide alimentaire dans la Somme, publié sous licence ouverte.",)}),
    ("soraya-benali", "Réalisation d'un film", 25, "screening rejected", "Je ne réalise pas, mais je connais bien "
     "celles et ceux qui décident ensemble.", {"message": "Nous avons besoin d'une équipe de tournage."}),
    # --- to others --------------------------------------------------------------------------------------------------
    ("candidat", "Ingénieur ou ingénieure données", 1, "", "De l'eau des bibliothèques au soleil des centrales, il n'y "
     "a qu'une base PostgreSQL.", {}),
    ("candidat", "Rédacteur ou rédactrice technique", 4, "screening interview", "Essayer avant d'affirmer : ancienne "
     "professeure, j'en ai fait un métier.", {"message": "Échange d'une heure proposé lundi à 11 h."}),
    ("candidat", "Bourse Marguerite-Aubanel", 1, "withdrawn", "Je pensais pouvoir candidater pour ma reprise "
     "d'études.", {}),
    ("noe-fontanel", "Intégrateur ou intégratrice web", 6, "screening shortlisted", "Voici la page de mon club de badminton, "
     "que vous avez failli demander.", {"message": "Venez passer une demi-journée à l'atelier, mercredi ?"}),
    ("noe-fontanel", "Alternance : assistant", 5, "", "Mon père travaille dans les ressources humaines et je voudrais "
     "comprendre pourquoi il rentre si tard.", {}),
    ("noe-fontanel", "Bourse Marguerite-Aubanel", 1, "", "Je termine une deuxième année de BUT et voudrais devenir ingénieur, "
     "ce que personne n'a fait chez moi.", {}),
    ("chloe-vasseur", "Infirmier ou infirmière en service", 0, "", "Un mois de binôme : aucune autre annonce ne le "
     "proposait.", {}),
    ("nolwenn-abgrall", "Soudeur ou soudeuse TIG", 5, "screening interview offered", "Deux coques en aluminium "
     "attendent leurs ponts, et moi j'attendais cette annonce.", {"message": "Venez faire un essai vendredi matin."}),
    ("kevin-payet", "Réceptionniste trilingue", 9, "screening accepted", "Je suis né à trois kilomètres de l'hôtel.", {
        "message": "À très vite au Cap Corail !"}),
    ("marguerite-oswald", "Comptable collaborateur", 1, "screening", "Soixante dossiers, soixante histoires : c'est ce "
     "que je cherche.", {}),
    ("yassine-el-amrani", "Technicien ou technicienne de maintenance", 0, "", "J'habite à douze minutes de la "
     "fonderie, et le n° 2 chantait faux depuis des années.", {}),
    ("ines-lopes", "Post-doctorat en écologie", 4, "screening shortlisted", "Marcher dans l'eau froide est mon "
     "ordinaire depuis quatre ans.", {"note": "Deux articles solides, disponible au bon moment."}),
    ("bruno-delattre", "Éducateur spécialisé", 8, "screening interview", "Des rapports lus avec les parents avant "
     "l'envoi : enfin.", {"answers": ("Des adolescents en foyer, de treize à dix-huit ans.",)}),
    ("atelier-corvaisier", "Étude de faisabilité d'une légumerie", 4, "screening shortlisted", "Trois scénarios dont "
     "un sans rien construire : c'est la bonne question.", {}),
    ("prestataire", "Migration d'un site", 2, "", "Six mégaoctets, c'est cinq et demi de trop.", {}),
    ("candidat", "Prêt d'honneur à la création", 0, "", "Je prépare avec une amie la création d'un atelier de "
     "réparation de logiciels pour associations.", {}),
    # --- to internships for pupils ----------------------------------------------------------------------------------
    ("eleve", "Une semaine chez les développeuses", 5, "screening", "Je mange à la cantine tous les jours et je n'avais "
     "jamais pensé que quelqu'un avait écrit la page où ma mère m'inscrit.", {"weeks": (0,), "consent": True}),
    ("eleve", "Derrière le rideau", 2, "", "Je fais du théâtre au collège, mais je n'ai jamais vu l'autre côté.", {
        "weeks": (0, 1)}),
    ("elias-benhamou", "Une semaine sur un chantier naval", 12, "screening accepted", "J'habite à une heure de Dinard et "
     "mes grands-parents m'hébergent.", {"weeks": (0, 1), "consent": True, "message": "Bienvenue à bord, Élias !"}),
    ("jade-morel", "Une semaine à la mairie", 6, "", "Ma question d'habitante : pourquoi n'y a-t-il pas de bancs sur le "
     "port ?", {"weeks": (1,)}),
    ("elias-benhamou", "Une semaine à la mairie", 4, "rejected", "Je voudrais voir une ville au bord de la mer.", {
        "weeks": (0,), "message": "Nous réservons nos places aux élèves de la ville. Bon vent !"}),
)  # fmt: skip
