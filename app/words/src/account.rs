//! Signing in, passwords and people: what is wrong and what to do. And why a request gets no page of its own.

use crate::{Lang, words};

words! {
    access_wrong: "Il nome di accesso o la password non sono giusti. Controlla maiuscole e tastiera; se non ricordi la password, chiedi un nuovo collegamento a chi amministra le persone del tuo ente." | "The login or the password is not right. Check capitals and keyboard; if you do not remember the password, ask whoever manages the people of your body for a new link.";
    access_link_over: "Questo collegamento non vale più: è già stato usato, è scaduto, oppure ne è stato fatto uno più nuovo. Chiedine un altro a chi te lo ha dato." | "This link is no longer good: it was used, it has expired, or a newer one was made. Ask whoever gave it to you for another.";
    access_password_short(least: usize): "Servono almeno {least} caratteri. Va bene una frase: quattro o cinque parole che non stanno insieme." | "At least {least} characters are needed. A sentence will do: four or five words that do not belong together.";
    access_password_long(most: usize): "Al massimo {most} caratteri." | "At most {most} characters.";
    access_password_regular: "È sempre la stessa cosa ripetuta, o una fila di tasti: si indovina subito. Scegline una meno regolare." | "It is the same thing over and over, or a row of keys: it is guessed at once. Choose a less regular one.";
    access_password_known: "È quasi tutta fatta del tuo nome, del tuo ente o di questo sito: è la prima che si prova. Scegli altre parole." | "It is nearly all made of your name, your body or this site: it is the first that is tried. Choose other words.";
    access_password_common: "È quasi tutta fatta di parole che usano in molti: è tra le prime che si provano. Scegli parole meno comuni, o aggiungine." | "It is nearly all made of words that many people use: it is among the first that are tried. Choose less common words, or add some.";
    access_password_same: "È la password che hai già: scegline un'altra." | "It is the password that you have already: choose another.";
    access_repeat: "Le due password non sono uguali: scrivila di nuovo." | "The two passwords are not the same: type it again.";
    access_current: "La password di adesso non è giusta." | "The present password is not right.";

    access_login_form: "Da 3 a 64 caratteri: lettere minuscole senza accento, cifre, punto, trattino, trattino basso, più e chiocciola; il primo è una lettera o una cifra." | "3 to 64 characters: lower-case letters without accents, digits, full stop, dash, underscore, plus and at sign; the first is a letter or a digit.";
    access_login_taken: "Questo nome di accesso c'è già. Se la persona è nell'elenco, cambia lì i suoi ruoli; altrimenti scegli un altro nome, o chiedi a chi gestisce il sito di aggiungerla a questo ente." | "This login exists already. If the person is in the list, change their roles there; otherwise choose another login, or ask whoever runs the site to add them to this body.";
    access_name_form: "Scrivi il nome con cui comparirà nella storia delle modifiche: da 2 a 120 caratteri." | "Write the name by which the history of changes will call them: 2 to 120 characters.";
    access_role_needed: "Scegli almeno un ruolo. Per impedire a una persona di entrare, fermala." | "Choose at least one role. To keep a person out, stop them.";
    access_project_unknown: "Uno dei progetti scelti non c'è in questo ente: ricarica la pagina e scegli di nuovo." | "One of the chosen projects is not of this body: reload the page and choose again.";
    access_own_role: "Non puoi togliere a te il ruolo di amministratore: può farlo un altro amministratore." | "You cannot take the administrator role from yourself: another administrator can.";
    access_overtaken: "Nel frattempo qualcun altro ha cambiato i ruoli o i progetti di questa persona: nell'elenco c'è ciò che ha ora, qui sotto ciò che hai scelto tu. Non è stato scritto niente: controlla e salva di nuovo." | "Meanwhile somebody else has changed this person's roles or projects: the list shows what they have now, below is what you chose. Nothing was written: check and save again.";
    access_own_stop: "Non puoi fermare il tuo stesso accesso: può farlo un altro amministratore." | "You cannot stop your own account: another administrator can.";
    access_elsewhere: "Questa persona ha ruoli anche in un ente che non amministri: collegamento e accesso li cambia chi amministra entrambi, o chi gestisce il sito. Qui puoi cambiare solo i ruoli in questo ente." | "This person has roles in a body that you do not administer too: link and access are changed by whoever administers both, or by whoever runs the site. Here you can change only the roles in this body.";
    access_stopped: "L'accesso di questa persona è fermo: prima riattivalo, poi crea il collegamento." | "This person's access is stopped: start it again first, then make the link.";

    go_sign_in: "alla pagina di accesso, in un'altra scheda" | "to the sign-in page, in another tab";
}

