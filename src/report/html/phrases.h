/*
 * Every word of pages, a row a phrase, in each language: English, German, French. A row without one of them does not
 * compile. What is data stays as it is: names, paths, the words of OWNERS files, the letters of the matrix.
 *
 * A phrase is markup, with {0} and {1} in the places of texts. A noun has a form for one and one for several.
 */
#ifndef MOW_REPORT_HTML_PHRASES_H
#define MOW_REPORT_HTML_PHRASES_H

/* Of all pages, and of what several have. */
#define PHRASES_ALL(PHRASE)                                                               \
	PHRASE(AND, " and ", " und ", " et ")                                             \
	PHRASE(OR, " or ", " oder ", " ou ")                                              \
	PHRASE(COLON, ": ", ": ", " : ")                                                  \
	PHRASE(ON_DAY, ", on {0}", ", Stand {0}", ", au {0}")                             \
	PHRASE(MADE_BY, "mowners {0}: <code>{1}</code>", "mowners {0}: <code>{1}</code>", \
	       "mowners {0} : <code>{1}</code>")                                          \
	PHRASE(BEFORE, "Before", "Vorher", "Avant")                                       \
	PHRASE(AFTER, "After", "Nachher", "Après")                                        \
	PHRASE(FILES, "Files", "Dateien", "Fichiers")                                     \
	PHRASE(LEVEL, "Level", "Stufe", "Niveau")                                         \
	PHRASE(AREA, "Area", "Bereich", "Domaine")                                        \
	PHRASE(AREAS, "Areas", "Bereiche", "Domaines")                                    \
	PHRASE(PERSON, "Person", "Person", "Personne")                                    \
	PHRASE(NOT_IN_SERVICE, "not in service", "nicht im Dienst", "pas en poste")

/* What scripts say, by the name that they know it by. */
#define PHRASES_SCRIPTS(PHRASE)                                                                                 \
	PHRASE(SORT, "sort by {0}", "nach {0} sortieren", "trier par {0}")                                      \
	PHRASE(SHOWN, "{0} of {1} areas", "{0} von {1} Bereichen", "{0} domaines sur {1}")                      \
	PHRASE(VIEWS, "How the two are shown", "Ansicht", "Affichage des deux")                                 \
	PHRASE(BESIDE, "Side by side", "Nebeneinander", "Côte à côte")                                          \
	PHRASE(SLIDER, "Slider", "Schieberegler", "Curseur")                                                    \
	PHRASE(SLIDES, "How much of the earlier one is seen", "Wie viel vom Vorher zu sehen ist",               \
	       "Quelle part de l’avant est visible")                                                            \
	PHRASE(DIFFERS, "What differs", "Unterschiede", "Différences")                                          \
	PHRASE(IN_RED, "What differs, in red", "Unterschiede, in Rot", "Différences, en rouge")                 \
	PHRASE(RESIZED, "Was {0}, is {1}.", "War {0}, ist {1}.", "Était {0}, devient {1}.")                     \
	PHRASE(SAME, "Every pixel is the same.", "Jedes Pixel ist gleich.", "Tous les pixels sont identiques.") \
	PHRASE(UNDER, "Under {0}", "Unter {0}", "Moins de {0}")                                                 \
	PHRASE(SHARE, "{0} % of the pixels differ, in {1} × {2} at {3}, {4}.",                                  \
	       "{0} % der Pixel unterscheiden sich, auf {1} × {2} bei {3}, {4}.",                               \
	       "{0} % des pixels diffèrent, sur {1} × {2} à {3}, {4}.")

#define PHRASES_MATRIX(PHRASE)                                                                                             \
	PHRASE(MATRIX_TITLE, "{0}: who decides what", "{0}: wer was entscheidet", "{0} : qui décide quoi")                 \
	PHRASE(MATRIX, "Who decides what", "Wer entscheidet was", "Qui décide quoi")                                       \
	PHRASE(MATRIX_ABOUT, "The responsibilities matrix", "Die Zuständigkeitsmatrix (RACI)",                             \
	       "La matrice des responsabilités (RACI)")                                                                    \
	PHRASE(MATRIX_UNDER, " of <code>{0}</code>", " für <code>{0}</code>", " de <code>{0}</code>")                      \
	PHRASE(MATRIX_AT, " at <code>{0}</code>", ", Revision <code>{0}</code>", ", révision <code>{0}</code>")            \
	PHRASE(FOLDER, "Folder", "Ordner", "Dossier")                                                                      \
	PHRASE(EVERYBODY, "everybody", "alle Personen", "tout le monde")                                                   \
	PHRASE(ALL_FOLDERS, "all folders", "alle Ordner", "tous les dossiers")                                             \
	PHRASE(NO_FOLDER, "(in none)", "(in keinem)", "(dans aucun)")                                                      \
	PHRASE(ALL_LEVELS, "all levels", "alle Stufen", "tous les niveaux")                                                \
	PHRASE(SEARCH, "Search", "Suche", "Recherche")                                                                     \
	PHRASE(SEARCH_HINT, "an area, a path, an owner", "Bereich, Pfad, Person", "domaine, chemin, personne")             \
	PHRASE(ROLE_A, "accountable: decides", "gesamtverantwortlich: entscheidet", "responsable final : décide")          \
	PHRASE(ROLE_V, "review: must agree", "Freigabe: muss zustimmen", "validation : doit donner son accord")            \
	PHRASE(ROLE_R, "responsible: makes it", "ausführend: setzt es um", "réalisateur : s’en charge")                    \
	PHRASE(ROLE_C, "consulted", "wird einbezogen", "consulté")                                                         \
	PHRASE(ROLE_I, "informed", "wird informiert", "informé")                                                           \
	PHRASE(FROM_OTHERS, "from other areas", "aus anderen Bereichen", "d’autres domaines")                              \
	PHRASE(OUTSIDE, "from outside, or a bot", "extern oder ein Bot", "externe, ou un robot")                           \
	PHRASE(AREAS_PEOPLE, "Areas and people", "Bereiche und Personen", "Domaines et personnes")                         \
	PHRASE(AREAS_BY_PEOPLE, "Areas by people", "Bereiche nach Personen", "Domaines par personne")                      \
	PHRASE(COLUMN_FOR, "A column for each", "Eine Spalte je", "Une colonne par")                                       \
	PHRASE(COLUMN_PERSON, "person", "Person", "personne")                                                              \
	PHRASE(COLUMN_TEAM, "team, as the rules name them", "Team, wie es in den Regeln steht",                            \
	       "équipe, telle que les règles la nomment")                                                                  \
	PHRASE(NOBODY_DECIDES, "nobody decides", "niemand entscheidet", "personne ne décide")                              \
	PHRASE(FILES_OF, " of ", " aus ", " de ")                                                                          \
	PHRASE(LOAD, "Who has how much to do", "Wer wie viel zu tun hat", "Qui a combien à faire")                         \
	PHRASE(LOAD_ABOUT,                                                                                                 \
	       "Areas and files: what they are accountable for. Gates and reviews: where they must agree, and about "      \
	       "how many files. Only: files that nobody could approve without them.",                                      \
	       "Bereiche und Dateien: was sie verantworten. Freigaben und Prüfungen: wo sie zustimmen müssen, und zu "   \
	       "wie vielen Dateien. Nur sie: Dateien, die ohne sie niemand freigeben könnte.",                             \
	       "Domaines et fichiers : ce dont ils répondent. Validations et relectures : où leur accord est requis, " \
	       "et pour combien de fichiers. Seul : fichiers que personne ne pourrait valider à leur place.")              \
	PHRASE(GATES, "Gates", "Freigaben", "Validations")                                                                 \
	PHRASE(REVIEWS, "Reviews", "Prüfungen", "Relectures")                                                              \
	PHRASE(ONLY, "Only", "Nur sie", "Seul")                                                                            \
	PHRASE(SHARE_OF_FILES, "Share of files", "Anteil der Dateien", "Part des fichiers")                                \
	PHRASE(ODD, "What is odd in the rules", "Auffälliges in den Regeln", "Ce qui cloche dans les règles")              \
	PHRASE(MORE_FINDINGS, "And {0} more: mowners lint lists all.", "Und {0} weitere: mowners lint nennt alle.",        \
	       "Et {0} de plus : mowners lint les donne tous.")

