/** How people say what they want of the bot, beside naming somebody: intent → language → phrases (the language of `triage/phrases.ts`). */
import { SETS as COMPLAINTS, type Sets } from "../triage/phrases";

type Language = "en" | "de" | "es" | "fr";
type Phrases = { readonly [L in Language]?: readonly string[] };
/** What a message can want without naming anybody, in the order in which it is tried: the narrower before the wider. */
export const WANTS = [
  "approvers",
  "cancel",
  "undo",
  "feedback",
  "recheck",
  "walk",
  "report",
  "cases",
  "errors",
  "sync-now",
  "health",
  "status",
  "approve",
  "help",
] as const;
export type Want = (typeof WANTS)[number];

/** Words that stand for one another, beside those of complaints. */
export const SETS: Sets = {
  ...COMPLAINTS,
  sync:
    "sync|syncs|synch|dirsync|synchronization|synchronisation|syncing|synchronising|synchronizing|replication|entra connect|azure ad connect|aad connect|ad connect|connect sync|adsync|cloud sync|connect|" +
    "synchronisierung|sync-dienst|abgleich|sincronización|synchro",
  engine:
    "sync|dirsync|synchronization|synchronisation|entra connect|entra connect server|azure ad connect|aad connect|ad connect|connect|cloud sync|sync server|sync service|sync engine|scheduler|agent|connector|password hash sync|" +
    "entra-connect-server|sync-server|synchronisierung|synchronisierungsdienst|synchronisationsdienst|sync-dienst|syncserver|zeitplan|scheduler|agent|sincronización|servidor|synchro|serveur",
  cycle: "cycle|run|zyklus|synczyklus|sync-zyklus|lauf|durchlauf|ciclo",
  policy: "delta|full|initial|inkrementell*|voll*",
  germancycle:
    "delta-synchronisierung|deltasynchronisierung|delta-synchronisation|delta-zyklus|deltazyklus|vollsynchronisierung|voll-synchronisierung|vollsynchronisation|initialsynchronisierung|initial-synchronisierung",
  start:
    "run|start|trigger|kick off|kick|force|initiate|launch|begin|execute|fire|rerun|do|starte|starten|start|anstoßen|anstossen|stoß|stoss|anwerfen|wirf|auslösen|löse|ausführen|führe|führ|durchführen|" +
    "mach|lanza|lanzar|inicia|iniciar|ejecuta|ejecutar|lance|lancer|démarre|démarrer",
  now: "now|right now|immediately|asap|jetzt|sofort|gleich|ahora|ya|maintenant",
  ok:
    "healthy|ok|okay|fine|running|working|up|alive|well|good|online|down|normal|enabled|green|up to date|current|stuck|broken|offline|stopped|sauber|gesund|in ordnung|ordnung|okay|aktuell|grün|aktiv|kaputt|" +
    "bien|sano|sana|funcionando|marche",
  case: "case|ticket|incident|request|fall|vorgang|antrag|anfrage|caso|cas|demande",
  cases: "cases|tickets|incidents|requests|fälle|fällen|vorgänge|vorgängen|anfragen|casos|cas",
  show: "show|list|display|see|view|give|get|send|print|open|share|have|zeig|zeige|zeigen|liste|gib|schick|schicke|schicken|sende|anzeigen|auflisten|muestra|mostrar|lista|envía|montre|affiche|envoie|liste",
  which:
    "which|what|how many|who|welche|welcher|was|wie viele|wieviele|wer|qué|cuáles|cuántos|quién|quels|quelles|combien|qui",
  things:
    "object|objects|user|users|account|accounts|people|person|persons|everybody|everyone|anybody|anyone|group|groups|contact|contacts|objekt|objekte|objekten|benutzer|konto|konten|leute|personen|mitarbeiter|" +
    "objetos|usuarios|cuentas|objets|utilisateurs|comptes",
  fault:
    "error|errors|problem|problems|failure|failures|fail|fails|failing|conflict|conflicts|missing|stuck|quarantine|quarantined|broken|not syncing|fehler|fehlern|sync-fehler|sync-fehlern|synchronisierungsfehler|" +
    "synchronisierungsfehlern|synchronisationsfehler|exportfehler|problem|probleme|problemen|konflikte|fehlt|fehlen|hängt|hängen|affected|betroffen|errores|problemas|falta|faltan|erreurs|problèmes|manque|manquent",
  else: "else|other|others|more|further|additional|noch|sonst|weitere|weiteren|weiter|andere|anderen|außerdem|más|otros|otras|autres|encore",
  again:
    "again|once more|one more time|another time|anew|afresh|over|noch einmal|nochmal|nochmals|noch mal|erneut|wieder|neu|de nuevo|otra vez|encore|à nouveau",
  look:
    "check|look|test|verify|try|read|run the check|run the checks|run the triage|prüf|prüfe|prüfen|überprüf|überprüfe|überprüfen|schau|schaue|schauen|nachsehen|nachschauen|nachgucken|guck|sieh|teste|testen|lies|" +
    "comprueba|revisa|mira|vérifie|regarde",
  mended:
    "fixed|corrected|repaired|changed|solved|mended|resolved|korrigiert|behoben|repariert|geändert|gefixt|berichtigt|gelöst|corregido|arreglado|corrigé|réparé",
  change:
    "change|changes|step|steps|repair|fix|action|änderung|änderungen|schritt|reparatur|aktion|cambio|cambios|changement|modification",
  guide: "guide|walk|walkthrough|walk-through|tour|checklist|steps|anleitung|leitfaden|rundgang|schritte|guía|guide",
  verdict:
    "diagnosis|verdict|result|answer|cause|finding|analysis|conclusion|diagnose|ergebnis|antwort|ursache|befund|analyse|diagnóstico|resultado|diagnostic",
  right:
    "right|correct|exactly|spot on|accurate|true|helpful|useful|perfect|richtig|richtige|richtiger|korrekt|genau|zutreffend|hilfreich|stimmt|correcto|correcta|acertado|exact",
  notright:
    "wrong|incorrect|false|mistaken|nonsense|off|useless|not right|not correct|not true|not helpful|not it|not the cause|not the reason|falsch|falsche|falscher|verkehrt|unsinn|nicht richtig|nicht korrekt|nicht die ursache|incorrecto|incorrecta|equivocado|faux",
  approve:
    "approve|approves|approval|approvals|approver|approvers|decide|decides|decision|sign off|release|authorise|authorize|freigeben|freigibt|freigabe|freigaben|genehmigen|genehmigt|genehmigung|genehmiger|" +
    "entscheiden|entscheidet|entscheidung|zustimmen|freigeber|aprobar|aprueba|aprobación|approuver|approbation",
  who: "who|whom|which person|which people|wer|wen|wem|quién|quiénes|qui",
  courteous:
    "please|pls|plz|bitte|mal|kindly|por favor|s'il te plaît|s'il vous plaît|doch|eben|just|then|dann|so|ok|okay|well|also",
  bot: "bot|you|this|it|this bot|the bot|this thing|sync triage|du|sie|das|dies|dies hier|das hier|der bot|dieser bot",
  can: "can you|could you|can we|could we|would you|will you|can i|could i|i want you to|i want to|i'd like you to|i need you to|we need to|you should|kannst du|könntest du|können sie|könnten sie|kann man|könnt ihr|würdest du|ich möchte|puedes|podrías|peux-tu|pouvez-vous",
};

