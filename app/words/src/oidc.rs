//! Signing in with an identity that somebody else vouches for: SPID or CIE by a gateway, the directory of an ente.

use crate::words;

words! {
    oidc_button(name: &str): "Accedi con {name}" | "Sign in with {name}";
    oidc_title: "Senza password" | "Without a password";
    oidc_text(name: &str): "Se il tuo accesso è collegato a {name}, entri da lì e la password di questo sito non ti serve." | "If your account is linked to {name}, you sign in there and need no password of this site.";
    oidc_invitation_title: "Oppure entra senza password" | "Or sign in without a password";
    oidc_invitation_text(name: &str): "Dimostra chi sei con {name}: il tuo accesso resta collegato alla tua identità, e da quel momento entri così. Il collegamento che hai ricevuto vale comunque una volta sola." | "Prove who you are with {name}: your account is linked to your identity, and from then on you sign in that way. The link that you were given works once all the same.";

    oidc_leaving_title(name: &str): "Continua con {name}" | "Go on with {name}";
    oidc_leaving_text(name: &str): "Fra un momento si apre la pagina di {name}, che ti chiede chi sei e poi ti riporta qui. Se non si apre, usa il pulsante." | "In a moment the page of {name} opens, which asks who you are and then brings you back. If it does not open, use the button.";
    oidc_leaving_button(name: &str): "Vai a {name}" | "Go to {name}";

    oidc_unlinked: "Questo accesso non è collegato a nessun account: chiedi a chi amministra le persone del tuo ente. Con il collegamento che ti dà puoi collegarlo tu." | "This sign-in is not linked to any account: ask whoever manages the people of your body. With the link that they give you, you can link it yourself.";
    oidc_has_second: "Questo accesso ha un secondo fattore: apri di nuovo il collegamento, scegli una password ed entra con il codice.." | "This account has a second factor: open the link again, choose a password and sign in with the code.";
    oidc_taken: "Questa identità apre già un altro account, e può aprirne uno solo. Entra con quello, oppure chiedi a chi amministra di scollegarla." | "This identity opens another account already, and can open only one. Sign in with that one, or ask whoever administers to unlink it.";
    oidc_over: "Questo accesso è scaduto, è già stato usato, oppure è cominciato in un altro navigatore o in un'altra scheda. Ricomincia da qui." | "This sign-in has expired, was used already, or began in another browser or another tab. Begin again from here.";
    oidc_denied(name: &str): "{name} dice che l'accesso è stato annullato o negato. Puoi riprovare, o entrare con la password." | "{name} says that signing in was cancelled or denied. You can try again, or use your password.";
    oidc_unreachable(name: &str): "In questo momento {name} non risponde. Riprova fra qualche minuto, o entra con la password." | "{name} does not answer right now. Try again in some minutes, or use your password.";
    oidc_failed(name: &str): "{name} non ha confermato l'accesso in un modo di cui possiamo fidarci: per prudenza non sei entrato. Riprova; se continua, avvisa chi gestisce il sito." | "{name} has not confirmed signing in in a way that we can trust: to be safe you are not signed in. Try again; if it goes on, tell whoever runs the site.";

    oidc_linked_text: "Questa persona entra anche con l'identità che ha collegato. Se la scolleghi esce subito, e rientra con la sua password o con un nuovo collegamento." | "This person also signs in with the identity that they have linked. If you unlink it they are signed out at once, and come back with their password or a new link.";
    oidc_unlink: "Scollega l'identità" | "Unlink the identity";

    oidc_cookie(name: &str): "Chi entra con {name} riceve, per il tempo di andare e tornare e per dieci minuti al massimo, un altro cookie tecnico. Da {name} conserviamo solo il codice con cui riconosce la persona." | "Whoever signs in with {name} gets, for the time of going there and back and for ten minutes at most, one more technical cookie. Of {name} we keep only the code by which it knows the person.";
}