#define NOUNS_ALL(NOUN)                                                           \
	NOUN(FILE, "file", "files", "Datei", "Dateien", "fichier", "fichiers")    \
	NOUN(AREA, "area", "areas", "Bereich", "Bereiche", "domaine", "domaines") \
	NOUN(FINDING, "finding", "findings", "Befund", "Befunde", "anomalie", "anomalies")

#define NOUNS_MATRIX(NOUN)                                                                              \
	NOUN(BUSY, "person with something to do", "people with something to do", "Person mit Aufgaben", \
	     "Personen mit Aufgaben", "personne qui a à faire", "personnes qui ont à faire")            \
	NOUN(UNDECIDED, "file that nobody decides about", "files that nobody decides about",            \
	     "Datei, über die niemand entscheidet", "Dateien, über die niemand entscheidet",            \
	     "fichier dont personne ne décide", "fichiers dont personne ne décide")

#define PHRASES_REPORT(PHRASE)                                                                                                                                                 \
	PHRASE(REPORT_TITLE, "{0}: how approvals went", "{0}: wie die Freigaben liefen",                                                                                       \
	       "{0} : bilan des validations")                                                                                                                                  \
	PHRASE(REPORT, "How approvals went", "Wie die Freigaben liefen", "Bilan des validations")                                                                              \
	PHRASE(REPORT_WINDOW, "from {0} until {1} (UTC)", "vom {0} bis {1} (UTC)", "du {0} au {1} (UTC)")                                                                      \
	PHRASE(NOT_KNOWN, "n/a", "k. A.", "n. d.")                                                                                                                             \
	PHRASE(OF_ALL, " ({0} of {1})", " ({0} von {1})", " ({0} sur {1})")                                                                                                    \
	PHRASE(PERCENT, "%", " %", " %")                                                                                                                                       \
	PHRASE(MEDIAN, "median {0}, 90th percentile {1}", "Median {0}, 90. Perzentil {1}",                                                                                     \
	       "médiane {0}, 90e centile {1}")                                                                                                                                 \
	PHRASE(OF_SO_MANY, ", of {0}", ", aus {0}", ", sur {0}")                                                                                                               \
	PHRASE(DAYS, "d", "T", "j")                                                                                                                                            \
	PHRASE(HOURS, "h", "Std.", "h")                                                                                                                                        \
	PHRASE(MINUTES, "min", "Min.", "min")                                                                                                                                  \
	PHRASE(SECONDS, "s", "Sek.", "s")                                                                                                                                      \
	PHRASE(ALL, "All", "Alle", "Ensemble")                                                                                                                                 \
	PHRASE(NOBODYS, "nobody’s", "ohne Zuständige", "sans responsable")                                                                                                     \
	PHRASE(TEAM, "Team", "Team", "Équipe")                                                                                                                                 \
	PHRASE(M_CHANGES, "Changes", "Änderungen", "Modifications")                                                                                                            \
	PHRASE(M_RECORDS, "Full records", "Vollständig belegt", "Dossier complet")                                                                                             \
	PHRASE(M_UNRECORDED, "Without a full record", "Nicht vollständig belegt", "Dossier incomplet")                                                                         \
	PHRASE(M_UNSIGNED, "On another’s word", "Auf das Wort anderer", "Sur la parole d’un tiers")                                                                            \
	PHRASE(M_UNJUDGED, "Cannot be judged", "Nicht zu beurteilen", "Impossible à juger")                                                                                    \
	PHRASE(M_CLOCK, "Contradictory dates", "Widersprüchliche Zeiten", "Dates contradictoires")                                                                             \
	PHRASE(M_COVERAGE, "Owned by areas", "Von Bereichen abgedeckt", "Couvert par un domaine")                                                                              \
	PHRASE(M_WEIGHTED, "Weighted by changes", "Nach Änderungen gewichtet", "Pondéré par les modifications")                                                                \
	PHRASE(M_LEAD, "Lead time", "Durchlaufzeit", "Délai de validation")                                                                                                    \
	PHRASE(M_BRANCH_AGE, "Branch age", "Alter des Branches", "Âge de la branche")                                                                                          \
	PHRASE(M_AUTHOR, "Waits for the author", "Wartet auf die Erstellung", "Attend l’auteur")                                                                               \
	PHRASE(M_REVIEW, "Waits for reviews", "Wartet auf Prüfungen", "Attend les relectures")                                                                                 \
	PHRASE(M_ACCOUNTABLE, "Waits for the decision", "Wartet auf die Entscheidung", "Attend la décision")                                                                   \
	PHRASE(M_READY, "Approved, not landed", "Freigegeben, nicht übernommen", "Validé, pas encore intégré")                                                                 \
	PHRASE(M_ROUNDS, "Rounds", "Runden", "Allers-retours")                                                                                                                 \
	PHRASE(M_REVERTED, "Taken back in 14 days", "In 14 Tagen zurückgenommen", "Annulé sous 14 jours")                                                                      \
	PHRASE(M_FIXED, "Mended in 14 days", "In 14 Tagen nachgebessert", "Corrigé sous 14 jours")                                                                             \
	PHRASE(M_OVERRIDDEN, "Overrides", "Ausnahmen", "Dérogations")                                                                                                          \
	PHRASE(M_DEBTS, "Not approved since", "Seither nicht freigegeben", "Pas validé depuis")                                                                                \
	PHRASE(M_BLOCKED, "Landed past a refusal", "Trotz Ablehnung übernommen", "Intégré malgré un refus")                                                                    \
	PHRASE(M_WAITING, "Open requests wait", "Offene Anfragen warten", "Attente des demandes en cours")                                                                     \
	PHRASE(M_ASKED, "Is asked", "Wird gefragt", "Sollicité")                                                                                                               \
	PHRASE(M_GIVEN, "Gave", "Hat entschieden", "A donné")                                                                                                                  \
	PHRASE(M_DECIDES, "Decides", "Entscheidet über", "Décide de")                                                                                                          \
	PHRASE(M_ALONE, "Alone with files", "Allein zuständig", "Seul avec des fichiers")                                                                                      \
	PHRASE(M_UNCONFIRMED, "Confirmation overdue", "Bestätigung überfällig", "Confirmation en retard")                                                                      \
	PHRASE(M_QUIET, "Owner quiet while the area changed", "Zuständige untätig, während sich der Bereich änderte",                                                          \
	       "Responsable inactif alors que le domaine changeait")                                                                                                           \
	PHRASE(M_LEFT, "Owner has left", "Zuständige nicht mehr im Dienst", "Responsable parti")                                                                               \
	PHRASE(M_DEAD, "Patterns without files", "Muster ohne Dateien", "Motifs sans fichiers")                                                                                \
	PHRASE(M_ENDING, "Comes in 90 days", "Steht in 90 Tagen an", "Arrive sous 90 jours")                                                                                   \
	PHRASE(LOAD_OF, "Load", "Auslastung", "Charge")                                                                                                                        \
	PHRASE(GAP_NOTHING, "there is nothing to count", "es gibt nichts zu zählen", "il n’y a rien à compter")                                                                \
	PHRASE(GAP_NO_REQUEST, "no record asks for approval", "keine Freigabe wurde angefragt",                                                                                \
	       "aucune demande de validation enregistrée")                                                                                                                     \
	PHRASE(GAP_NO_AUDIT, "there is no server’s audit here", "kein Protokoll eines Servers vorhanden",                                                                      \
	       "pas de journal d’un serveur ici")                                                                                                                              \
	PHRASE(GAP_TOO_RECENT, "all changes are younger than 14 days", "alle Änderungen sind jünger als 14 Tage",                                                              \
	       "toutes les modifications ont moins de 14 jours")                                                                                                               \
	PHRASE(GAP_NO_RULES, "the OWNERS files of then have errors", "die OWNERS-Dateien von damals haben Fehler",                                                             \
	       "les fichiers OWNERS d’alors comportent des erreurs")                                                                                                           \
	PHRASE(FULL_RECORD, "with a full record", "vollständig belegt", "avec dossier complet")                                                                                \
	PHRASE(COVERED, "of files owned by areas", "der Dateien von Bereichen abgedeckt",                                                                                      \
	       "des fichiers couverts par un domaine")                                                                                                                         \
	PHRASE(COMPLETE, "How complete the records are", "Wie vollständig die Belege sind", "Complétude des dossiers")                                                         \
	PHRASE(NO_AUDIT, "No server’s audit is here, so changes count by the dates of their commits.",                                                                         \
	       "Es liegt kein Protokoll eines Servers vor; Änderungen zählen nach dem Datum ihrer Commits.",                                                                   \
	       "Aucun journal de serveur ici : les modifications comptent à la date de leurs commits.")                                                                        \
	PHRASE(COVERAGE, "Who owns the files", "Wem die Dateien gehören", "À qui appartiennent les fichiers")                                                                  \
	PHRASE(COVERAGE_CHART,                                                                                                                                                 \
	       "Share of files with an owner from an area, over time; the table below has the numbers",                                                                        \
	       "Anteil der Dateien mit Zuständigen aus einem Bereich im Zeitverlauf; die Zahlen stehen in der Tabelle darunter",                                               \
	       "Part des fichiers ayant un responsable de domaine, au fil du temps ; les chiffres figurent dans le tableau ci-dessous")                                        \
	PHRASE(DAY, "Day", "Tag", "Jour")                                                                                                                                      \
	PHRASE(NUMBERS, "The numbers", "Die Zahlen", "Les chiffres")                                                                                                           \
	PHRASE(SPEED, "How fast, and how well", "Wie schnell, und wie gut",                                                                                                    \
	       "À quelle vitesse, et avec quelle qualité")                                                                                                                     \
	PHRASE(SPEED_ABOUT,                                                                                                                                                    \
	       "Dark: half of the parts are that fast; pale: nine of ten are. Below eight there is a dot for each.",                                                           \
	       "Dunkel: die Hälfte der Teile ist so schnell; hell: neun von zehn. Unter acht steht für jeden ein Punkt.",                                                      \
	       "Foncé : la moitié des éléments va aussi vite ; clair : neuf sur dix. En dessous de huit, un point pour chacun.")                                               \
	PHRASE(PARTS, "Parts", "Teile", "Éléments")                                                                                                                            \
	PHRASE(WAITS, "Where the time goes", "Wo die Zeit bleibt", "Où passe le temps")                                                                                        \
	PHRASE(BACK, "Taken back", "Zurückgenommen", "Annulé")                                                                                                                 \
	PHRASE(MENDED, "Mended", "Nachgebessert", "Corrigé")                                                                                                                   \
	PHRASE(BY_AREA, "By area and level", "Nach Bereich und Stufe", "Par domaine et niveau")                                                                                \
	PHRASE(BY_TEAM, "By team", "Nach Team", "Par équipe")                                                                                                                  \
	PHRASE(BY_PERSON, "By person", "Nach Person", "Par personne")                                                                                                          \
	PHRASE(OPEN, "Open requests", "Offene Anfragen", "Demandes en cours")                                                                                                  \
	PHRASE(NO_OPEN, "No request is open.", "Keine Anfrage ist offen.", "Aucune demande en cours.")                                                                         \
	PHRASE(ASKED, "Asked", "Angefragt", "Demandé")                                                                                                                         \
	PHRASE(ASKED_BY, "By", "Von", "Par")                                                                                                                                   \
	PHRASE(WAITS_FOR, "Waits for", "Wartet auf", "En attente de")                                                                                                          \
	PHRASE(PAST, "Past the rules", "An den Regeln vorbei", "En dehors des règles")                                                                                         \
	PHRASE(STALE, "Stale ownership", "Veraltete Zuständigkeiten", "Responsabilités périmées")                                                                              \
	PHRASE(ENDS, "What comes in the next 90 days", "Was in den nächsten 90 Tagen ansteht",                                                                                 \
	       "Ce qui arrive dans les 90 prochains jours")                                                                                                                    \
	PHRASE(NO_ENDS, "Nothing that the OWNERS files name.", "Nichts, was in den OWNERS-Dateien steht.",                                                                     \
	       "Rien qui figure dans les fichiers OWNERS.")                                                                                                                    \
	PHRASE(KIND, "What", "Was", "Quoi")                                                                                                                                    \
	PHRASE(WHICH, "Which", "Welche", "Lequel")                                                                                                                             \
	PHRASE(OVERDUE, "overdue", "überfällig", "en retard")                                                                                                                  \
	PHRASE(K_CONFIRM, "ownership to confirm", "Zuständigkeit bestätigen", "responsabilité à confirmer")                                                                    \
	PHRASE(K_RIGHTS, "rights end", "Rechte enden", "fin des droits")                                                                                                       \
	PHRASE(K_SERVICE, "service ends", "Dienst endet", "fin de fonction")                                                                                                   \
	PHRASE(K_FREEZE, "freeze", "Änderungsstopp", "gel")                                                                                                                    \
	PHRASE(K_EMBARGO, "embargo opens", "Sperrfrist endet", "fin d’embargo")                                                                                                \
	PHRASE(AND_MORE, "And {0} more: <code>{1}</code>", "Und {0} weitere: <code>{1}</code>",                                                                                \
	       "Et {0} de plus : <code>{1}</code>")                                                                                                                            \
	PHRASE(NEXT, "Next decisions", "Nächste Entscheidungen", "Prochaines décisions")                                                                                       \
	PHRASE(NOTHING_NEXT, "Nothing stands out.", "Nichts fällt auf.", "Rien à signaler.")                                                                                   \
	PHRASE(CANNOT_TELL,                                                                                                                                                    \
	       "What git cannot tell is not in here: how good the work is, what it brings, where else it is used; and a push that the server refused leaves no trace.",        \
	       "Was git nicht weiß, steht hier nicht: wie gut die Arbeit ist, was sie bringt, wo sie sonst noch verwendet wird; ein abgelehnter Push hinterlässt keine Spur.", \
	       "Ce que git ignore n’est pas ici : la qualité du travail, ce qu’il rapporte, où il sert ailleurs ; un envoi refusé par le serveur ne laisse aucune trace.")