export const PHRASES: Readonly<Record<Want, Phrases>> = {
  approvers: {
    en: [
      "{who} … {approve}",
      "{who} … ask … {approve}",
      "{show} … approvers",
      "^ [the] approvers",
      "{who} is|are allowed|entitled",
      "{who} … permission|permissions|rights to",
    ],
    de: [
      "{who} … {approve}",
      "{who} … fragen|bitten … {approve}",
      "{who} darf|dürfen",
      "liste … freigeber|genehmiger",
      "zuständig für … {approve}",
    ],
    es: ["{who} … {approve}"],
    fr: ["{who} … {approve}"],
  },
  cancel: {
    en: [
      "^ cancel|abort|nevermind|stop|withdraw .",
      "cancel|abort|withdraw|revoke|retract|drop|close … {case}|plan|all|everything",
      "^ never mind",
      "forget it|that|about|the [whole]",
      "cancel it|that|this .",
      "call … off",
    ],
    de: [
      "^ abbrechen|abbruch|stopp|storno|stornieren|abbruch|vergiss|egal .",
      "vergiss es|das",
      "{case} … schließen|schliessen|zurückziehen|zurücknehmen|abbrechen|stornieren|löschen|zumachen|beenden",
      "schließ|schließe|schliesse|beende|storniere|ziehe|zieh … {case}",
      "breche|brich … ab",
      "lass es|gut sein|bleiben",
      "hat sich erledigt",
    ],
    es: ["^ cancelar|cancela", "cancela|cancelar|cierra|cerrar|retirar … {case}"],
    fr: ["^ annuler|annule .", "annule|annuler|ferme|fermer|retirer … {case}"],
  },
  undo: {
    en: [
      "undo|revert|rollback",
      "roll [it|that|this|the] [{change}] back",
      "roll … back",
      "take|put … back",
      "reverse … {change}",
    ],
    de: [
      "rückgängig|zurückrollen|zurückdrehen|rückabwickeln",
      "{change} … zurücknehmen|zurücksetzen|widerrufen",
      "nimm|mach|roll|dreh … zurück",
      "zurücknehmen .",
    ],
    es: ["deshaz|deshacer|revertir|revierte"],
    fr: ["annule|annuler … {change}", "défaire|défais|rétablir"],
  },
  feedback: {
    en: [
      "feedback",
      "{verdict}|that|this|it|you|what you said was|is|were|are [not] [{else}|really|exactly|totally|completely|quite|sadly|unfortunately|all] {right}|{notright} [the|cause|reason|answer|diagnosis|one] .",
      "^ was|is|were|are [not] [{else}|really|exactly|totally|completely|quite|sadly|unfortunately|all] {right}|{notright} [the|cause|reason|answer|diagnosis|one] .",
      "{verdict} … was|is|were [not] [exactly|totally|completely|quite|very|unfortunately] {right}|{notright}",
      "^ [yes|no] that|it|this was [it|the|exactly|indeed|really] [the] [cause|reason|problem|it] .",
      "^ that|it|this was|is [exactly|totally|completely|just] {right}|{notright}",
      "it|that|cause|reason was|is [actually|in fact|really] something [completely|quite|entirely] else|different",
      "^ no it|cause|reason was",
      "wasn't|isn't the cause|reason|problem",
      "wasn't it .",
      "not the [real] cause|reason",
      "well spotted",
      "good|bad|great|wrong|correct|right|false diagnosis|verdict|bot|analysis|job",
      "^ you were|are|got right|wrong|mistaken",
      "^ was {right}|{notright}",
      "{right}|{notright} {verdict}",
      "it|that helped",
      "it|that did not|didn't help",
    ],
    de: [
      "rückmeldung",
      "^ war [leider|nicht] {right}|{notright}",
      "{right}|{notright} {verdict}",
      "{verdict} … war|ist|stimmt|stimmte|trifft [leider|völlig|ganz|nicht|total|absolut|doch|schon] {right}|{notright}|zu|nicht|.",
      "das|es war|ist|stimmt [leider|völlig|ganz|total|absolut|so] [nicht] {right}|{notright} [die|der|das|so] [ursache|grund] .",
      "^ [ja|nein|nö|genau] [das|es|so] stimmt [so|leider|ja|genau] nicht|.",
      "lag|liegt es|das [aber|doch|wohl] an|daran|nicht",
      "lag|lags an|daran",
      "genau daran lag",
      "daran lag",
      "es|das war … anderes|anderer",
      "das war die|der ursache|grund",
      "das war es .",
      "war nicht die|der ursache|grund",
      "gut|richtig|super erkannt",
      "hat geholfen",
      "hat nicht geholfen",
    ],
    es: ["{verdict} … es|era|fue|está {right}|{notright}", "no era eso", "era otra cosa"],
    fr: ["{verdict} … est|était {right}|{notright}", "ce n'était pas ça", "c'était autre chose"],
  },
  recheck: {
    en: [
      "recheck|re-check|retest|re-test|rerun|re-run",
      "{look} … {again}",
      "{again} {look}",
      "run it|that|this {again}",
      "^ once|one more [time] .",
      "^ refresh|reload .",
      "has|is it|that been {mended}",
      "i|we|i've|we've [have|just] [now] {mended} [it|that|this|them|the]",
      "^ [now|already] {mended}",
      "{mended} it",
      "is it|that {mended}|ok|good|better now|.",
    ],
    de: [
      "{look} … {again}",
      "{again} [{courteous}] {look}",
      "{again} … {look} .",
      "habe|hab|haben … {mended}",
      "ist|wurde|sollte [jetzt|nun] {mended}",
      "^ [jetzt|nun|schon|ist] {mended}",
    ],
    es: ["{look} … {again}"],
    fr: ["{look} … {again}"],
  },
  walk: {
    en: [
      "guide|walk|lead|take|talk me|us through",
      "step by step|step-by-step",
      "step by step",
      "^ guide|walk|next|walkthrough|continue .",
      "open|show|start|continue|begin|see|resume|launch … {guide}",
      "go on|ahead|back with|to the {guide}",
      "next|previous|following step",
      "{guide} … next|continue",
    ],
    de: [
      "führ|führe|leite|begleite mich|uns",
      "schritt für schritt",
      "^ weiter|anleitung|leitfaden|nächster .",
      "{guide} … öffnen|starten|zeigen|anzeigen|fortsetzen|weiter",
      "öffne|starte|zeig|zeige … {guide}",
      "weiter mit|in der|dem {guide}",
      "nächster|nächsten|vorheriger schritt",
    ],
    es: ["paso a paso", "guíame|guíanos", "siguiente paso"],
    fr: ["étape par étape", "guide-moi|guidez-moi", "prochaine étape"],
  },
  report: {
    en: [
      "^ report|reports .",
      "the|a|this|that|his|her|incident|full|whole|final|last|share report",
      "{show} … report",
      "report as|for|of|to [a|an|the|this|that|me|us]",
      "^ report [as|for|of|in]",
    ],
    de: ["bericht|berichts|vorfallbericht|protokoll|report"],
    es: ["informe"],
    fr: ["rapport|compte rendu"],
  },
  cases: {
    en: [
      "^ cases|tickets .",
      "{show}|{which} … {cases}",
      "my|our|open|all|other|old|earlier|recent|new|newest|latest|these|closed {cases}",
      "{cases} here|in|of|by|about|for|from|are|that|do|we",
    ],
    de: [
      "^ {cases} .",
      "{show}|{which} … {cases}",
      "meine|unsere|offene|offenen|alle|aller|andere|frühere|letzten|neueste {cases}",
      "{cases} … {show}",
      "{cases} hier|in|im|dieser|dieses|von|vom",
    ],
    es: ["mis|todos|abiertos casos", "{show}|{which} … casos", "^ casos ."],
    fr: ["mes|tous|ouverts cas", "{show}|{which} … cas"],
  },
  errors: {
    en: [
      "^ errors .",
      "sync|synchronization|synchronisation|export|provisioning|directory|tenant|dirsync|attribute error|errors|failures|conflicts",
      "{show}|{which} … {things} … {fault}",
      "{show}|{which} … errors|failures|conflicts",
      "{which} {else} … {fault}",
      "{fault}|fehlerhafte|fehlerhaften {things}",
      "{who} … {in} quarantine|quarantäne",
      "who {else} [is|are|has|have] … {fault}",
      "{things} {else} … {fault}",
      "who is|are|has|have [all|else|still|the] {fault}",
      "any|every|all|{else} [{else}] [synced] {things} … {fault}",
      "any|all|{else} errors|failures",
      "errors in|of the|our|this tenant|directory",
    ],
    de: [
      "^ fehler .",
      "fehlerliste|fehlerübersicht|sync-fehler|sync-fehlern|synchronisierungsfehler|synchronisierungsfehlern|synchronisationsfehler|exportfehler|exportfehlern|bereitstellungsfehler",
      "sync|synchronisierung fehler|fehlern",
      "{show}|{which} … {things} … {fault}",
      "{show}|{which} … fehler|fehlern|konflikte",
      "wer [denn] {else} … {fault}",
      "wer [denn] {fault} [denn] {else}|alles|.",
      "wem geht … {else}",
      "{else} {things} … {fault}",
      "alle fehler",
      "fehler im tenant|mandanten|verzeichnis",
    ],
    es: ["errores de sincronización", "{show}|{which} … {things} … {fault}", "quién más … {fault}"],
    fr: ["erreurs de synchronisation", "{show}|{which} … {things} … {fault}", "qui d'autre … {fault}"],
  },
  "sync-now": {
    en: [
      "start-adsyncsynccycle",
      "^ [{courteous}] {start} [{again}] [a|an|the|another|one] [new] [{policy}] {sync} [{cycle}] [{now}]",
      "{start} [a|an|the|another] [new|quick|manual] [{policy}] {sync} {cycle}",
      "{start} [a|an|the|another] [new|quick|manual] {policy} {sync}|{cycle}|import|.",
      "{start} a|an|another [new|quick|manual] {sync}|{cycle}",
      "^ sync|synchronize|synchronise|resync|re-sync [everything|all|it|again|{now}] [{now}] .",
      "{policy} {sync} [{cycle}] {now}",
      "^ [a] {policy} {sync} [{cycle}] .",
      "{sync} {now} .",
    ],
    de: [
      "{start} … {policy} {sync}|{cycle}",
      "{start} [sie] [{courteous}] [{now}] [einen|eine|den|die|ein|neuen|neue] [neuen|neue|weiteren] [{policy}] {sync}|{cycle}|delta-sync|full-sync|vollsync|deltasync|voll-sync|synchronisation|{germancycle}",
      "{sync}|delta-sync|full-sync|deltasync|vollsync|voll-sync|{cycle}|{germancycle} [{courteous}] [{now}] [{courteous}] anstoßen|anstossen|starten|auslösen|ausführen|durchführen|anwerfen|laufen",
      "{now} synchronisieren|syncen",
      "^ synchronisieren|syncen .",
      "^ delta-sync|full-sync|deltasync|vollsync|{germancycle} [{now}] .",
      "synchronisiere|synce [{now}|alles|neu|bitte]",
    ],
    es: ["{start} … sincronización", "sincroniza|sincronizar ahora"],
    fr: ["{start} … synchro|synchronisation", "synchronise|synchroniser maintenant"],
  },
  health: {
    en: [
      "^ health .",
      "{sync}|{engine} health|status|state",
      "health|status|state of … {sync}|{engine}",
      "health check",
      "anything|something wrong with [the|our|my] {sync}|{engine}",
      "how's|how is|are [the|our|my] {sync}|{engine}",
      "no {sync}|{cycle} since",
      "is|are|isn't|does|looks|seems [the|our|my] {engine} … {ok}|work|run",
      "is|are [the|our|my] {engine} .",
      "{engine} [is|are|still|really|not|down] … {ok}",
      "{engine} … {not} [{still}] work|working|run|running|sync|syncing|ok|healthy",
      "{engine} is|has|was|got|seems [been] {ill}",
      "when … {sync}|{cycle}|synced|synchronized|synchronised",
      "how long|often|old … {sync}|{cycle}|synced|synchronized|synchronised",
      "last|latest|next|previous {sync}|{cycle}|import|export",
      "last {sync} {cycle}",
      "staging mode|staging",
      "nothing|nobody|noone|everything|none … sync|syncs|synced|syncing|synchronized|synchronised",
      "is|are everything|all … sync|synced|ok|fine",
      "is|are [the|our] [sync] server … {ok}",
      "password hash sync … {ok}|on|heartbeat",
    ],
    de: [
      "^ gesundheit|zustand .",
      "läuft|funktioniert|geht|klappt|arbeitet|lebt|hängt|steht [der|die|unser|unsere|das] [microsoft] {engine}",
      "ist [der|die|unser|unsere|das] [microsoft] {engine}",
      "{engine} … {ok}|läuft|funktioniert|gesund|an|aus|tot",
      "zustand|gesundheit|status|stand der|des|von|vom … {engine}",
      "{sync} … stattgefunden|gelaufen|gelungen",
      "synchronisiert|synct der|die|das|unser server|dienst|connect|agent",
      "wann … {sync}|{cycle}|synchronisiert|gesynct|abgeglichen",
      "letzter|letzten|letzte|nächster|nächste {sync}|{cycle}|synchronisation|abgleich",
      "stagingmodus|staging-modus|staging",
      "nichts|niemand|alles … synchronisiert|gesynct",
    ],
    es: ["está|funciona [la|el] {engine}", "cuándo|última … sincronización"],
    fr: [
      "est-ce que|marche|fonctionne [la|le] {engine}",
      "dernière synchro|synchronisation",
      "la synchro|synchronisation … marche|fonctionne",
    ],
  },
  status: {
    en: [
      "^ status|state|progress|news|update .",
      "how does|do [the|our|my] it|this|that|things|we|{case} stand|look|go",
      "how is [the|our|my] it|this|that|{case} going|doing|coming",
      "where are|do we|you [stand|now] [with|on|in|.]",
      "how far are|have|did we|you|it",
      "any|is there [any] [news|progress|update|updates]",
      "any news|progress|update|updates",
      "what's|whats|what is|give|get|show|see [me] [the] current|latest|present status|state|stand",
      "what's|whats|what is the status|state|stand|progress",
      "status|state|progress|news|update of|on|with|for [this|the|my|our|that] [one|{case}|it]",
      "what happened|became to|with|of [my|the|our|this] {case}|request|repair",
      "what's|whats|what is new|happening|going on [with|here|.]",
      "are we|you there|done yet",
      "is|are it|that|this|you done|finished|ready|over",
    ],
    de: [
      "^ status|stand|neuigkeiten|fortschritt .",
      "wie ist|lautet|wäre [denn] [der|dein|unser] [aktuelle|aktueller|derzeitige|jetzige|momentane] status|stand",
      "wie steht|stehts [es|'s|das|denn|dieser|der|um|mit]",
      "gibt|gibts [es] [hier|schon|da|was|etwas|denn|irgendwas] [schon|hier|was|etwas|denn] [was|etwas|irgendwas|denn] neues|neuigkeiten|fortschritt|fortschritte",
      "was ist der [aktuelle] stand|status",
      "aktueller|derzeitiger stand|status",
      "wie sieht's|schaut's aus",
      "wie weit|sieht es|bist|sind [es|du|wir|das] [aus]",
      "was gibt's|gibts neues",
    ],
    es: ["^ estado .", "cómo va|está [el|la|esto|eso] [{case}]", "alguna novedad", "hay novedades"],
    fr: ["où en est|sommes|es-tu", "du nouveau", "^ statut|état ."],
  },
  approve: {
    en: [
      "^ [yes|i|we|ok|hereby|i'd] [hereby|would|do] approve|approved|decline|declined|reject|rejected|accept|accepted|deny|denied|confirm|confirmed [.|it|this|that|the|his|her|all|request|plan]",
      "go ahead",
      "^ [yes|yep|yeah|sure|ok] do|run|make|proceed it|.",
      "^ yes|yep|yeah|sure|no|nope .",
      "i approve|decline|reject|accept",
      "approve|decline|reject the|this|that|my|his|her|its {case}|plan|repair|fix|change",
      "do it [now|please] .",
      "lgtm",
    ],
    de: [
      "^ [hiermit|ist|wird|ok] genehmigt|freigegeben|abgelehnt|genehmigen|freigeben|ablehnen|genehmige|bestätigt|zugestimmt",
      "ich genehmige|bestätige|stimme|lehne|gebe … zu|frei|ab|das|es|.",
      "ich genehmige|bestätige",
      "^ [ja|jo|jawohl] ausführen|durchführen|mach|machen|tu|los",
      "^ ja|jawohl|nein .",
      "mach das|es .",
      "lehne|lehnen … ab",
      "das machen wir nicht|so",
    ],
    es: ["^ [sí] apruebo|aprobado|rechazo|rechazado|hazlo|adelante|sí ."],
    fr: ["^ [oui] j'approuve|approuvé|refusé|vas-y|allez-y|oui ."],
  },
  help: {
    en: [
      "^ help|commands|usage|examples|? .",
      "^ help me .",
      "what can|could|do|should|may you|i|we|{bot} do|ask|say|know|write",
      "what are you|your [commands|functions|features|able|for]",
      "what do you|{bot} do|know",
      "how do|does|can|should|must i|we|one|you|{bot} use|work|ask|operate|talk|start|function",
      "how does|do {bot} work",
      "who|what are you .",
      "are you there|alive|human",
      "list|show [me|your|the|all] [your|the|all] commands|functions|examples",
    ],
    de: [
      "^ hilfe|befehle|beispiele .",
      "was|wobei|womit kannst|könnt|können|kann du|ihr|sie|man|ich",
      "wie funktioniert|geht|funktionierst|arbeitest|bedient|benutzt [{bot}|man]",
      "wie benutze|bediene|verwende|nutze|frage|rede|benutzt|nutzt ich|man|wir",
      "wer|was bist|sind du|sie .",
      "was machst|tust|weißt du",
    ],
    es: ["^ ayuda .", "qué puedes|sabes hacer", "cómo funciona|funcionas|te uso|se usa"],
    fr: ["^ aide .", "que peux-tu|pouvez-vous faire", "comment ça|tu marche|fonctionne|fonctionnes"],
  },
};

