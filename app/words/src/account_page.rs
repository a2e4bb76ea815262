//! Texts of the pages about accounts: signing in, choosing a password, one's own account, the people of an ente.

use crate::{Lang, words};
use domain::member::Role;

words! {
    signin_link: "Accedi" | "Sign in";
    signin_title: "Entra nella scrivania" | "Sign in to the desk";
    signin_lead: "Qui entra chi tiene i progetti di un ente. Per leggere le pagine pubbliche non serve." | "Here those who keep a body's projects come in. Public pages need no sign-in.";
    signin_login: "Nome di accesso" | "Login";
    signin_password: "Password" | "Password";
    signin_button: "Entra" | "Sign in";
    signin_forgotten_title: "Non ricordi la password?" | "Forgotten your password?";
    signin_forgotten_text: "Chiedi a chi amministra il tuo ente un nuovo collegamento: vale 72\u{a0}ore e si usa una volta sola." | "Ask whoever administers your body for a new link: it is good for 72\u{a0}hours and works once.";
    signin_already(name: &str): "Sei già dentro come {name}. Se entri con un altro nome, lasci questo." | "You are signed in already, as {name}. If you sign in by another name, you leave this one.";
    signin_done_title: "Fatto" | "Done";
    signin_done_out: "Sei uscito." | "You are signed out.";
    signin_done_password: "La password è cambiata. Entra con quella nuova." | "The password is changed. Sign in with the new one.";
    signin_done_sessions: "Tutte le sessioni sono chiuse. Per continuare, entra di nuovo." | "All sessions are closed. To go on, sign in again.";

    welcome_title: "Scegli la tua password" | "Choose your password";
    welcome_lead: "Il collegamento che hai ricevuto vale 72\u{a0}ore e si usa una volta sola. Scelta la password, entri con il tuo nome di accesso." | "The link that you were given is good for 72\u{a0}hours and works once. Once the password is chosen, you sign in with your login.";
    welcome_button: "Salva la password" | "Save the password";
    welcome_expired_title: "Il collegamento non va più?" | "The link no longer works?";

    own_link(name: &str): "{name}: il tuo accesso" | "{name}: your access";
    own_title: "Il tuo accesso" | "Your access";
    own_login(login: &str): "Nome di accesso: {login}" | "Login: {login}";
    own_roles_title: "Che cosa puoi fare" | "What you can do";
    own_roles_caption: "I tuoi ruoli, ente per ente" | "Your roles, body by body";
    own_roles_none: "Non hai ancora nessun ruolo: chiedilo a chi amministra il tuo ente." | "You have no role yet: ask whoever administers your body.";
    own_column_ente: "Ente" | "Body";
    own_column_roles: "Ruoli" | "Roles";
    own_column_projects: "Progetti affidati" | "Projects in your care";
    own_all_projects: "tutti" | "all of them";
    own_no_projects: "nessuno" | "none";
    own_password_title: "Cambia la password" | "Change your password";
    own_password_text: "Dopo il cambio tutte le sessioni si chiudono, anche questa: rientri con la password nuova." | "After the change all sessions are closed, this one too: you come back with the new password.";
    own_current: "Password attuale" | "Current password";
    own_new: "Nuova password" | "New password";
    own_new_hint: "Almeno 12\u{a0}caratteri. Una frase di più parole è più sicura di una parola con numeri e simboli, e si ricorda meglio." | "At least 12\u{a0}characters. A phrase of several words is safer than a word with numbers and symbols, and easier to remember.";
    own_repeat: "Scrivila di nuovo" | "Write it again";
    own_password_button: "Cambia la password" | "Change the password";
    own_sessions_title: "Chiudi tutte le sessioni" | "Close all sessions";
    own_sessions_text: "Se hai lasciato aperta la scrivania su un altro computer o telefono, la chiudi da qui. Si chiude anche questa." | "If you left the desk open on another computer or phone, you close it from here. This one is closed too.";
    own_sessions_button: "Chiudi tutte le sessioni" | "Close all sessions";
    own_out: "Esci" | "Sign out";
    own_out_title: "Esci da qui" | "Sign out here";

    people_title: "Persone" | "People";
    people_title_of(ente: &str): "Persone · {ente}" | "People · {ente}";
    people_lead(ente: &str): "Chi può entrare nella scrivania dell'ente {ente}, e che cosa può fare." | "Who may come into the desk of {ente}, and what they may do.";
    people_none: "Nessuno ha ancora un ruolo in questo ente." | "Nobody has a role in this body yet.";
    people_caption: "Chi può entrare, con ruoli e progetti" | "Who may come in, with roles and projects";
    people_column_name: "Nome" | "Name";
    people_column_login: "Nome di accesso" | "Login";
    people_column_roles: "Ruoli" | "Roles";
    people_column_projects: "Progetti" | "Projects";
    people_column_state: "Accesso" | "Access";
    people_column_seen: "Ultima volta" | "Last seen";
    people_never: "mai" | "never";
    people_no_roles: "nessuno" | "none";
    people_ready: "può entrare" | "may come in";
    people_waiting: "deve ancora scegliere la password" | "has yet to choose a password";
    people_stopped: "accesso fermo" | "stopped";
    people_change_title: "Cambia ruoli e accessi" | "Change roles and access";
    people_change(name: &str): "Cambia: {name}" | "Change: {name}";
    people_roles: "Ruoli" | "Roles";
    people_projects: "Progetti affidati" | "Projects in their care";
    people_projects_hint: "Contano per chi è responsabile di progetto: chi amministra li tiene già tutti." | "They count for project managers: administrators keep them all already.";
    people_assign: "Salva ruoli e progetti" | "Save roles and projects";
    people_assign_text: "Se questa persona è dentro, esce: rientra con i ruoli nuovi." | "If this person is signed in, they are signed out and come back with the new roles.";
    people_link_text: "Serve a chi non ha ancora una password, o l'ha persa. I collegamenti fatti prima smettono di valere." | "For whoever has no password yet, or has lost it. Links made before stop working.";
    people_link: "Fai un nuovo collegamento" | "Make a new link";
    people_stop_text: "Fermare l'accesso fa uscire subito questa persona, che non può più entrare. Quello che ha scritto resta." | "Stopping signs this person out at once, and they may not come back in. What they wrote stays.";
    people_stop: "Ferma l'accesso" | "Stop access";
    people_start_text: "L'accesso è fermo: da qui lo riattivi, con i ruoli di prima." | "Access is stopped: here you start it again, with the roles of before.";
    people_start: "Riattiva l'accesso" | "Start access again";
    people_yourself: "Sei tu: il tuo accesso può fermarlo solo un altro amministratore." | "This is you: only another administrator can stop your access.";
    people_invite_title: "Invita una persona" | "Invite somebody";
    people_invite_text: "Ricevi un collegamento da consegnare: chi lo apre sceglie la sua password, che nessun altro conosce." | "You get a link to hand over: whoever opens it chooses their own password, which nobody else knows.";
    people_login_hint: "Da 3 a 64\u{a0}caratteri: lettere minuscole senza accento, cifre, punti e trattini. Poi non si cambia. Per esempio ufficio.digitale." | "3 to 64\u{a0}characters: lower-case letters without accents, digits, full stops and dashes. Not changed later. For example ufficio.digitale.";
    people_name: "Nome nella storia" | "Name in the history";
    people_name_hint: "Resta accanto a ogni modifica. Basta l'ufficio: «Ufficio transizione digitale»." | "It stays beside every change. The office is enough: “Ufficio transizione digitale”.";
    people_invite: "Invita e fai il collegamento" | "Invite and make the link";
    people_link_for(name: &str): "Collegamento per {name}" | "Link for {name}";
    people_link_once: "Consegnalo di persona o con un mezzo sicuro. Vale 72\u{a0}ore, si usa una volta sola, e questa pagina lo mostra solo adesso." | "Hand it over in person or by safe means. It is good for 72\u{a0}hours, works once, and this page shows it only now.";
    people_link_label: "Collegamento da consegnare" | "Link to hand over";
}

