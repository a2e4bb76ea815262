//! Texts of the three pages that the law asks for: accessibility, legal notes, privacy.

use crate::words;

words! {
    legal_not_set(variable: &str): "Chi gestisce questo sito non l'ha ancora indicato: si imposta con {variable}." | "Whoever runs this site has not stated it yet: it is set with {variable}.";
    legal_not_set_title: "Da completare" | "To be completed";

    legal_accessibility_title: "Accessibilità" | "Accessibility";
    legal_accessibility_lead: "Queste pagine sono fatte perché chiunque possa leggerle, con qualunque mezzo." | "These pages are made so that anybody can read them, by any means.";
    legal_accessibility_declaration: "La dichiarazione di accessibilità" | "The accessibility statement";
    legal_accessibility_link: "Leggi la dichiarazione di accessibilità sul sito di AgID" | "Read the accessibility statement on the AgID site";
    legal_accessibility_declared: "La dichiarazione ufficiale, con lo stato di conformità e la procedura di attuazione, è pubblicata da AgID." | "The official statement, with the state of compliance and the enforcement procedure, is published by AgID.";
    legal_accessibility_unset: "Non c'è ancora l'indirizzo della dichiarazione di accessibilità di questo sito." | "The address of this site's accessibility statement is not there yet.";
    legal_accessibility_how: "Come sono fatte le pagine" | "How the pages are made";
    legal_accessibility_aim: "L'obiettivo è la norma WCAG 2.2, livello AA, in ogni pagina e in ogni suo stato. Questa pagina descrive come lavoriamo: lo stato di conformità lo dice solo la dichiarazione." | "The aim is WCAG 2.2, level AA, on every page and in each of its states. This page tells how we work: the state of compliance is told by the statement only.";
    legal_accessibility_script: "Ogni pagina è completa senza JavaScript e si usa tutta da tastiera." | "Every page is complete without JavaScript and can be used wholly by keyboard.";
    legal_accessibility_colour: "Nessuna informazione è data dal solo colore: uno stato è sempre anche una parola e una forma." | "No information is given by colour alone: a status is always a word and a shape too.";
    legal_accessibility_charts: "Ogni disegno ha una frase che ne dice il risultato, una tabella con tutti i numeri e un file da scaricare." | "Every drawing has a sentence that tells its finding, a table with all its numbers and a file to download.";
    legal_accessibility_reflow: "Le pagine si leggono su schermi larghi 320 punti, ingrandite al 400\u{a0}%, con i colori del sistema, con le animazioni ridotte e sulla carta." | "Pages can be read on screens 320 points wide, enlarged to 400\u{a0}%, in the system's colours, with reduced motion and on paper.";
    legal_accessibility_limits: "Le tabelle larghe scorrono di lato su schermi piccoli. I testi che vengono dai dati restano in italiano anche nelle pagine inglesi, e sono segnati come tali." | "Wide tables scroll sideways on small screens. Texts that come from the data stay in Italian on English pages too, and are marked as such.";
    legal_feedback_title: "Segnalare un problema" | "Report a problem";
    legal_feedback_text: "Se qualcosa non si legge o non si può usare, scrivi a chi gestisce il sito:" | "If something cannot be read or used, write to whoever runs the site:";
    legal_feedback_unset: "Non c'è ancora un recapito a cui scrivere." | "There is no address to write to yet.";

    legal_notes_title: "Note legali" | "Legal notes";
    legal_notes_lead: "Chi risponde di queste pagine, con quale licenza si riusano i dati e il programma, quanto valgono le cifre." | "Who answers for these pages, under which licence data and program can be reused, what the figures are worth.";
    legal_owner_title: "Chi gestisce il sito" | "Who runs the site";
    legal_owner_unset: "Non è ancora indicato chi gestisce questo sito e ne risponde." | "It is not stated yet who runs this site and answers for it.";
    legal_contact_text: "Recapito:" | "Contact:";
    legal_contact_unset: "Recapito non ancora indicato." | "Contact not stated yet.";
    legal_program_title: "Il programma" | "The program";
    legal_program_text: "Traguardi è software libero, con licenza EUPL-1.2 (European Union Public Licence, versione 1.2): si può usare, studiare, modificare e ridistribuire." | "Traguardi is free software, licence EUPL-1.2 (European Union Public Licence, version 1.2): it can be used, studied, changed and passed on.";
    legal_program_link: "Testo della licenza EUPL-1.2" | "Text of the EUPL-1.2 licence";
    legal_data_title: "I dati" | "The data";
    legal_data_text: "I dati aperti di PA digitale 2026 sono del Dipartimento per la trasformazione digitale e si riusano con licenza CC-BY 4.0, citando la fonte. Le altre fonti hanno licenze diverse, o nessuna che abbiamo trovato: da quelle prendiamo solo fatti e cifre, con parole nostre." | "PA digitale 2026 open data are by the Department for Digital Transformation and can be reused under CC-BY 4.0, citing the source. Other sources have other licences, or none that we found: from those we take facts and figures only, in our own words.";
    legal_data_link: "Testo della licenza CC-BY 4.0" | "Text of the CC-BY 4.0 licence";
    legal_data_sources: "Tutte le fonti, con data e licenza" | "All sources, with date and licence";
    legal_figures_title: "Quanto valgono le cifre" | "What the figures are worth";
    legal_figures_text: "Ogni cifra è quella della fonte scritta accanto, alla data scritta accanto. Queste pagine non sostituiscono gli atti, ReGiS né la piattaforma PA digitale 2026: dove le fonti non concordano lo diciamo, e dove non si sa scriviamo «non noto»." | "Each figure is that of the source written beside it, on the date written beside it. These pages do not replace acts, ReGiS or the PA digitale 2026 platform: where sources disagree we say so, and where nothing is known we write “not known”.";
    legal_figures_rules: "Lo stato di un progetto e il giudizio su una dichiarazione sono calcolati da regole uguali per tutti, scritte accanto a ciascuno. Dove un ufficio dichiara uno stato diverso, la pagina lo dice, con il motivo, la scadenza e quello che direbbe la regola." | "The status of a project and the verdict on a statement are worked out by rules that are the same for all, written beside each. Where an office states another status the page says so, with the reason, the date until which it holds and what the rule would say.";

    legal_privacy_title: "Privacy" | "Privacy";
    legal_privacy_lead: "Queste pagine non raccolgono niente su chi le legge, oltre a quello che serve per rispondere." | "These pages collect nothing about their readers, apart from what is needed to answer.";
    legal_cookie_title: "Cookie" | "Cookies";
    legal_cookie_text: "Ci sono solo cookie tecnici. «lang» ricorda la lingua scelta («it» o «en»), dura un anno e viene scritto solo quando si sceglie una lingua. Chi entra nella scrivania riceve anche quello della sua sessione, che finisce dopo trenta minuti senza richieste e comunque dopo dodici ore, e quello che riconosce il suo navigatore, che dura un anno e serve a non chiuderlo fuori mentre altri provano a indovinare la password. Non serve consenso e si possono cancellare dal navigatore." | "There are technical cookies only. “lang” remembers the language chosen (“it” or “en”), lasts one year and is written only when a language is chosen. Whoever enters the desk also gets that of their session, which ends after thirty minutes without a request and after twelve hours in any case, and one that knows their browser again, which lasts one year and keeps them from being locked out while others try to guess the password. They need no consent and can be deleted from the browser.";
    legal_third_title: "Nessun altro" | "Nobody else";
    legal_third_text: "Le pagine non chiedono niente ad altri siti: caratteri, stile, disegni e programmi vengono da questo server. Non ci sono statistiche di visita, profilazione, pubblicità né pulsanti di reti sociali. I collegamenti verso altri siti si aprono solo se li si segue." | "Pages ask nothing of other sites: fonts, style, drawings and programs come from this server. There are no visit statistics, profiling, advertising or social network buttons. Links to other sites are opened only if followed.";
    legal_persons_title: "Persone" | "Persons";
    legal_persons_text: "Non pubblichiamo nomi di persone fisiche: i progetti e le cifre hanno un ufficio che ne risponde, le dichiarazioni una carica. Chi ha ricevuto un pagamento può comparire solo se l'ente ha pubblicato quel pagamento." | "We publish no names of natural persons: projects and figures have an office that answers for them, statements have a role. Whoever received a payment may appear only if the body has published that payment.";
    legal_logs_title: "Registri tecnici" | "Technical logs";
    legal_logs_text: "Per rispondere, il server riceve l'indirizzo di rete di chi chiede la pagina, come ogni sito. Se e per quanto tempo resti nei registri tecnici dipende da chi gestisce il sito." | "To answer, the server receives the network address of whoever asks for the page, as any site does. Whether and how long it stays in technical logs depends on whoever runs the site.";
    legal_rights_title: "A chi rivolgersi" | "Whom to turn to";
    legal_rights_text: "Per i dati personali, e per i diritti che il regolamento (UE) 2016/679 dà a ciascuno, scrivi al responsabile della protezione dei dati:" | "For personal data, and for the rights that Regulation (EU) 2016/679 gives to everybody, write to the data protection officer:";
    legal_rights_unset: "Non è ancora indicato a chi rivolgersi per i dati personali." | "It is not stated yet whom to turn to for personal data.";
    legal_holder(owner: &str): "Titolare: {owner}." | "Controller: {owner}.";
}