#define NOUNS_REPORT(NOUN)                                                                                             \
	NOUN(CHANGE, "change", "changes", "Änderung", "Änderungen", "modification", "modifications")                   \
	NOUN(PAY, "change that an override let through lacks its owners’ approval",                                    \
	     "changes that an override let through lack their owners’ approval",                                       \
	     "per Ausnahme durchgelassener Änderung fehlt die Freigabe der Zuständigen",                               \
	     "per Ausnahme durchgelassenen Änderungen fehlt die Freigabe der Zuständigen",                             \
	     "modification passée par dérogation attend la validation de ses responsables",                            \
	     "modifications passées par dérogation attendent la validation de leurs responsables")                     \
	NOUN(CLEAR, "file is still there although the rights to it have ended",                                        \
	     "files are still there although the rights to them have ended",                                           \
	     "Datei ist noch da, obwohl die Rechte daran abgelaufen sind",                                             \
	     "Dateien sind noch da, obwohl die Rechte daran abgelaufen sind",                                          \
	     "fichier est encore là alors que ses droits ont expiré",                                                  \
	     "fichiers sont encore là alors que leurs droits ont expiré")                                              \
	NOUN(REPLACE, "area is owned by somebody who has left", "areas are owned by people who have left",             \
	     "Bereich gehört jemandem, der nicht mehr im Dienst ist",                                                  \
	     "Bereiche gehören Personen, die nicht mehr im Dienst sind", "domaine a un responsable parti",             \
	     "domaines ont un responsable parti")                                                                      \
	NOUN(ANSWER, "request has waited for a week or longer", "requests have waited for a week or longer",           \
	     "Anfrage wartet seit einer Woche oder länger", "Anfragen warten seit einer Woche oder länger",            \
	     "demande attend depuis une semaine ou plus", "demandes attendent depuis une semaine ou plus")             \
	NOUN(RECORD, "change landed without a full record", "changes landed without a full record",                    \
	     "Änderung wurde ohne vollständige Belege übernommen",                                                     \
	     "Änderungen wurden ohne vollständige Belege übernommen",                                                  \
	     "modification a été intégrée sans dossier complet",                                                       \
	     "modifications ont été intégrées sans dossier complet")                                                   \
	NOUN(OWN, "file has no owner", "files have no owner", "Datei hat keine Zuständigen",                           \
	     "Dateien haben keine Zuständigen", "fichier n’a pas de responsable", "fichiers n’ont pas de responsable") \
	NOUN(DEPUTISE, "file could be approved by nobody else", "files could be approved by nobody else",              \
	     "Datei könnte sonst niemand freigeben", "Dateien könnte sonst niemand freigeben",                         \
	     "fichier ne pourrait être validé par personne d’autre",                                                   \
	     "fichiers ne pourraient être validés par personne d’autre")                                               \
	NOUN(CONFIRM, "area is owned past the day for confirming that",                                                \
	     "areas are owned past the day for confirming that", "Bereich ist über die Frist zur Bestätigung hinaus",  \
	     "Bereiche sind über die Frist zur Bestätigung hinaus", "domaine a dépassé son échéance de confirmation",  \
	     "domaines ont dépassé leur échéance de confirmation")                                                     \
	NOUN(PRUNE, "pattern decides about no file", "patterns decide about no file",                                  \
	     "Muster entscheidet über keine Datei", "Muster entscheiden über keine Datei",                             \
	     "motif ne décide d’aucun fichier", "motifs ne décident d’aucun fichier")                                  \
	NOUN(ONLY, "person nobody can replace", "people nobody can replace", "Person, die niemand ersetzt",            \
	     "Personen, die niemand ersetzt", "personne irremplaçable", "personnes irremplaçables")                    \
	NOUN(ENDING, "thing due in 90 days", "things due in 90 days", "Termin in 90 Tagen", "Termine in 90 Tagen",     \
	     "échéance sous 90 jours", "échéances sous 90 jours")