impl Lang {
    /// Title of the page for a request that gets none of its own.
    #[must_use]
    pub const fn refused_title(self, status: u16) -> &'static str {
        let (it, en) = match status {
            400 => ("Il modulo è arrivato in una forma che non sappiamo leggere", "The form came in a form that we cannot read"),
            401 => ("Il tuo accesso è terminato", "You are no longer signed in"),
            403 => ("Questa pagina non è per il tuo ruolo", "This page is not for your role"),
            405 => ("Questo indirizzo non si usa così", "This address is not used like this"),
            413 => ("È troppo lungo", "It is too long"),
            415 => ("Il modulo è arrivato in una forma che non sappiamo leggere", "The form came in a form that we cannot read"),
            409 => ("Nel frattempo è cambiato", "It has changed meanwhile"),
            422 => ("Qualcosa va corretto", "Something is to be mended"),
            428 => ("Il modulo non dice quale versione hai visto", "The form does not say which version you saw"),
            429 => ("Troppi tentativi", "Too many tries"),
            503 => ("In questo momento non riusciamo a leggere l'archivio", "We cannot read the register right now"),
            _ => ("Qualcosa non ha funzionato", "Something went wrong"),
        };
        match self {
            Self::It => it,
            Self::En => en,
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn refused_text(self, status: u16) -> &'static str {
        let (it, en) = match status {
            400 => (
                "Torna indietro, ricarica la pagina e invia di nuovo. Se hai molte voci, inviane meno per volta.",
                "Go back, reload the page and send again. If you have many entries, send fewer at a time.",
            ),
            401 => (
                "Quello che hai scritto non è perso. Accedi in un'altra scheda, poi torna qui, ricarica questa pagina e conferma di inviare di nuovo.",
                "What you typed is not lost. Sign in in another tab, then come back, reload this page and confirm sending again.",
            ),
            403 => (
                "Se ti serve per il tuo lavoro, chiedi il ruolo a chi amministra le persone del tuo ente. Se ci arrivi da un modulo di un altro sito, aprilo da queste pagine.",
                "If you need it for your work, ask whoever manages the people of your body for the role. If you came from a form on another site, open it from these pages.",
            ),
            405 => ("Apri la pagina e usa i suoi pulsanti.", "Open the page and use its buttons."),
            413 => (
                "Torna indietro: quello che hai scritto è ancora lì. Accorcialo, o invialo in più volte.",
                "Go back: what you typed is still there. Shorten it, or send it in several parts.",
            ),
            415 => (
                "Apri la pagina in un browser e invia il modulo da lì.",
                "Open the page in a browser and send the form from there.",
            ),
            409 => (
                "Un'altra modifica è venuta dopo: non è stato sovrascritto niente. Apri la voce dal suo elenco e guarda la sua storia.",
                "Another change came after it: nothing was overwritten. Open the thing from its list and look at its history.",
            ),
            422 => ("Torna indietro, correggi e invia di nuovo.", "Go back, mend it and send again."),
            428 => (
                "Riapri la cosa da modificare dal suo elenco e scrivi di nuovo la modifica: così vedi se nel frattempo è cambiata.",
                "Open the thing to change from its list again and make the change anew: so you see whether it has changed meanwhile.",
            ),
            429 => (
                "Aspetta un poco e riprova. Se non sei tu che stai provando, il tuo accesso non è in pericolo: i tentativi di altri vengono solo rallentati.",
                "Wait a little and try again. If it is not you who is trying, your account is not in danger: the tries of others are only slowed.",
            ),
            503 => (
                "Non è un tuo errore. Riprova fra un minuto; se continua, avvisa chi gestisce il sito.",
                "It is not your fault. Try again in a minute; if it goes on, tell whoever runs the site.",
            ),
            _ => (
                "Riprova fra un minuto; se continua, avvisa chi gestisce il sito.",
                "Try again in a minute; if it goes on, tell whoever runs the site.",
            ),
        };
        match self {
            Self::It => it,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Lang;

    #[test]
    fn every_refusal_says_what_to_do_in_both_languages() {
        for status in [400, 401, 403, 405, 413, 415, 422, 428, 429, 500, 503] {
            assert_ne!(Lang::It.refused_title(status), Lang::En.refused_title(status), "{status}");
            assert_ne!(Lang::It.refused_text(status), Lang::En.refused_text(status), "{status}");
        }
        assert!(Lang::It.refused_text(401).contains("non è perso"));
    }
}
