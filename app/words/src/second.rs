//! Texts of the second factor: the code after the password, getting a factor, recovery codes, losing the telephone.

use crate::words;

words! {
    second_title: "Secondo fattore" | "Second factor";
    second_lead: "È un codice che cambia ogni trenta secondi e che dà il tuo telefono: si scrive dopo la password, così chi ruba la password non entra." | "It is a code that changes every thirty seconds and comes from your phone: it is typed after the password, so that whoever steals the password does not get in.";
    second_first: "Chi amministra un ente entra con la password e con un codice del telefono: prima di continuare attiva qui il secondo fattore." | "Whoever administers a body signs in with the password and a code from the phone: before going on, set up the second factor here.";
    second_first_title: "Da fare adesso" | "To do now";
    second_link: "Gestisci il secondo fattore" | "Manage the second factor";

    second_begin_title: "Attivalo" | "Set it up";
    second_begin_text: "Serve un'app di autenticazione sul telefono, una qualsiasi: per esempio quella che usi già per altri siti." | "You need an authenticator app on your phone, any one: for example the one you use for other sites already.";
    second_begin: "Comincia" | "Begin";
    second_scan_title: "1. Aggiungi questo accesso all'app" | "1. Add this account to the app";
    second_scan_text: "Nell'app scegli di aggiungere un codice e inquadra il disegno." | "In the app choose to add a code and point the camera at the drawing.";
    second_qr: "Codice QR con la chiave scritta qui sotto" | "QR code with the key written below";
    second_key_text: "Se non puoi inquadrarlo, scrivi nell'app questa chiave:" | "If you cannot scan it, type this key into the app:";
    second_key_care: "Non mandarla a nessuno: chi ha questa chiave ha anche i tuoi codici." | "Send it to nobody: whoever has this key has your codes too.";
    second_confirm_title: "2. Scrivi il codice che mostra l'app" | "2. Type the code that the app shows";
    second_code: "Codice di 6\u{a0}cifre" | "6-digit code";
    second_confirm: "Attiva il secondo fattore" | "Set up the second factor";
    second_confirm_wrong: "Il codice non corrisponde a questa chiave. Scrivi quello che l'app mostra adesso; se hai inquadrato un disegno di prima, aggiungi di nuovo questo accesso all'app. Controlla anche che l'ora del telefono sia giusta." | "The code does not fit this key. Type the one that the app shows now; if you scanned an earlier drawing, add this account to the app again. Check that the phone's time is right, too.";

    second_codes_title: "I tuoi codici di recupero" | "Your recovery codes";
    second_codes_text: "Servono per entrare se perdi il telefono: ognuno vale una volta sola. Stampali o copiali in un posto sicuro, lontano dal telefono. Questa pagina li mostra solo adesso." | "They let you in if you lose your phone: each works once. Print them or copy them to a safe place, away from the phone. This page shows them only now.";
    second_codes_on: "Li ho conservati: continua" | "I have kept them: go on";

    second_active_title: "È attivo" | "It is set up";
    second_since: "Attivo dal" | "Set up on";
    second_left: "Codici di recupero rimasti" | "Recovery codes left";
    second_renew_title: "Nuovi codici di recupero" | "New recovery codes";
    second_renew_text: "Fanne di nuovi se li hai quasi finiti, o se qualcuno può averli visti. Quelli di prima smettono di valere." | "Make new ones if few are left, or if somebody may have seen them. The earlier ones stop working.";
    second_renew: "Fai nuovi codici" | "Make new codes";
    second_remove_title: "Togli il secondo fattore" | "Remove the second factor";
    second_remove_text: "Poi per entrare basta la password. Se cambi telefono, toglilo e attivalo di nuovo con quello nuovo." | "After that the password is enough to sign in. If you change phones, remove it and set it up again with the new one.";
    second_remove: "Toglilo" | "Remove it";
    second_kept: "Chi amministra un ente non può toglierlo. Se cambi telefono, un altro amministratore lo azzera dalla pagina «Persone», e tu lo attivi di nuovo quando rientri." | "Whoever administers a body cannot remove it. If you change phones, another administrator resets it on the “People” page, and you set it up again when you come back in.";

    second_step_title: "Scrivi il codice" | "Type the code";
    second_step_lead: "La prima parte è fatta. Adesso serve il codice che mostra la tua app di autenticazione." | "The first part is done. Now the code that your authenticator app shows is needed.";
    second_step_time: "Hai cinque minuti, poi si ricomincia da capo." | "You have five minutes; after that one starts again.";
    second_step_button: "Entra" | "Sign in";
    second_again: "Ricomincia da nome e password" | "Start again with login and password";
    second_lost_title: "Non hai il telefono?" | "Without your phone?";
    second_lost_text: "Usa uno dei codici di recupero che hai conservato. Se non li hai, chiedi a chi amministra il tuo ente di azzerare il tuo secondo fattore." | "Use one of the recovery codes that you kept. If you have none, ask whoever administers your body to reset your second factor.";
    second_recovery: "Codice di recupero" | "Recovery code";
    second_recovery_hint: "Sedici lettere e cifre, per esempio ABCD-EFGH-IJKL-MNOP. Maiuscole e trattini non contano." | "Sixteen letters and digits, for example ABCD-EFGH-IJKL-MNOP. Capitals and dashes do not matter.";
    second_wrong: "Il codice non è giusto. Scrivi quello che l'app mostra adesso, e controlla che l'ora del telefono sia giusta. Un codice di recupero già usato non vale più." | "The code is not right. Type the one that the app shows now, and check that the phone's time is right. A recovery code that was used is no longer good.";
    second_used: "Questo codice è già stato usato: ognuno vale una volta sola. Aspetta che l'app mostri il prossimo." | "This code has been used already: each works once. Wait until the app shows the next one.";
    second_over: "È passato troppo tempo, oppure sei già dentro: se non lo sei, ricomincia ad accedere." | "Too much time has passed, or you are signed in already: if you are not, sign in again.";

    second_people: "con secondo fattore" | "with second factor";
    second_reset_text: "Se ha perso il telefono e i codici di recupero, azzera il suo secondo fattore: esce subito, rientra con la password, e se amministra un ente ne attiva uno nuovo prima di ogni altra cosa. Accertati prima che sia davvero questa persona a chiederlo." | "If they have lost phone and recovery codes, reset their second factor: they are signed out at once, come back with the password and, if they administer a body, set up a new one before anything else. First make sure that it is really this person who asks.";
    second_reset: "Azzera il secondo fattore" | "Reset the second factor";
    second_own_reset: "Non puoi azzerare il tuo stesso secondo fattore: può farlo un altro amministratore." | "You cannot reset your own second factor: another administrator can.";
}
