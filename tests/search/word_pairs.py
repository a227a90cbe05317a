"""Pairs of French words that a search must join or keep apart. Each line is a promise; add to it whenever a reader is
surprised."""

#: Plurals.
PLURALS = """
offre offres|cadre cadres|emploi emplois|travail travaux|journal journaux|hôpital hôpitaux|local locaux|canal canaux
bureau bureaux|château châteaux|niveau niveaux|réseau réseaux|jeu jeux|lieu lieux|enjeu enjeux|milieu milieux
cheval chevaux|vitrail vitraux|bail baux|bijou bijoux|eau eaux|matériau matériaux|tuyau tuyaux|noyau noyaux
métier métiers|stage stages|bourse bourses|juridique juridiques|financement financements|pneu pneus|animal animaux
social sociaux|régional régionaux|international internationaux|prix prix|cours cours|parcours parcours|voix voix
chef-lieu chefs-lieux|agent agents|prud'homme prud'hommes|compétence compétences|banlieue banlieues
développeur développeurs|soudeur soudeurs|aide-soignant aides-soignants
"""

#: Feminines, in the singular and the plural.
FEMININES = """
infirmier infirmière|infirmiers infirmières|ouvrier ouvrière|cuisinier cuisinière|caissier caissières|hôtelier hôtelière
financier financière|banquier banquière|particulier particulières|hospitalier hospitalière|premier première
boulanger boulangère|conseiller conseillère|étranger étrangère|léger légère|horloger horlogère
développeur développeuse|vendeur vendeuse|serveur serveuse|coiffeur coiffeuses|acheteur acheteuse|chercheur chercheuse
ingénieur ingénieure|professeur professeure|docteur docteure|entrepreneur entrepreneure|entrepreneur entrepreneuse
supérieur supérieure|extérieur extérieures|sérieux sérieuse|ambitieux ambitieuse|rigoureux rigoureuses
directeur directrice|formateur formatrice|éducateur éducatrice|animateur animatrices|conducteur conductrice
traducteur traductrice|agriculteur agricultrice|acteur actrice|auteur autrice|médiateur médiatrice|moteur motrice
technicien technicienne|électricien électricienne|mécanicien mécaniciennes|comédien comédienne|pharmacien pharmacienne
européen européenne|lycéen lycéenne|gardien gardienne|ancien anciennes|patron patronne|maçon maçonne|vigneron vigneronne
professionnel professionnelle|culturel culturelle|industriel industrielles|actif active|sportif sportive
créatif créative|administratif administratives|commercial commerciale|commercial commerciaux|national nationale
rural rurales|général générale|chargé chargée|salarié salariées|diplômé diplômée|employé employées|apprenti apprentie
enseignant enseignante|assistant assistante|étudiant étudiantes|consultant consultante|dirigeant dirigeante
soignant soignante|président présidente|agent agente|permanent permanente|compétent compétente|adhérent adhérentes
chef cheffe|public publique|nouveau nouvelle|nouveaux nouvelles|nouveau nouvel|vieux vieille|beau belle|blanc blanche
doux douce|faux fausse|long longue|gros grosse|bon bonne|neuf neuve|avocat avocate|candidat candidates|expert experte
adjoint adjointe|artisan artisane|grand grande|petit petite|second seconde|allemand allemande|français française
anglais anglaises|lyonnais lyonnaise|chinois chinoise|gratuit gratuite|inclus incluse|requis requise|précis précise
complet complète|secret secrète|plein pleine|humain humaine|américain américaine|prochain prochaine|masculin masculine
hôte hôtesse|maître maîtresse|copain copine|lauréat lauréate|reconnu reconnue|prévu prévues|civil civile|jaloux jalouse
"""

#: Accents, case, ligatures, typography.
WRITINGS = """
Été ete|DÉVELOPPEUR developpeur|œuvre oeuvre|Cœur coeur|cæcum caecum|NOËL noel|garçon garcon|forêt foret
élève eleve|hôpital hopital|Île-de-France ile-de-france|Saint-Étienne st-etienne|Sainte-Foy Ste-Foy|ﬁnance finance
back-end backend|e-commerce ecommerce|week-end weekend|mi‑temps mi-temps|presqu’île presqu'île|1er 1ère|2ème 2e
C++ c++|C# c#|.NET .net|ASP.NET asp.net|R&D r&d|bac+5 Bac,+,5|aujourd’hui aujourd'hui|prud’hommes prud'homme
"""

#: Elisions and inclusive writing, where the second is the plain word.
ELISIONS = """
l'infirmier infirmier|d'hôpital hôpital|l’école école|qu’offre offre|jusqu'octobre octobre|lorsqu'arrive arrive
l'entreprise entreprise|d'ingénieure ingénieur|s'engage engage|n'importe importe|j'accompagne accompagne
développeur·euse développeur|développeur·se développeuse|développeur/euse développeur|développeur(se) développeur
développeur.euse développeur|développeur-euse développeur|étudiant·e·s étudiantes|étudiant.e.s étudiant
chargé(e) chargé|chargé(e)s chargées|infirmier/ère infirmière|infirmier(ière) infirmier|directeur·rice directrice
directeur/trice directrice|technicien(ne) technicienne|technicien·ne·s technicien|chef·fe cheffe|chef(fe) chef
actif·ve active|salarié·es salarié|professionnel·le professionnelle|auteur·ice autrice|citoyen•ne citoyenne
assistant/e assistante|avocat(e)s avocate
"""

#: What must stay apart.
APART = """
bourse boursier|port porte|marin marine|médecin médecine|cuisine cuisinier|banque banquier|finance financier
cour cours|cadre cadran|poste poster|vent vente|droit droite|commun commune|conseil conseiller|caisse caissier
commerce commercial|coiffeur coiffure|directeur direction|formateur formation|ingénieur ingénierie|salle sale
plante plan|graine grain|mer mère|per père|R C|C C++|C C#|C++ C#|.NET net|3D 3|24h 24|bac+5 bac+2|javascript java
hôtel hôte|hôtelier hôtellerie|juriste juridique|stage stagiaire|sage stage|sport sportif|pari Paris|chai chaise
rail railleur|notaire notoire|pain peint|chauffeur chauffage|partie part|masse masseur|chaud chaux|foi fois
son sonore|été étage|ferme fermier|prix prise|tente tentation|gestion gérant|vigne vigneron|fil fils|art artisan
idée IDE|idées IDE
"""


def pairs(table: str) -> list[tuple[str, str]]:
    """Return the (one, other) pairs of a table; a comma in a word stands for a space."""
    lines = [pair for line in table.split("\n") for pair in line.split("|") if pair.strip()]
    return [tuple(word.replace(",", " ") for word in pair.split()) for pair in lines]


SAME = pairs(PLURALS) + pairs(FEMININES) + pairs(WRITINGS) + pairs(ELISIONS)
DIFFERENT = pairs(APART)