#define PHRASES_SHEET(PHRASE)                                                                                          \
	PHRASE(SHEET_TITLE, "{0}: before and after, for {1}", "{0}: vorher und nachher, für {1}",                      \
	       "{0} : avant et après, pour {1}")                                                                       \
	PHRASE(SHEET, "Before and after, for {0}", "Vorher und nachher, für {0}", "Avant et après, pour {0}")          \
	PHRASE(FROM, "From <code>{0}</code>", "Von <code>{0}</code>", "De <code>{0}</code>")                           \
	PHRASE(FROM_NOTHING, "From nothing", "Von Grund auf", "En partant de rien")                                    \
	PHRASE(TO, " to <code>{0}</code>", " zu <code>{0}</code>", " à <code>{0}</code>")                              \
	PHRASE(TO_INDEX, " to what is in the index", " zu dem, was im Index steht", " à ce que contient l’index")      \
	PHRASE(UNPROTECTED, "Nothing is protected here", "Hier ist nichts geschützt", "Rien n’est protégé ici")        \
	PHRASE(BLOCKED, "{0} of {1} changed files cannot land yet",                                                    \
	       "{0} von {1} geänderten Dateien können noch nicht übernommen werden",                                   \
	       "{0} fichiers modifiés sur {1} ne peuvent pas encore être intégrés")                                    \
	PHRASE(BLOCKED_ONE, "1 changed file cannot land yet", "1 geänderte Datei kann noch nicht übernommen werden",   \
	       "1 fichier modifié ne peut pas encore être intégré")                                                    \
	PHRASE(ADVISED, "{0} of {1} changed files are not approved yet",                                               \
	       "{0} von {1} geänderten Dateien sind noch nicht freigegeben",                                           \
	       "{0} fichiers modifiés sur {1} ne sont pas encore validés")                                             \
	PHRASE(ADVISED_ONE, "1 changed file is not approved yet", "1 geänderte Datei ist noch nicht freigegeben",      \
	       "1 fichier modifié n’est pas encore validé")                                                            \
	PHRASE(APPROVED_BY, "approved by {0}", "freigegeben von {0}", "validé par {0}")                                \
	PHRASE(OTHERS, "others", "anderen", "d’autres")                                                                \
	PHRASE(NOBODY_APPROVES, "nobody has to approve", "niemand muss freigeben", "personne n’a à valider")           \
	PHRASE(BY_OVERRIDE, "some of it by an override alone", "manches nur durch eine Ausnahme",                      \
	       "une partie par dérogation seulement")                                                                  \
	PHRASE(ASK, "Ask <strong>{0}</strong>.", "Bitte fragen: <strong>{0}</strong>.",                                \
	       "Demander à <strong>{0}</strong>.")                                                                     \
	PHRASE(ASK_ALL, "Ask <strong>{0}</strong>: this completes it.",                                                \
	       "Bitte fragen: <strong>{0}</strong>. Damit ist alles freigegeben.",                                     \
	       "Demander à <strong>{0}</strong> : cela suffit.")                                                       \
	PHRASE(NO_AREA, "no area", "kein Bereich", "aucun domaine")                                                    \
	PHRASE(DECIDES, "<strong>{0}</strong> is asked to approve ",                                                   \
	       "Gefragt ist die Freigabe von <strong>{0}</strong>: ",                                                  \
	       "On demande l’accord de <strong>{0}</strong> : ")                                                       \
	PHRASE(IN_ALL, ", of {0} in all", ", von insgesamt {0}", ", sur {0} au total")                                 \
	PHRASE(S_APPROVED, "approved", "freigegeben", "validé")                                                        \
	PHRASE(S_STOPPED, "stopped", "gestoppt", "arrêté")                                                             \
	PHRASE(S_FROZEN, "frozen", "eingefroren", "gelé")                                                              \
	PHRASE(S_UNOWNED, "unowned", "ohne Zuständige", "sans responsable")                                            \
	PHRASE(S_IMPOSSIBLE, "impossible", "nicht möglich", "impossible")                                              \
	PHRASE(S_STALE, "stale", "überholt", "périmé")                                                                 \
	PHRASE(S_MISSING, "missing", "Freigabe fehlt", "validation manquante")                                         \
	PHRASE(TAKES, "What it takes", "Was es braucht", "Ce qu’il faut")                                              \
	PHRASE(N_DECISION, "decision", "Entscheidung", "décision")                                                     \
	PHRASE(N_GATE, "review", "Prüfung", "relecture")                                                               \
	PHRASE(N_PEOPLE, "people", "Personen", "personnes")                                                            \
	PHRASE(N_FREEZE, "freeze", "Änderungsstopp", "gel")                                                            \
	PHRASE(N_RIGHTS, "rights", "Rechte", "droits")                                                                 \
	PHRASE(N_STOP, "stop", "Stopp", "arrêt")                                                                       \
	PHRASE(N_OVERRIDE, "override", "Ausnahme", "dérogation")                                                       \
	PHRASE(N_AUTHORS, "authors", "Urheber", "auteurs")                                                             \
	PHRASE(N_ACCEPT, "accept", "Übernahme", "reprise")                                                             \
	PHRASE(N_RELEASE, "release", "Abgabe", "cession")                                                              \
	PHRASE(ANY_OF, "any of {0}", "eine Person aus {0}", "l’un de {0}")                                             \
	PHRASE(UNTIL, "until {0}", "bis {0}", "jusqu’au {0}")                                                          \
	PHRASE(NOBODY, "nobody", "niemand", "personne")                                                                \
	PHRASE(COMMITTED, "those whom commits name", "wen die Commits nennen", "ceux que nomment les commits")         \
	PHRASE(HAVE, "{0} of {1}", "{0} von {1}", "{0} sur {1}")                                                       \
	PHRASE(HAVE_BY, "{0} approved", "freigegeben von {0}", "validé par {0}")                                       \
	PHRASE(CAN, "{0} can", "möglich durch {0}", "possible par {0}")                                                \
	PHRASE(NOT_YET, "not yet", "noch nicht", "pas encore")                                                         \
	PHRASE(NOBODY_CAN, "nobody can now", "derzeit kann es niemand", "personne ne le peut pour l’instant")          \
	PHRASE(NOTHING_MORE, "nothing more is needed", "mehr braucht es nicht", "rien de plus n’est requis")           \
	PHRASE(AWAY, "away until {0}", "abwesend bis {0}", "absent jusqu’au {0}")                                      \
	PHRASE(MADE_IT, "made this change", "hat diese Änderung gemacht", "a fait cette modification")                 \
	PHRASE(OUT, "not in service today", "heute nicht im Dienst", "pas en poste aujourd’hui")                       \
	PHRASE(NO_DEPUTY, "no deputy is here", "keine Stellvertretung da", "aucun suppléant présent")                  \
	PHRASE(OPEN_CHANGE, "Nobody has to approve this", "Das muss niemand freigeben", "Personne n’a à valider ceci") \
	PHRASE(HOLDS, "Files of {0} are in this page; it takes up to {1} of each",                                     \
	       "Diese Seite enthält Dateien von {0}; sie nimmt bis zu {1} von jeder",                                  \
	       "Cette page contient {0} de fichiers ; elle en prend au plus {1} de chacun")                            \
	PHRASE(HOLDS_ALL, ", and {0} in all (<code>--limit</code>).", ", und insgesamt {0} (<code>--limit</code>).",   \
	       ", et {0} en tout (<code>--limit</code>).")                                                             \
	PHRASE(ADDED, "added", "neu", "ajouté")                                                                        \
	PHRASE(REMOVED, "removed", "entfernt", "supprimé")                                                             \
	PHRASE(CHANGED, "changed", "geändert", "modifié")                                                              \
	PHRASE(IS_BEFORE, "before", "vorher", "avant")                                                                 \
	PHRASE(IS_AFTER, "after", "nachher", "après")                                                                  \
	PHRASE(LINE_IN, "a line in ", "eine Zeile in ", "une ligne en ")                                               \
	PHRASE(SAVE_PDF, "Save this PDF", "Dieses PDF speichern", "Enregistrer ce PDF")                                \
	PHRASE(WAS_NONE, "there was no such file", "diese Datei gab es nicht", "ce fichier n’existait pas")            \
	PHRASE(IS_NONE, "there is no such file any more", "diese Datei gibt es nicht mehr",                            \
	       "ce fichier n’existe plus")                                                                             \
	PHRASE(TOO_LARGE, "too large for this page", "zu groß für diese Seite", "trop volumineux pour cette page")     \
	PHRASE(NO_LFS, "Git LFS has not brought it to this clone: git lfs fetch does",                                 \
	       "Git LFS hat sie nicht in diesen Klon geholt: git lfs fetch tut das",                                   \
	       "Git LFS ne l’a pas apporté dans ce clone : git lfs fetch le fait")                                     \
	PHRASE(NOT_HERE, "this clone does not have it", "dieser Klon hat sie nicht", "ce clone ne l’a pas")            \
	PHRASE(SUBMODULE, "a submodule", "ein Submodul", "un sous-module")                                             \
	PHRASE(TOO_LONG, "too long to be compared here", "zu lang, um hier verglichen zu werden",                      \
	       "trop long pour être comparé ici")                                                                      \
	PHRASE(NO_OTHER, "there is no text here to compare it with",                                                   \
	       "hier ist kein Text, mit dem er sich vergleichen ließe",                                                \
	       "il n’y a pas ici de texte auquel le comparer")                                                         \
	PHRASE(NOT_SHOWN, "nothing that a browser shows", "nichts, was ein Browser zeigt",                             \
	       "rien qu’un navigateur affiche")                                                                        \
	PHRASE(NO_SIZE, "of unknown size", "Größe unbekannt", "taille inconnue")                                       \
	PHRASE(IN_LFS, ", in Git LFS", ", in Git LFS", ", dans Git LFS")                                               \
	PHRASE(MODE_ALONE, "the content is the same, its mode is not", "der Inhalt ist gleich, der Modus nicht",       \
	       "le contenu est le même, pas le mode")                                                                  \
	PHRASE(LINES_DIFFER, "Lines that differ", "Zeilen, die sich unterscheiden", "Lignes qui diffèrent")            \
	PHRASE(ROWS_DIFFER, "Rows that differ", "Zeilen, die sich unterscheiden", "Lignes qui diffèrent")              \
	PHRASE(LINE, "Line", "Zeile", "Ligne")                                                                         \
	PHRASE(AND_SO_MANY, "And {0}.", "Und {0}.", "Et {0}.")