/** Words of thanks, of leave and of praise: a message of nothing else wants nothing. */
export const COURTESIES: ReadonlySet<string> = new Set(
  (
    "thanks thank thx ty tnx cheers you u a lot lots so very much many again for your the that this help quick great good super nice perfect excellent awesome wonderful cool brilliant well are were done job work ok okay k alright all right got it " +
    "understood noted fine bye goodbye ciao see later soon have day evening weekend night afternoon one morning and kind of appreciated appreciate i we now works everything is it's solved " +
    "danke dankeschön dankesehr dank vielen besten herzlichen schönen lieben tausend sehr dir euch ihnen schön gut gute guter guten prima toll klasse spitze wunderbar perfekt hervorragend alles klar passt verstanden funktioniert geklappt tschüss tschüs tschau " +
    "wiedersehen auf bis bald dann morgen später schönes wochenende feierabend tag abend nacht noch einen ein und für die das deine ihre hilfe schnelle ja jetzt geht es wieder " +
    "gracias muchas mil muy bien adiós hasta luego merci beaucoup mille bien très au revoir bonne journée soirée vale genial parfait d'accord"
  ).split(" "),
);
/** One of these makes such a message thanks or a leave. */
export const THANKS: ReadonlySet<string> = new Set(
  (
    "thanks thank thx ty tnx cheers great perfect excellent awesome wonderful cool brilliant nice bye goodbye ciao ok okay understood appreciated danke dankeschön dankesehr dank super prima toll klasse spitze wunderbar perfekt klar passt " +
    "verstanden tschüss tschüs tschau wiedersehen wochenende weekend night nacht funktioniert geklappt gracias adiós merci revoir vale genial parfait d'accord"
  ).split(" "),
);
/** A message of nothing else greets. */
export const GREETINGS: ReadonlySet<string> = new Set(
  "hi hello hey hiya howdy there all team everyone everybody good morning afternoon evening day bot hallo hallöchen moin servus guten guter morgen tag abend grüß gott zusammen alle leute na hola buenos buenas días tardes bonjour bonsoir salut à tous".split(
    " ",
  ),
);
