"""The first synonyms: abbreviations and words of work, studies and funding. Editors change them in the admin."""

from django.db import migrations

#: One group a line.
GROUPS = """
CDI|contrat à durée indéterminée
CDD|contrat à durée déterminée
alternance|alternant|apprentissage|apprenti|contrat d'apprentissage|contrat de professionnalisation|contrat pro
intérim|intérimaire|travail temporaire|mission temporaire
freelance|travailleur indépendant|auto-entrepreneur|micro-entrepreneur|autoentreprise
temps plein|temps complet
temps partiel|mi-temps
télétravail|travail à distance|remote|distanciel|home office
saisonnier|job d'été|emploi d'été
job étudiant|emploi étudiant|petit boulot
RH|ressources humaines
DRH|directeur des ressources humaines|directeur RH
RRH|responsable des ressources humaines|responsable RH
recruteur|chargé de recrutement|consultant en recrutement|talent acquisition
gestionnaire de paie|technicien paie|gestionnaire paie
DAF|directeur administratif et financier
RAF|responsable administratif et financier
DSI|directeur des systèmes d'information|direction des systèmes d'information
DG|directeur général|direction générale
PDG|président-directeur général
assistant de direction|office manager|assistant exécutif
secrétaire|assistant administratif|agent administratif|secrétariat
agent d'accueil|hôte d'accueil|standardiste|chargé d'accueil
juriste|conseiller juridique|legal counsel
compta|comptable|comptabilité
contrôleur de gestion|contrôle de gestion
chef de projet|responsable de projet|project manager
chef de produit|product manager
product owner|responsable produit
chef d'équipe|responsable d'équipe|team leader
dev|développeur|programmeur|developer
front-end|front|frontend
back-end|back|backend
full-stack|full stack|fullstack
devops|site reliability engineer|SRE
data scientist|scientifique des données|science des données|data science
data analyst|analyste de données|data analyste
data engineer|ingénieur de données|ingénieur data
administrateur systèmes|administrateur système|sysadmin|admin sys
technicien informatique|technicien support|helpdesk|support informatique
cybersécurité|sécurité informatique|cyber
webdesigner|web designer|designer web
UX designer|designer UX
graphiste|infographiste|designer graphique
rédacteur web|content writer|rédacteur de contenu
base de données|BDD|database
ERP|PGI|progiciel de gestion intégré
CRM|GRC|gestion de la relation client
web|internet
numérique|digital
community manager|gestionnaire de communauté|animateur de communauté
marketing digital|webmarketing|e-marketing|marketing numérique
SEA|référencement payant
relations presse|RP|relations publiques
e-commerce|commerce en ligne|vente en ligne
B2B|BtoB|business to business
B2C|BtoC|business to consumer
commercial|VRP|business developer|bizdev|attaché commercial
technico-commercial|commercial technique|ingénieur d'affaires
vendeur|conseiller de vente|hôte de vente
caissier|hôte de caisse|employé de caisse
ELS|employé libre-service|employé de rayon|mise en rayon
SAV|service après-vente
ADV|administration des ventes
acheteur|responsable achats|buyer
téléconseiller|conseiller clientèle à distance|chargé de relation client|télévendeur
chargé de clientèle|conseiller clientèle
agent immobilier|conseiller immobilier|négociateur immobilier
BTP|bâtiment|travaux publics
VRD|voirie et réseaux divers
CVC|génie climatique|chauffage ventilation climatisation
conducteur de travaux|responsable travaux
géomètre|topographe
dessinateur|projeteur
CAO|DAO|conception assistée par ordinateur|dessin assisté par ordinateur
CNC|commande numérique
usineur|opérateur sur commande numérique|tourneur-fraiseur
QHSE|HSE|QSE|qualité hygiène sécurité environnement
R&D|recherche et développement
cariste|conducteur de chariot
poids lourd|PL
super poids lourd|SPL
chauffeur routier|conducteur routier|chauffeur poids lourd|conducteur poids lourd
livreur|coursier
préparateur de commandes|picker
magasinier|gestionnaire de stock|agent de magasinage
manutentionnaire|agent de manutention
logistique|supply chain|chaîne logistique
mécanicien automobile|mécanicien auto|garagiste|technicien automobile
technicien de maintenance|agent de maintenance|mainteneur
infirmier|IDE|infirmier diplômé d'État
IBODE|infirmier de bloc opératoire
IADE|infirmier anesthésiste
IPA|infirmier en pratique avancée
ASH|agent de service hospitalier
aide-soignant|aide soignant
sage-femme|maïeuticien
médecin généraliste|généraliste|médecin traitant
kiné|kinésithérapeute|masseur-kinésithérapeute
psy|psychologue
ergo|ergothérapeute
manipulateur radio|manip radio|manipulateur en électroradiologie médicale
secrétaire médical|assistant médico-administratif
hôpital|centre hospitalier
CHU|centre hospitalier universitaire|CHRU
EHPAD|maison de retraite|établissement pour personnes âgées
AES|accompagnant éducatif et social|AMP|aide médico-psychologique
auxiliaire de vie|aide à domicile|AVS|assistant de vie|ADVF
AESH|accompagnant d'élèves en situation de handicap
ATSEM|agent territorial spécialisé des écoles maternelles
assistant maternel|nourrice|nounou|garde d'enfants
EJE|éducateur de jeunes enfants
éducateur spécialisé|éduc spé
CESF|conseiller en économie sociale et familiale
assistant social|assistant de service social
prof|professeur|enseignant
professeur des écoles|instit|instituteur
CPE|conseiller principal d'éducation
AED|assistant d'éducation|surveillant
enseignant-chercheur|maître de conférences|MCF
doctorat|thèse|PhD|doctorant
postdoc|post-doctorat|post-doctorant|postdoctorant
université|fac|faculté
master|bac+5|master 2
licence|bac+3|L3|bachelor
BTS|brevet de technicien supérieur
CAP|certificat d'aptitude professionnelle
bac|baccalauréat
VAE|validation des acquis de l'expérience
CPF|compte personnel de formation
coach sportif|éducateur sportif|entraîneur
maître-nageur|MNS|nageur-sauveteur
bibliothécaire|médiathécaire|agent de bibliothèque
architecte d'intérieur|décorateur d'intérieur
serveur|garçon de café|commis de salle
cuisinier|cuistot|chef de cuisine
barman|barmaid|bartender
hôtellerie restauration|CHR|HCR
femme de chambre|valet de chambre|employé d'étage
agent d'entretien|agent de propreté|agent de nettoyage|femme de ménage|technicien de surface
employé polyvalent|équipier polyvalent
jardinier|paysagiste|agent des espaces verts
agent de sécurité|vigile|agent de prévention et de sécurité
pompier|sapeur-pompier
policier|gardien de la paix|agent de police
ASVP|agent de surveillance de la voie publique
ouvrier agricole|salarié agricole|travailleur agricole
fonction publique|fonctionnaire|agent public
collectivité|collectivité territoriale|mairie
ONG|organisation non gouvernementale
ESS|économie sociale et solidaire
RSE|responsabilité sociétale des entreprises|responsabilité sociale des entreprises
PME|petite et moyenne entreprise
TPE|très petite entreprise
startup|start-up|jeune pousse
création d'entreprise|entrepreneuriat
subvention|aide financière
prêt|emprunt
bourse d'études|aide aux études|scholarship
appel à projets|AAP|appel à manifestation d'intérêt
appel d'offres|marché public|AO
mobilité internationale|études à l'étranger|Erasmus
handicap|RQTH|travailleur handicapé
RSA|revenu de solidarité active
"""


def add_groups(apps, schema_editor):
    SynonymGroup = apps.get_model("vocabulary", "SynonymGroup")
    lines = GROUPS.strip().splitlines()
    SynonymGroup.objects.bulk_create([SynonymGroup(words=line.replace("|", "\n")) for line in lines])


def remove_groups(apps, schema_editor):
    apps.get_model("vocabulary", "SynonymGroup").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("vocabulary", "0005_synonymgroup")]

    operations = [migrations.RunPython(add_groups, remove_groups)]
