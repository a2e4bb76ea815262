//! Why a row or a cell was refused, in a sentence that says what to do.

use crate::{Lang, words};
use domain::{cell::Fault, money::NotMoney, ports::Unknown};

words! {
    refused_too_few_cells(found: usize, expected: usize): "ha {found} celle invece di {expected}: manca un separatore, o la riga è spezzata" | "has {found} cells instead of {expected}: a separator is missing, or the line is broken";
    refused_too_many_cells(found: usize, expected: usize): "ha {found} celle invece di {expected}: c'è un separatore di troppo, o mancano le virgolette" | "has {found} cells instead of {expected}: there is a separator too many, or quotes are missing";
    refused_broken_quote: "le virgolette aperte non si chiudono: il file sembra troncato, scaricalo di nuovo" | "the quotes that open never close: the file seems to be cut off, download it again";
    refused_line_too_long: "la riga è troppo lunga per essere vera" | "the line is too long to be true";
    refused_cell_too_long(most: &str): "la cella è più lunga di circa {most} caratteri: accorciala" | "the cell is longer than about {most} characters: shorten it";
    refused_formula: "il foglio di calcolo non è riuscito a calcolare questa cella: correggi la formula, o scrivi il valore" | "the spreadsheet could not compute this cell: correct the formula, or write the value";
    refused_too_many_rows(most: &str): "il file ha più di {most} righe: dividilo in più file" | "the file has more than {most} rows: split it into several files";
    refused_not_text: "contiene caratteri che non sono testo" | "has characters that are not text";
    refused_state: "lo stato non è A, E né R" | "the state is none of A, E and R";
    refused_unreadable: "la lettura si è interrotta qui: il resto del file non è stato letto" | "reading broke off here: the rest of the file was not read";
    refused_not_an_object: "non è un oggetto con i nomi delle colonne" | "is no object with the names of the columns";
    file_empty: "il file è vuoto" | "the file is empty";
    file_not_csv: "non è un file CSV o JSON che sappiamo leggere: salvalo come CSV (UTF-8) e riprova" | "not a CSV or JSON file that we can read: save it as CSV (UTF-8) and try again";
    file_web_page: "è una pagina web, non i dati: forse il collegamento è scaduto; scarica di nuovo il file" | "a web page, not the data: the link may have expired; download the file again";
    file_header_lacks(nearest: &str, missing: &str): "l'intestazione non è di un file nostro; la più vicina è «{nearest}», a cui mancano: {missing}" | "the header is of none of our files; the nearest is “{nearest}”, which lacks: {missing}";
    file_header_differs(nearest: &str): "l'intestazione non è di un file nostro; la più vicina è «{nearest}»: controlla i nomi delle colonne" | "the header is of none of our files; the nearest is “{nearest}”: check the names of the columns";
    file_header_unknown: "l'intestazione non è quella dei dati PA digitale 2026 né del nostro modello (traguardi template)" | "the header is neither that of the PA digitale 2026 data nor of our template (traguardi template)";
    file_column_twice(name: &str): "la colonna «{name}» c'è due volte: togline una" | "the column “{name}” is there twice: remove one";
    file_line_too_long: "la prima riga non finisce mai: non è un file CSV" | "the first line never ends: not a CSV file";
    file_too_many_columns: "ha più di 64 colonne: non è un file nostro" | "has more than 64 columns: none of our files";
    file_compressed: "è un file compresso: estrailo sul tuo computer e carica quello che contiene" | "a compressed file: extract it on your computer and send what is in it";
    file_old_sheet: "è un foglio di calcolo protetto da password o nel vecchio formato XLS: salvalo come XLSX senza password, oppure come CSV" | "a spreadsheet that a password protects, or one in the old XLS format: save it as XLSX without a password, or as CSV";
    file_binary: "non è un file di testo: dal foglio di calcolo salvalo come CSV" | "not a text file: save it as CSV from the spreadsheet";
    file_json(why: &str): "il JSON non si legge ({why})" | "the JSON cannot be read ({why})";
    file_unreadable(why: &str): "il file non si legge: {why}" | "the file cannot be read: {why}";
    sheet_not_xlsx: "è un archivio compresso, non un foglio di calcolo XLSX: estrai il file che contiene, oppure salva il foglio come XLSX o CSV" | "a compressed archive, not an XLSX spreadsheet: extract the file that is in it, or save the sheet as XLSX or CSV";
    sheet_encrypted: "il foglio di calcolo è protetto da password: salvalo senza password e riprova" | "a password protects the spreadsheet: save it without one and try again";
    sheet_macros: "il foglio di calcolo contiene macro, che non accettiamo: salvalo come XLSX senza macro, oppure come CSV" | "the spreadsheet has macros, which we do not accept: save it as XLSX without macros, or as CSV";
    sheet_broken: "il foglio di calcolo è danneggiato o incompleto: aprilo, salvalo di nuovo come XLSX o CSV e riprova" | "the spreadsheet is damaged or incomplete: open it, save it again as XLSX or CSV and try again";
    sheet_too_many_entries: "il foglio di calcolo contiene troppi elementi: copia le righe in un foglio nuovo, salvalo e riprova" | "the spreadsheet holds too many parts: copy the rows into a new one, save it and try again";
    sheet_too_large: "il foglio di calcolo è troppo grande una volta aperto: togli quello che non serve, oppure salvalo come CSV" | "the spreadsheet is too large once it is opened: remove what is not needed, or save it as CSV";
    sheet_empty: "il foglio di calcolo non contiene righe (i fogli nascosti non si leggono)" | "the spreadsheet has no rows (hidden sheets are not read)";
    sheet_not_copied: "il foglio di calcolo non è stato letto fino in fondo: riprova tra poco" | "the spreadsheet was not read to its end: try again shortly";
}