impl Lang {
    /// A role: "Responsabile di progetto".
    #[must_use]
    pub const fn role_name(self, role: Role) -> &'static str {
        match (role, self) {
            (Role::Reader, Self::It) => "Lettore",
            (Role::Reader, Self::En) => "Reader",
            (Role::Manager, Self::It) => "Responsabile di progetto",
            (Role::Manager, Self::En) => "Project manager",
            (Role::Validator, Self::It) => "Validatore",
            (Role::Validator, Self::En) => "Validator",
            (Role::Assessore, _) => "Assessore",
            (Role::Administrator, Self::It) => "Amministratore",
            (Role::Administrator, Self::En) => "Administrator",
        }
    }

    /// What a role lets one do, within a sentence.
    #[must_use]
    pub const fn role_what(self, role: Role) -> &'static str {
        match (role, self) {
            (Role::Reader, Self::It) => "legge anche quello che non è pubblico",
            (Role::Reader, Self::En) => "also reads what is not public",
            (Role::Manager, Self::It) => "tiene i progetti affidati",
            (Role::Manager, Self::En) => "keeps the projects in their care",
            (Role::Validator, Self::It) => "conferma quello che altri hanno scritto",
            (Role::Validator, Self::En) => "confirms what others have written",
            (Role::Assessore, Self::It) => "legge tutto e prepara le presentazioni",
            (Role::Assessore, Self::En) => "reads all and prepares presentations",
            (Role::Administrator, Self::It) => "tiene tutto, e decide chi può fare che cosa",
            (Role::Administrator, Self::En) => "keeps everything, and decides who may do what",
        }
    }
}
