//! Texts of the page about certification: the path from decree to disbursement, runs, how long it took.

use crate::words;

words! {
    certification_title(ente: &str): "Certificazioni · {ente}" | "Certification · {ente}";
    certification_lead: "Un progetto a forfait riceve i soldi alla fine, se un asseveratore conferma che il risultato c'è. Qui si vede fin dove ognuno è arrivato." | "A lump-sum project gets its money at the end, if a certifier confirms that the result is there. Here is how far each one has come.";
    certification_find_none: "Nessun progetto, oltre a quelli rinunciati." | "No project, apart from the renounced ones.";
    certification_find_one(status: &str): "L'unico progetto non rinunciato risulta: {status}." | "The only project not renounced stands at: {status}.";
    certification_find(n: usize, paid: usize, elsewhere: usize, certified: usize, open: usize): "Su {n} progetti non rinunciati: liquidati {paid}, pagati secondo ReGiS {elsewhere}, asseverati e non ancora liquidati {certified}; per {open} non è noto se siano asseverati." | "Of {n} projects not renounced: paid {paid}, paid according to ReGiS {elsewhere}, certified and not yet paid {certified}; for {open} it is not known whether they are certified.";
    certification_find_days_none: "Di nessun progetto sono note sia la data del decreto sia quella dell'erogazione." | "For no project are both the date of the decree and that of the disbursement known.";
    certification_find_days_one(days: &str, project: &str): "Dal decreto all'erogazione sono passati {days} per l'unico progetto con entrambe le date, «{project}»." | "From decree to disbursement it took {days} for the only project with both dates, “{project}”.";
    certification_find_days(n: usize, least: &str, most: &str): "Dal decreto all'erogazione sono passati da {least} a {most}, per i {n} progetti con entrambe le date." | "From decree to disbursement it took from {least} to {most}, for the {n} projects with both dates.";
    certification_find_compared(faster: usize, compared: usize): "In meno tempo della mediana di tutti i Comuni: {faster} su {compared} confrontabili." | "In less time than the median of all municipalities: {faster} of {compared} that can be compared.";
    certification_see_rows: "vedi le righe" | "see the rows";

    certification_unknown_title: "Che cosa i dati pubblici non dicono" | "What public data do not tell";
    certification_unknown_text: "I dati aperti di PA digitale 2026 hanno tre soli stati: finanziata, erogata, rinunciata. Contratto, completamento, asseverazione e domanda di erogazione non ci sono: qui compaiono solo se l'ente li ha registrati, altrimenti restano «non noto»." | "PA digitale 2026 open data have only three states: funded, disbursed, renounced. Contract, completion, certification and disbursement request are not there: here they appear only if the body has recorded them, otherwise they stay “not known”.";
    certification_passed_text: "«Passato, data non nota» vuol dire che un passo successivo è avvenuto: quello prima è per forza alle spalle, ma nessuna fonte dice quando." | "“Passed, date not known” means that a later step has happened: the one before is behind, but no source says when.";

    certification_path_title: "Il percorso di ogni progetto" | "The path of each project";
    certification_path_caption: "Dal decreto all'erogazione, passo per passo" | "From decree to disbursement, step by step";
    certification_passed: "passato, data non nota" | "passed, date not known";
    certification_waived: "rinunciato" | "renounced";
    certification_paid_regis: "pagato secondo ReGiS, data non nota" | "paid according to ReGiS, date not known";
    certification_paid_regis_at(day: &str): "ReGiS al {day}" | "ReGiS at {day}";
    certification_public(seen: &str): "PA digitale 2026, {seen}" | "PA digitale 2026, {seen}";
    certification_due(day: &str, state: &str): "termine {day}: {state}" | "deadline {day}: {state}";
    certification_due_unverified(day: &str, state: &str): "termine non verificato {day}: {state}" | "unverified deadline {day}: {state}";
    certification_forecast(day: &str): "previsto: {day}" | "expected: {day}";

    certification_runs_title: "Verifiche tecniche (asseverazioni)" | "Certification runs";
    certification_runs_caption: "Verifiche tecniche e loro esito" | "Certification runs and their outcome";
    certification_runs_none: "Nessuna verifica tecnica è registrata. I dati pubblici non le riportano: le registra l'ufficio che segue il progetto, con richiesta, controlli automatici ed esito. Una verifica può ripetersi." | "No certification run is recorded. Public data do not report them: the office in charge records them, with request, automatic checks and outcome. A run may be repeated.";
    certification_column_run: "Verifica" | "Run";
    certification_run_number(n: u32): "n.\u{a0}{n}" | "no.\u{a0}{n}";
    certification_column_requested: "Richiesta" | "Requested";
    certification_column_checked: "Controlli automatici" | "Automatic checks";
    certification_column_outcome: "Esito" | "Outcome";
    certification_column_outcome_on: "Data dell'esito" | "Date of the outcome";
    certification_column_source: "Fonte" | "Source";

    certification_days_title: "Quanto tempo dal decreto all'erogazione" | "How long from decree to disbursement";
    certification_days_caption: "Giorni dal decreto all'erogazione, a confronto" | "Days from decree to disbursement, compared";
    certification_days_text: "La mediana di tutti i Comuni è contata sulle candidature già erogate che sono in archivio: metà ha impiegato meno, metà di più. Chi non è ancora arrivato all'erogazione non entra nel conto." | "The median of all municipalities is counted over the applications already disbursed in this register: half took less, half took more. Those not yet disbursed are not in the count.";
    certification_column_days: "Giorni" | "Days";
    certification_column_median: "Mediana di tutti i Comuni" | "Median of all municipalities";
    certification_column_published: "Stesso avviso, durata ricavata dai dati pubblici" | "Same call, duration derived from public data";
    certification_days_so_far(days: &str): "{days} finora: erogazione non nota" | "{days} so far: disbursement not known";
    certification_days_regis: "non noto: pagato secondo ReGiS, senza data" | "not known: paid according to ReGiS, without a date";
    certification_last_seen(seen: &str): "ultima fotografia: {seen}" | "last snapshot: {seen}";
    certification_median_note(disbursed: &str, comuni: &str, snapshot: &str): "su {disbursed} progetti erogati, fra le righe di {comuni} Comuni; fotografia: {snapshot}" | "over {disbursed} projects disbursed, among the rows of {comuni} municipalities; snapshot: {snapshot}";
    certification_median_partial(comuni: u32): "non confrontabile: in archivio le righe di {comuni} Comuni" | "not comparable: the register holds the rows of {comuni} municipalities";
    certification_median_partial_one: "non confrontabile: in archivio le righe di un solo Comune" | "not comparable: the register holds the rows of one municipality only";
    certification_no_disbursement: "nessuna erogazione nel file" | "no disbursement in the file";
    certification_published_median(days: &str): "mediana {days}" | "median {days}";
    certification_published_ninetieth(days: &str): "nove su dieci entro {days}" | "nine in ten within {days}";
    certification_no_duration: "nessuna per questo avviso" | "none for this call";

    certification_differences_title: "Dove le fonti non concordano" | "Where the sources disagree";
    certification_differences_none: "Nessuna differenza fra le fonti che sono in archivio." | "No difference among the sources in this register.";
    certification_difference_paid(amount: &str, al: &str, seen: &str): "ReGiS riporta pagamenti per {amount} ({al}); l'ultima fotografia che abbiamo, {seen}, non mostra l'erogazione." | "ReGiS reports payments of {amount} ({al}); the last snapshot we have, {seen}, does not show the disbursement.";
    certification_difference_target(value: &str, target: &str, source: &str, al: &str): "PA digitale 2026 mostra l'erogazione; l'indicatore dell'obiettivo segna {value} su {target} ({source}, {al})." | "PA digitale 2026 shows the disbursement; the indicator of the target reads {value} of {target} ({source}, {al}).";
    certification_difference_grant(typed: &str, public: &str): "Il finanziamento registrato dall'ente è {typed}, quello dei dati pubblici {public}." | "The grant recorded by the body is {typed}, that of public data {public}.";
    certification_difference_date(phase: &str, typed: &str, public: &str): "{phase}: la data registrata dall'ente è {typed}, quella dei dati pubblici {public}." | "{phase}: the date recorded by the body is {typed}, that of public data {public}.";
}
