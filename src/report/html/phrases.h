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

#define PHRASES(PHRASE)         \
	PHRASES_ALL(PHRASE)     \
	PHRASES_SCRIPTS(PHRASE) \
	PHRASES_MATRIX(PHRASE)

#define NOUNS(NOUN)     \
	NOUNS_ALL(NOUN) \
	NOUNS_MATRIX(NOUN)

#endif
