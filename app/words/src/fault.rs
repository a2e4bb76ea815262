//! Why a row or a cell was refused, in a sentence that says what to do.

use crate::Lang;
use domain::{cell::Fault, money::NotMoney, ports::Unknown};

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
