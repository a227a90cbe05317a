"""Conversations of the demo, one bulk message and one report.

A conversation is `(login, beginning of the publication's title, subject, lines)`; a line is `(who, days ago, number of
that day, text)` with `who` "r" for the recruiter and "p" for the person. The last line is unread when it ends in `NEW`.
"""

NEW = " (new)"

TALKS = (
    ("candidat", "Architecte logiciel", "Votre candidature d'architecte logiciel", (
        ("r", 6, 2, "Bonjour,\n\nVotre lettre sur le registre public des décisions a fait le tour de l'équipe. Avant "
         "de vous proposer un entretien, une question : que changeriez-vous en premier dans une base de code que vous "
         "découvrez ?"),
        ("p", 6, 9, "Bonjour, et merci !\n\nJe ne changerais rien la première semaine : j'écrirais ce que je ne "
         "comprends pas. Puis je commencerais par le test qui manque là où tout le monde a peur de toucher."),
        ("r", 3, 4, "C'est la réponse que nous espérions. Nous préparons un échange d'une heure avec deux personnes de "
         "l'équipe. La présentation de nos outils est ici : https://www.ondelia.example/comment-nous-travaillons"),
        ("r", 1, 6, "Seriez-vous disponible mardi à 14 h ou mercredi à 10 h, en visioconférence ou dans nos bureaux de "
         "Lyon ?" + NEW),
    )),
    ("prestataire", "Audit d'accessibilité", "Audit : prix du contre-audit", (
        ("r", 1, 5, "Bonjour,\n\nVotre rapport type est remarquable. Le devis ne précise pas si le contre-audit, trois "
         "mois plus tard, est compris. Pouvez-vous nous le confirmer ?"),
        ("p", 0, 9, "Bonjour,\n\nIl est compris pour les pages déjà auditées. Au-delà de cinq pages nouvelles, comptez "
         "480 € par jour.\n\nJe vous envoie le devis corrigé ce soir." + NEW),
    )),
    ("noe-fontanel", "Intégrateur ou intégratrice web", "Une demi-journée à l'atelier", (
        ("r", 5, 3, "Bonjour,\n\nAvant de décider, nous aimons que les gens voient comment nous travaillons. Pouvez-vous "
         "venir mercredi après-midi ? L'atelier est à cinq minutes de la gare."),
        ("p", 5, 11, "Bonjour,\n\nOui, mercredi me convient, je n'ai pas cours. Faut-il que j'apporte mon ordinateur ?"),
        ("r", 4, 1, "Venez les mains dans les poches : nous en avons un pour vous. À mercredi !"),
    )),
    ("candidat", "Rédacteur ou rédactrice technique", "Rédaction technique : préparer l'échange", (
        ("r", 3, 7, "Bonjour,\n\nPour lundi, merci de relire une page de documentation de votre choix et de nous dire "
         "ce que vous y changeriez.\n\nPar ailleurs, notre partenaire propose une préparation payante aux entretiens "
         "(90 €), que nous vous recommandons vivement."),
        ("p", 2, 2, "Bonjour,\n\nJe viendrai lundi avec une page annotée. Pour la préparation payante, ce sera non : "
         "est-elle une condition ?"),
    )),
)  # fmt: skip

#: `(beginning of the publication's title, subject, text, days ago)`
BULK = ("Chargé ou chargée de recrutement", "Suite du recrutement", "Bonjour,\n\nMerci pour votre candidature. Nous "
        "lisons toutes les lettres cette semaine et répondrons à chaque personne avant vendredi soir.\n\nD'ici là, "
        "vous pouvez poser vos questions en répondant à ce message.\n\nL'équipe d'Ondelia", 1)  # fmt: skip

#: The person, the beginning of the publication's title, which line, the reason and the words.
REPORT = ("candidat", "Rédacteur ou rédactrice technique", 0, "fraud",
          "On me recommande une préparation payante à un entretien : est-ce permis ?")  # fmt: skip
