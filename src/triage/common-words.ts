/**
 * Words that no name is made of: what holds sentences together, and what people write of accounts and of synchronization. By language, in small
 * letters, each as it is written with and without its accent or apostrophe. A word that is a name as well stands in ALSO_NAMES too.
 */
import { COMPLAINT_WORDS } from "./topics";

const WORDS: Readonly<Record<"en" | "de" | "es" | "fr", string>> = {
  en:
    "a about again after ago back count get gets all already also always am an and another any anybody anyone are as aside at be because been before being between both but by can can't cannot cant come could did didn't do does doesn't doesnt done " +
    "don't dont during each either else even every everybody everyone few for from got had has hasn't hasnt have haven't he hello help her here hers hey hi him his how i i'm i've if in into is isn't isnt it it's its just last least " +
    "let like look looked looking looks many may me more most much my need needs neither never new next no nobody none nor not nothing now of off ok okay old on once one only or other others our out over pls please plz same say says " +
    "see seem seems seen sent she should show shows since so some somebody someone soon still than thank thanks that thats that's the their them then there these they thing things think this those three through thx to today tomorrow " +
    "too two type u until up us very was wasn't wasnt we week weeks well were what what's whats when where where's wheres which who who's whom whose why will with within without won't wont would wrong year yes yesterday yet you your yours " +
    "accidentally actually added appear appears apparently april arrive arrived august check checked checking could december directly february find finds following forgot found friday give gives have january july june know known march " +
    "monday month months morning noon november october saturday september started starter starters sunday tell thursday tuesday wednesday afternoon day days evening hour hours minute minutes night time times weekend " +
    "account accounts active ad address addresses adress agent alias attribute azure book cloud colleague colleagues company computer computers connect connector contact contacts country created cycle delta department device devices " +
    "directory domain e-mail email employee employees entra error errors exchange export exports file finance first forest full fw fwd gal global good group groups guest health hire hires home hr import issue issues it joiner joiners " +
    "laptop laptops legal licence licences license licenses list local location log login machine mail mailbox mailboxes manager marketing member members microsoft missing name names number office online operations ou outlook password " +
    "people person phone photo portal problem problems profile profiles re sales scope security server service sharepoint onedrive sign sites status stopped stuck support sync synced syncing synchronization synchronized system systems " +
    "take team teams tenant ticket upn user users whole wifi windows wizard yammer engineering desk conditional access intune defender copilot controller controllers organizational unit units viewer editor rule rules policy policies scheduler task authentication authenticator seamless pass-through password passwords hash writeback app apps web website page browser setting settings value values phone number city street state floor building room contractor contractors intern interns guest guests idfix powershell graph m365 o365 gmsa kds dc ldap smtp sip sso mfa aadconnect after-hours order hybrid joined aad gpo",
  de:
    "ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beide beiden beim bekomme bekommt bis bitte bin bist da dabei dann das dass daß dem den denn der des deren dessen die dies diese diesen dieser dieses " +
    "doch dort drei du durch ein eine einem einen einer eines er es euch euer folgende folgenden folgender für gar geht gern gerne gibt gibts guten gut hab habe haben hallo hat hatte heute hier hilfe ich ihm ihn ihnen ihr ihre ihrem ihren im immer " +
    "in ins ist ja jemand jetzt kann kannst kein keine keinem keinen keiner kommen kommt könnt können könnte könnten leider los mal man mehr mein meine mich mir mit moin morgen muss nach nachdem neu neue neuen neuer nicht nichts nich nie " +
    "noch nochmal nun nur ob oder ohne prüf prüfe prüfen prüft schau schaue schauen schaut schon sein seine seinem seinen seit servus setz setzt sich sie sieht sind so soll sollte sollten sondern steht stehen tag tage über um und uns unser unsere unserem " +
    "unseren unserer unter viel vom von vor war waren warum was weder weg wegen weil welche welcher wem wen wenn wer werden weshalb wie wieder wieso wir wird wissen wo wurde wurden zeigt zu zum zur zusammen zwei gestern vorgestern woche wochen " +
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember vormittag nachmittag mittag abend jahr monat uhr sommerzeit " +
    "abteilung adressbuch adresse anmeldung arbeitsplatz änderung aufgabe ausgetreten benutzer benutzerin benutzern betreff computer dienst eintrag falsch fall fehlen fehler fehlt firma frage gast gerät geräte geräten grüße gruß gruppe gruppen " +
    "herr herrn frau hochzeit kennwort kollege kollegen kollegin kolleginnen konten konto liste listen lizenz mitarbeiter mitarbeitern mitarbeiterin mitglied mitglieder nachname nachnamen vorname name namen nummer nutzer nutzern passwort " +
    "person personen pc portal postfach problem rechner standort status synchronisierung synchronisation system team telefonnummer titel user verteiler verzeichnis vorgesetzter zentrale angelegt anlegen gemeinsam",
  es:
    "a al algo alguien alguno ahora antes aún aun aparece aparecen así ayer ayuda bien buenas buenos cada como cómo con cual cuál cuando cuándo de del desde después día días donde dónde dos el él ella ellas ellos en entre es esta está están " +
    "estas este estos falta faltan favor fue gracias ha han hasta hay hola hoy la las le les lo los mañana más me mi mis mucho muy nada nadie necesito ni no nos nuestra nuestro nueva nuevo o otra otro para pero por porque por-qué puede " +
    "pueden puedes que qué quien quién revisa revisar sabe se señor señora señorita ser si sí sigue sin sobre son su sus también tampoco tiene tienen todas todavía todo todos tres un una uno unos usted usuario usuaria usuarios y ya " +
    "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre correo cuenta cuentas grupo grupos buzón contraseña nube buenos tardes encuentro encuentra",
  fr:
    "a à ai alors après au aucun aucune aujourd'hui aussi autre autres aux avant avec bien bonjour bonsoir c'est ça car ce ceci cela ces cet cette chez comme comment compte comptes dans de depuis des deux dit donc du elle elles en encore entre " +
    "est et être eux faire fait faut hier ici il ils j'ai je jour jours l'utilisateur la le les leur leurs lui ma madame mais manque manquent me même merci mes moi mon monsieur n'apparaît n'est n'existe ne ni non nos notre nous nouveau nouvelle " +
    "on ont ou où par parce pas pendant peu peut pour pourquoi pouvez pouvez-vous problème quand que quel quelle quelqu'un qui quoi s'il sa salut sans se semaine ses si son sont sous sur svp synchronisé synchronisés trois trop tu un une utilisateur " +
    "utilisateurs va vérifier vers veuillez voici voir vos votre vous y lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre groupe groupes messagerie " +
    "apparaît apparaissent plait plaît disparu",
};
const COMMON: ReadonlySet<string> = new Set(Object.values(WORDS).join(" ").split(" "));
/** Words that are names as well: taken for one only where they stand beside a name or beside one another. */
const ALSO_NAMES: ReadonlySet<string> = new Set(
  "will may april june august forest mark grace hope joy dawn rose summer autumn sunday monday friday march july january mars abril".split(
    " ",
  ),
);
/** In small letters, as all of these take it. No name is made of it, unless it stands beside one. */
export const isCommon = (word: string): boolean => COMMON.has(word) || COMPLAINT_WORDS.has(word);
/** The same without the words of complaints, which are names with a capital ("Lost", "Dead"). */
export const isCommonWithCapital = (word: string): boolean => COMMON.has(word);
export const isAlsoName = (word: string): boolean => ALSO_NAMES.has(word);

const PARTICLES: ReadonlySet<string> = new Set(
  "de da del van von der den la le el al bin ibn dos di du ter ten zu zur of".split(" "),
);
/** Stands inside names: "Pieter van der Berg". */
export const isParticle = (word: string): boolean => PARTICLES.has(word);

const TITLES: ReadonlySet<string> = new Set(
  "herr herrn frau mr mrs ms miss mister dr prof professor sir señor señora señorita sr sra mme mlle monsieur madame m".split(
    " ",
  ),
);
/** Says that the next word is a name. */
export const isTitle = (word: string): boolean => TITLES.has(word);