#define NOUNS_SHEET(NOUN)                                                                                              \
	NOUN(CHANGED, "changed file", "changed files", "geänderte Datei", "geänderte Dateien", "fichier modifié",      \
	     "fichiers modifiés")                                                                                      \
	NOUN(WAITING, "waits for approval", "wait for approval", "wartet auf Freigabe", "warten auf Freigabe",         \
	     "en attente de validation", "en attente de validation")                                                   \
	NOUN(CAN_LAND, "changed file can land", "changed files can land", "geänderte Datei kann übernommen werden",    \
	     "geänderte Dateien können übernommen werden", "fichier modifié peut être intégré",                        \
	     "fichiers modifiés peuvent être intégrés")                                                                \
	NOUN(DIFFERENT, "different person", "different people", "andere Person", "verschiedene Personen", "personne",  \
	     "personnes différentes")                                                                                  \
	NOUN(OTHER, "other", "others", "weitere Person", "weitere Personen", "autre", "autres")                        \
	NOUN(MORE_LINES, "more line", "more lines", "weitere Zeile", "weitere Zeilen", "ligne de plus",                \
	     "lignes de plus")                                                                                         \
	NOUN(MORE_ROWS, "more row", "more rows", "weitere Zeile", "weitere Zeilen", "ligne de plus", "lignes de plus") \
	NOUN(BYTE, "byte", "bytes", "Byte", "Byte", "octet", "octets")

