//! Refusals and file faults as sentences that say what to do.

use intake::{FileFault, Reason, Refusal};
use words::Lang;

/// A refused row: "riga 12, colonna importo_finanziamento («1.234,56»): non è un importo…".
#[must_use]
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let reason = match &refusal.reason {
        Reason::Cell(fault) => lang.fault(fault),
        Reason::TooFewCells { found, expected } => {
            format!("ha {found} celle invece di {expected}: manca un separatore, o la riga è spezzata")
        }
        Reason::TooManyCells { found, expected } => {
            format!("ha {found} celle invece di {expected}: c'è un separatore di troppo, o mancano le virgolette")
        }
        Reason::BrokenQuote => "le virgolette aperte non si chiudono: il file sembra troncato, scaricalo di nuovo".to_owned(),
        Reason::LineTooLong => "la riga è troppo lunga per essere vera".to_owned(),
        Reason::NotText => "contiene caratteri che non sono testo".to_owned(),
        Reason::StateUnknown(_) => "lo stato non è A, E né R".to_owned(),
        Reason::Unreadable => "la lettura si è interrotta qui: il resto del file non è stato letto".to_owned(),
        Reason::NotAnObject => "non è un oggetto con i nomi delle colonne".to_owned(),
    };
    let column = refusal.column.as_ref().map(|c| format!(", colonna {c}")).unwrap_or_default();
    let text = if refusal.text.is_empty() { String::new() } else { format!(" («{}»)", refusal.text) };
    format!("riga {}{column}{text}: {reason}", refusal.line)
}

/// A file that is none of ours.
#[must_use]
pub fn file_fault(fault: &FileFault) -> String {
    match fault {
        FileFault::Empty => "il file è vuoto".to_owned(),
        FileFault::NotCsv => "non è un file CSV o JSON che sappiamo leggere: salvalo come CSV (UTF-8) e riprova".to_owned(),
        FileFault::Html => "è una pagina web, non i dati: forse il collegamento è scaduto; scarica di nuovo il file".to_owned(),
        FileFault::WrongHeader { nearest, missing, .. } => match nearest {
            Some(nearest) if !missing.is_empty() => {
                format!(
                    "l'intestazione non è di un file nostro; la più vicina è «{nearest}», a cui mancano: {}",
                    missing.join(", ")
                )
            }
            Some(nearest) => {
                format!("l'intestazione non è di un file nostro; la più vicina è «{nearest}»: controlla i nomi delle colonne")
            }
            None => "l'intestazione non è quella dei dati PA digitale 2026 né del nostro modello (traguardi template)".to_owned(),
        },
        FileFault::DuplicateHeader(name) => format!("la colonna «{name}» c'è due volte: togline una"),
        FileFault::LineTooLong => "la prima riga non finisce mai: non è un file CSV".to_owned(),
        FileFault::TooManyColumns => "ha più di 64 colonne: non è un file nostro".to_owned(),
        FileFault::Binary => "non è un file di testo: dal foglio di calcolo salvalo come CSV".to_owned(),
        FileFault::Json(why) => format!("il JSON non si legge ({why})"),
        FileFault::Io(error) => format!("il file non si legge: {error}"),
    }
}