impl Lang {
    /// The sentence for a refused cell.
    #[must_use]
    pub fn fault(self, fault: &Fault) -> String {
        let it = self == Self::It;
        match fault {
            Fault::Empty => {
                if it { "la cella è vuota e serve un valore" } else { "the cell is empty and needs a value" }.to_owned()
            }
            Fault::NotADate => if it {
                "non è una data: scrivi gg/mm/aaaa, aaaa-mm-gg, oppure mese, trimestre o anno dove è ammesso"
            } else {
                "not a date: write dd/mm/yyyy, yyyy-mm-dd, or a month, quarter or year where allowed"
            }
            .to_owned(),
            Fault::NoSuchDay => {
                if it { "nel calendario questo giorno non esiste" } else { "the calendar has no such day" }.to_owned()
            }
            Fault::NotMoney(why) => self.not_money(*why),
            Fault::NotANumber => if it { "non è un numero intero" } else { "not a whole number" }.to_owned(),
            Fault::NotAnIpa => if it {
                "non è un codice IPA (lettere, cifre e _, per esempio c_e472)"
            } else {
                "not an IPA code (letters, digits and _, such as c_e472)"
            }
            .to_owned(),
            Fault::NotASlug => if it {
                "usa solo lettere minuscole, cifre e trattini singoli, per esempio send-2022"
            } else {
                "use lower-case letters, digits and single dashes only, such as send-2022"
            }
            .to_owned(),
            Fault::NotACode => if it {
                "non è il codice di una misura o linea, per esempio 1.4.5"
            } else {
                "not the code of a measure or line, such as 1.4.5"
            }
            .to_owned(),
            Fault::NotOneOf(words) => {
                let words: Vec<&str> = words.iter().map(|w| if w.is_empty() { "(vuoto)" } else { w }).collect();
                if it { format!("ammessi: {}", words.join(", ")) } else { format!("allowed: {}", words.join(", ")) }
            }
            Fault::TooLong(n) => {
                if it {
                    format!("più lungo di {n} caratteri")
                } else {
                    format!("longer than {n} characters")
                }
            }
            Fault::ControlCharacter => {
                if it { "contiene caratteri che non sono testo" } else { "has characters that are not text" }.to_owned()
            }
            Fault::Damaged => if it { "il valore in archivio è danneggiato" } else { "the kept value is damaged" }.to_owned(),
        }
    }

    /// The sentence for an amount that can't be read.
    #[must_use]
    pub fn not_money(self, why: NotMoney) -> String {
        let (it, en) = match why {
            NotMoney::Form => ("non è un importo che sappiamo leggere", "not an amount that we can read"),
            NotMoney::Negative => ("un importo non può essere negativo", "an amount cannot be negative"),
            NotMoney::FractionOfCent => ("ha più di due decimali", "has more than two decimals"),
            NotMoney::TooLarge => (
                "è più grande di ogni cifra del piano: controlla gli zeri",
                "larger than any figure of the plan: check the zeros",
            ),
        };
        if self == Self::It { it } else { en }.to_owned()
    }

    /// The sentence for a row that refers to something the register does not have.
    #[must_use]
    pub fn unknown_reference(self, unknown: &Unknown) -> String {
        let it = self == Self::It;
        match unknown {
            Unknown::Ente(code) => {
                if it {
                    format!("l'ente {code} non è in archivio: importa prima il file enti")
                } else {
                    format!("the body {code} is not in the register: import the file enti first")
                }
            }
            Unknown::Project(slug) => {
                if it {
                    format!("il progetto {slug} non c'è per questo ente: importa prima il file progetti")
                } else {
                    format!("this body has no project {slug}: import the file progetti first")
                }
            }
            Unknown::Source(code) => {
                if it {
                    format!("la fonte {code} non è in archivio: importa prima il file fonti")
                } else {
                    format!("the source {code} is not in the register: import the file fonti first")
                }
            }
            Unknown::Indicator(code) => {
                if it {
                    format!("l'indicatore {code} non c'è per questo ente: importa prima il file indicatori")
                } else {
                    format!("this body has no indicator {code}: import the file indicatori first")
                }
            }
            Unknown::Baseline(was) => self.objection_baseline(&self.when(*was)),
            Unknown::Incomplete => {
                if it {
                    "con uno stato servono anche importo e data del decreto".to_owned()
                } else {
                    "a state needs its amount and decree date too".to_owned()
                }
            }
        }
    }
}