/* Of the pages of a site. */
#define PHRASES_SITE(PHRASE)                                                                                   \
	PHRASE(SITE_PAGES, "Pages", "Seiten", "Pages")                                                         \
	PHRASE(SITE_HOME, "Overview", "Überblick", "Aperçu")                                                   \
	PHRASE(SITE_AGENDA, "Agenda", "Termine", "Agenda")                                                     \
	PHRASE(SITE_REPORT, "Report", "Bericht", "Bilan")                                                      \
	PHRASE(SITE_REQUESTS, "Requests", "Anfragen", "Demandes")                                              \
	PHRASE(SITE_MATRIX, "Matrix", "Matrix", "Matrice")                                                     \
	PHRASE(SITE_MAP, "Map", "Karte", "Carte")                                                              \
	PHRASE(SITE_PEOPLE, "People", "Personen", "Personnes")                                                 \
	PHRASE(SITE_DAY, "On {0}", "Stand {0}", "Au {0}")                                                      \
	PHRASE(SITE_TITLE, "Who decides, and what waits", "Wer entscheidet und was wartet",                    \
	       "Qui décide, et ce qui attend")                                                                 \
	PHRASE(SITE_WAITS, "What waits", "Was wartet", "Ce qui attend")                                        \
	PHRASE(SITE_COMES, "What comes", "Was ansteht", "Ce qui vient")                                        \
	PHRASE(SITE_NOTHING_WAITS, "Nothing waits.", "Nichts wartet.", "Rien n’attend.")                       \
	PHRASE(SITE_NO_DAY, "No day is named.", "Kein Tag ist genannt.", "Aucun jour n’est nommé.")            \
	PHRASE(SITE_ALL, "All {0}", "Alle {0}", "Les {0}")                                                     \
	PHRASE(SITE_CALENDAR, "Also <a href=\"{0}\">for calendar programs</a>",                                \
	       "Auch <a href=\"{0}\">für Kalenderprogramme</a>",                                               \
	       "Aussi <a href=\"{0}\">pour les agendas électroniques</a>")                                     \
	PHRASE(SITE_WHO_ASKS, "Who asks for approval", "Wer um Freigabe bittet", "Qui demande une validation") \
	PHRASE(SITE_NOBODY_ASKS, "Nobody asks for approval.", "Niemand bittet um Freigabe.",                   \
	       "Personne ne demande de validation.")                                                           \
	PHRASE(SITE_ASKED_BY, "Asked by", "Angefragt von", "Demandé par")                                      \
	PHRASE(SITE_WHY, "Why", "Warum", "Pourquoi")                                                           \
	PHRASE(SITE_TARGET, "For", "Für", "Pour")                                                              \
	PHRASE(SITE_SHEET, "Before and after", "Vorher und nachher", "Avant et après")                         \
	PHRASE(SITE_NOTE, "Approvals that are asked for are not shown: {0}.",                                  \
	       "Anfragen um Freigabe fehlen hier: {0}.", "Les demandes de validation ne figurent pas : {0}.")  \
	PHRASE(SITE_WAITING, "Waits", "Wartet", "Attend")                                                      \
	PHRASE(SITE_WAITS_ME, "What waits for me", "Was auf mich wartet", "Ce qui m’attend")                   \
	PHRASE(SITE_ASKED_ME, "What I have asked for", "Worum ich gebeten habe", "Ce que j’ai demandé")        \
	PHRASE(SITE_COMES_ME, "What comes for me", "Was für mich ansteht", "Ce qui vient pour moi")            \
	PHRASE(SITE_OWN, "What I own", "Wofür ich zuständig bin", "Ce dont je suis responsable")               \
	PHRASE(SITE_OWN_NONE, "Nothing.", "Nichts.", "Rien.")                                                  \
	PHRASE(SITE_ROLES, "Roles", "Rollen", "Rôles")                                                         \
	PHRASE(SITE_PATH, "Path", "Pfad", "Chemin")                                                            \
	PHRASE(SITE_WHAT, "What there is", "Was es gibt", "Ce qu’il y a")                                      \
	PHRASE(SITE_BOXES, "Each box as large as it has files, in its folder",                                 \
	       "Jedes Feld so groß, wie es Dateien hat, in seinem Ordner",                                     \
	       "Chaque case à la taille de ses fichiers, dans son dossier")                                    \
	PHRASE(SITE_NO_FILES, "There are no files.", "Es gibt keine Dateien.", "Il n’y a pas de fichiers.")    \
	PHRASE(SITE_BY_OWNER, "By who decides", "Nach denen, die entscheiden", "Par décideur")                 \
	PHRASE(SITE_BY_LEVEL, "By level", "Nach Stufe", "Par niveau")                                          \
	PHRASE(SITE_BY_AGE, "By last change", "Nach letzter Änderung", "Par dernière modification")            \
	PHRASE(SITE_OTHERS, "others", "andere", "autres")                                                      \
	PHRASE(SITE_NOBODY, "nobody", "niemand", "personne")                                                   \
	PHRASE(SITE_AGE_30, "in the last 30 days", "in den letzten 30 Tagen", "ces 30 derniers jours")         \
	PHRASE(SITE_AGE_90, "in the last 90 days", "in den letzten 90 Tagen", "ces 90 derniers jours")         \
	PHRASE(SITE_AGE_365, "in the last year", "im letzten Jahr", "l’an passé")                              \
	PHRASE(SITE_AGE_MORE, "earlier", "früher", "plus tôt")                                                 \
	PHRASE(SITE_AGE_NONE, "not known", "unbekannt", "inconnu")

