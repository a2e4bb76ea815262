//! Letters with a one-time link, what becomes of them, and asking for a new password by mail.
//!
//! A letter is in both languages, Italian first: whoever gets it may never have seen the site.

use crate::words;

words! {
    mail_subject_invited(ente: &str): "Invito a Traguardi: {ente}" | "Invitation to Traguardi: {ente}";
    mail_subject_renewed(ente: &str): "Nuovo collegamento per Traguardi: {ente}" | "New link for Traguardi: {ente}";
    mail_subject_asked: "Nuova password per Traguardi" | "New password for Traguardi";
    mail_invited(by: &str, ente: &str): "{by} ti invita a entrare nella scrivania di Traguardi. Ente: {ente}." | "{by} invites you to the desk of Traguardi. Body: {ente}.";
    mail_renewed(by: &str, ente: &str): "{by} ti manda un nuovo collegamento per scegliere la password con cui entri nella scrivania di Traguardi. Ente: {ente}. I collegamenti di prima non valgono più." | "{by} sends you a new link to choose the password with which you come to the desk of Traguardi. Body: {ente}. Earlier links no longer work.";
    mail_asked(ente: &str): "Dalla pagina di accesso di Traguardi qualcuno, forse tu, ha chiesto di scegliere una nuova password per il tuo accesso. Ente: {ente}. I collegamenti chiesti prima da quella pagina non valgono più." | "From the sign-in page of Traguardi somebody, perhaps you, has asked to choose a new password for your account. Body: {ente}. Links asked for earlier on that page no longer work.";
    mail_open: "Apri questo collegamento e scegli la tua password:" | "Open the link above and choose your password.";
    mail_good(hours: i64, login: &str): "Vale {hours} ore e si usa una volta sola. Poi entri con questo nome di accesso: {login}" | "It is good for {hours} hours and works once. Then you sign in with this login: {login}";
    mail_unexpected: "Non te lo aspettavi? Non aprire il collegamento e non darlo a nessuno: se hai già una password, resta quella. Se succede ancora, avvisa chi amministra il tuo ente." | "You did not expect this? Do not open the link and do not give it to anybody: if you have a password, it stays as it is. If it happens again, tell whoever administers your body.";
    mail_automatic: "Questo messaggio è automatico: le risposte non le legge nessuno." | "This message is automatic: nobody reads replies to it.";

    digest_subject(n: usize, ente: &str): "Traguardi: da guardare questa settimana ({n}), {ente}" | "Traguardi: to look after this week ({n}), {ente}";
    digest_opening(name: &str, ente: &str, day: &str): "{name}, ecco che cosa scade o è fermo nei progetti affidati a te. Ente: {ente}. Situazione al {day}." | "{name}, this is what is due or stale in the projects in your care. Body: {ente}. As of {day}.";
    digest_rest(n: usize, link: &str): "E altre {n}, sulla scrivania: {link}" | "And {n} more, on the desk: {link}";
    digest_why: "Questo riepilogo parte il lunedì, solo quando c'è qualcosa da guardare. Se non lo vuoi più, chiedi a chi gestisce il sito." | "This digest goes out on Mondays, only where there is something to look after. If you no longer want it, ask whoever runs the site.";

    mail_late: "il server di posta non ha risposto in tempo. Riprova più tardi" | "the mail server did not answer in time. Try again later";
    mail_refused: "il server di posta non accetta questo indirizzo, o questo messaggio. Controlla come è scritto l'indirizzo" | "the mail server does not take this address, or this message. Check how the address is written";
    mail_unwelcome: "il server di posta non accetta il nome o la password con cui ci presentiamo. Avvisa chi gestisce il sito" | "the mail server does not take the name or the password that we give it. Tell whoever runs the site";
    mail_deferred: "il server di posta per ora non lo accetta. Riprova più tardi" | "the mail server does not take it for now. Try again later";
    mail_unreachable: "non riusciamo a parlare con il server di posta. Se continua, avvisa chi gestisce il sito" | "we cannot talk to the mail server. If it goes on, tell whoever runs the site";
    mail_unwritten: "non siamo riusciti a scriverlo. Avvisa chi gestisce il sito" | "we could not write it. Tell whoever runs the site";

    people_invite_text_mail: "Il collegamento parte per posta, oppure lo consegni tu: chi lo apre sceglie la sua password, che nessun altro conosce." | "The link goes out by mail, or you hand it over: whoever opens it chooses their own password, which nobody else knows.";
    people_mail: "Indirizzo di posta" | "Mail address";
    people_mail_hint_invite: "Facoltativo. Il collegamento parte per questo indirizzo, che non viene conservato. Se lo lasci vuoto parte per il nome di accesso, quando è un indirizzo di posta; altrimenti lo consegni tu." | "Optional. The link is mailed to this address, which is not kept. If you leave it empty, it is mailed to the login, where that is a mail address; otherwise you hand it over.";
    people_mail_hint_link: "Il collegamento parte per questo indirizzo, che non viene conservato. Se lo lasci vuoto, lo consegni tu." | "The link is mailed to this address, which is not kept. If you leave it empty, you hand it over.";
    people_mailed(to: &str): "Messaggio inviato a {to}" | "Message sent to {to}";
    people_mailed_text: "Contiene il collegamento per scegliere la password: vale 72\u{a0}ore e si usa una volta sola. Se non arriva, fai guardare nella posta indesiderata, oppure fai un nuovo collegamento e consegnalo tu." | "It has the link to choose a password: good for 72\u{a0}hours, and once. If it does not arrive, have the junk mail looked through, or make a new link and hand it over yourself.";
    people_unmailed(to: &str): "Il messaggio per {to} non è partito" | "The message to {to} was not sent";
    people_unmailed_text(why: &str): "Perché: {why}. Intanto puoi consegnare tu il collegamento che vedi qui sotto." | "Why: {why}. Meanwhile you can hand over the link below yourself.";

    access_mail_form: "Scrivi un indirizzo di posta, per esempio ufficio@comune.example. Se lo lasci vuoto, il collegamento lo consegni tu." | "Write a mail address, for example ufficio@comune.example. If you leave it empty, you hand over the link.";

    recovery_link: "Ricevi per posta un collegamento per sceglierne una nuova" | "Get a link to choose a new one by mail";
    recovery_title: "Scegli una nuova password" | "Choose a new password";
    recovery_lead: "Se il tuo nome di accesso è un indirizzo di posta, ti mandiamo lì un collegamento. Altrimenti chiedilo a chi amministra il tuo ente." | "If your login is a mail address, we send you a link there. Otherwise ask whoever administers your body for one.";
    recovery_login_hint: "Per esempio ufficio@comune.example." | "For example ufficio@comune.example.";
    recovery_button: "Manda il collegamento" | "Send the link";
    recovery_no_address: "Serve un nome di accesso che sia un indirizzo di posta. Se il tuo non lo è, chiedi un collegamento a chi amministra il tuo ente." | "A login that is a mail address is needed. If yours is none, ask whoever administers your body for a link.";
    recovery_done_title: "Controlla la posta" | "Look at your mail";
    recovery_done_text: "Se esiste un accesso con questo nome, tra poco arriva un messaggio con un collegamento: vale 72\u{a0}ore e si usa una volta sola. Guarda anche nella posta indesiderata." | "If there is an account with this login, a message with a link arrives shortly: it is good for 72\u{a0}hours and works once. Look at your junk mail too.";
    recovery_done_limit: "In un'ora partono al massimo tre messaggi per accesso: se ne hai già chiesti, usa l'ultimo arrivato." | "At most three messages an hour go out for an account: if you have asked before, use the last that came.";
}

#[cfg(test)]
mod tests {
    use crate::Lang;

    #[test]
    fn why_a_message_was_not_sent_fits_into_its_sentence() {
        for lang in [Lang::It, Lang::En] {
            for why in [
                lang.mail_late(),
                lang.mail_refused(),
                lang.mail_unwelcome(),
                lang.mail_deferred(),
                lang.mail_unreachable(),
                lang.mail_unwritten(),
            ] {
                let sentence = lang.people_unmailed_text(why);
                assert!(sentence.contains(why) && !sentence.contains(".."), "{sentence}");
            }
        }
    }
}