/* Of what waits and comes; each follows the one before it. */
#define PHRASES_AGENDA(PHRASE)                                                                                         \
	PHRASE(AGENDA_REQUEST, "{0} asks for approval of {1}", "{0} bittet um Freigabe von {1}",                       \
	       "{0} demande la validation de {1}")                                                                     \
	PHRASE(AGENDA_TARGET, " for {0}", " für {0}", " pour {0}")                                                     \
	PHRASE(AGENDA_WAITS, "; it waits for {0}", "; es wartet auf {0}", " ; cela attend {0}")                        \
	PHRASE(AGENDA_STUCK, "; nobody who is here can give what it lacks, mowners check says why",                    \
	       "; niemand, der da ist, kann geben, was fehlt; mowners check sagt, warum",                              \
	       " ; personne de présent ne peut donner ce qui manque, mowners check dit pourquoi")                      \
	PHRASE(AGENDA_DEBT, "An override let {0} through", "Eine Ausnahme hat {0} durchgelassen",                      \
	       "Une dérogation a laissé passer {0}")                                                                   \
	PHRASE(AGENDA_OWED, "; still to be approved by {0}: {1}", "; die Freigabe durch {0} steht noch aus: {1}",      \
	       " ; reste à valider par {0} : {1}")                                                                     \
	PHRASE(AGENDA_CONFIRM, "The ownership of [{0}] is to be confirmed",                                            \
	       "Die Zuständigkeit für [{0}] ist zu bestätigen", "La responsabilité de [{0}] est à confirmer")          \
	PHRASE(AGENDA_LATER, "; to do so {0} writes a later day in {1}",                                               \
	       "; dafür trägt {0} einen späteren Tag in {1} ein",                                                      \
	       " ; pour cela, {0} inscrit un jour ultérieur dans {1}")                                                 \
	PHRASE(AGENDA_RIGHTS, "The rights to {0} end, by [{1}]", "Die Rechte an {0} enden, laut [{1}]",                \
	       "Les droits sur {0} prennent fin, selon [{1}]")                                                         \
	PHRASE(AGENDA_ENDED, "The rights to {0} have ended, by [{1}]",                                                 \
	       "Die Rechte an {0} sind abgelaufen, laut [{1}]", "Les droits sur {0} ont pris fin, selon [{1}]")        \
	PHRASE(AGENDA_TAKE_OUT, "; to be taken out by {0}; {1}", "; zu entfernen durch {0}; {1}",                      \
	       " ; à retirer par {0} ; {1}")                                                                           \
	PHRASE(AGENDA_SERVICE, "The last day of service of {0}; {1}", "Der letzte Diensttag von {0}; {1}",             \
	       "Le dernier jour en poste de {0} ; {1}")                                                                \
	PHRASE(AGENDA_MEMBERS, "The last day on which {0} has members; {1}",                                           \
	       "Der letzte Tag, an dem {0} Mitglieder hat; {1}", "Le dernier jour où {0} a des membres ; {1}")         \
	PHRASE(AGENDA_FREEZE, "Freeze {0} until {1}", "Änderungsstopp {0} bis {1}", "Gel {0} jusqu’au {1}")            \
	PHRASE(AGENDA_EMBARGO, "Embargo {0} opens: {1}", "Sperrfrist {0} endet: {1}", "L’embargo {0} prend fin : {1}") \
	PHRASE(AGENDA_CLOSED, "; nobody can let a change through before; {1}",                                         \
	       "; vorher kann niemand eine Änderung durchlassen; {1}",                                                 \
	       " ; avant, personne ne peut laisser passer de changement ; {1}")                                        \
	PHRASE(AGENDA_ALLOW, "; {0} can let a change through before; {1}",                                             \
	       "; vorher kann {0} eine Änderung durchlassen; {1}",                                                     \
	       " ; avant, {0} peut laisser passer un changement ; {1}")

#define NOUNS_SITE(NOUN)                                                                                              \
	NOUN(OPEN, "open request", "open requests", "offene Anfrage", "offene Anfragen", "demande en cours",          \
	     "demandes en cours")                                                                                     \
	NOUN(OVERDUE, "overdue", "overdue", "überfällig", "überfällig", "en retard", "en retard")                     \
	NOUN(THING, "thing in all", "things in all", "Eintrag", "Einträge", "élément", "éléments")                    \
	NOUN(MORE_FILE, "more file", "more files", "weitere Datei", "weitere Dateien", "autre fichier",               \
	     "autres fichiers")                                                                                       \
	NOUN(PEOPLE, "person", "people", "Person", "Personen", "personne", "personnes")                               \
	NOUN(FOR_ME, "waits for me", "wait for me", "wartet auf mich", "warten auf mich", "m’attend", "m’attendent")  \
	NOUN(I_DECIDE, "file that I decide about", "files that I decide about", "Datei, über die ich entscheide",     \
	     "Dateien, über die ich entscheide", "fichier dont je décide", "fichiers dont je décide")                 \
	NOUN(I_REVIEW, "file that I review", "files that I review", "Datei, die ich prüfe", "Dateien, die ich prüfe", \
	     "fichier que je relis", "fichiers que je relis")                                                         \
	NOUN(ONLY_I, "that nobody could approve without me", "that nobody could approve without me",                  \
	     "die ohne mich niemand freigeben könnte", "die ohne mich niemand freigeben könnte",                      \
	     "que personne ne pourrait valider sans moi", "que personne ne pourrait valider sans moi")

#define PHRASES(PHRASE)         \
	PHRASES_ALL(PHRASE)     \
	PHRASES_SCRIPTS(PHRASE) \
	PHRASES_MATRIX(PHRASE)  \
	PHRASES_SHEET(PHRASE)   \
	PHRASES_REPORT(PHRASE)  \
	PHRASES_SITE(PHRASE)    \
	PHRASES_AGENDA(PHRASE)

#define NOUNS(NOUN)        \
	NOUNS_ALL(NOUN)    \
	NOUNS_MATRIX(NOUN) \
	NOUNS_SHEET(NOUN)  \
	NOUNS_REPORT(NOUN) \
	NOUNS_SITE(NOUN)

#endif
