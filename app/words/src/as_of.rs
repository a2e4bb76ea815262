//! Texts of the day that a page is of.

use crate::{Lang, words};
use domain::as_of::{NoDay, Which};

words! {
    as_of_known(al: &str, known: &str): "Situazione al {al}, come era nota il {known}" | "As of {al}, as it was known on {known}";
    as_of_elsewhere(al: &str, known: &str): "Questa pagina è sempre di oggi. Le pagine degli enti che apri da qui sono al {al}, con quello che era noto il {known}." | "This page is always of today. The pages of bodies that you open from here are as of {al}, with what was known on {known}.";
    as_of_back: "torna a oggi" | "back to today";
    as_of_choose: "Scegli un altro giorno" | "Choose another day";
    as_of_al: "Situazione al" | "As of";
    as_of_al_hint: "Un giorno fino a oggi, per esempio 29/10/2025." | "A day up to today, for example 29/10/2025.";
    as_of_noto: "Come era nota il" | "As it was known on";
    as_of_noto_hint: "Vuoto vale lo stesso giorno; oggi vale tutto quello che si sa adesso." | "Empty means the same day; oggi means all that is known now.";
    as_of_today: "oggi" | "oggi";
    as_of_show: "Mostra quel giorno" | "Show that day";
    as_of_live: "Giorno della pagina (T)" | "Day of the page (T)";
    no_day_so_today: "La pagina mostra la situazione di oggi." | "The page shows today.";

    no_day_al: "«Situazione al» non è un giorno: scrivilo come 29/10/2025." | "“As of” is not a day: write it like 29/10/2025.";
    no_day_noto: "«Come era nota il» non è un giorno: scrivilo come 29/10/2025, oppure scrivi oggi." | "“As it was known on” is not a day: write it like 29/10/2025, or write oggi.";
    no_such_day_al: "Il giorno scritto in «Situazione al» non esiste: controlla giorno e mese." | "The day in “As of” does not exist: check day and month.";
    no_such_day_noto: "Il giorno scritto in «Come era nota il» non esiste: controlla giorno e mese." | "The day in “As it was known on” does not exist: check day and month.";
    no_day_future_al: "Il giorno scritto in «Situazione al» deve ancora venire: scegline uno fino a oggi." | "The day in “As of” is still to come: choose one up to today.";
    no_day_future_noto: "Il giorno scritto in «Come era nota il» deve ancora venire: scegline uno fino a oggi." | "The day in “As it was known on” is still to come: choose one up to today.";
    no_day_early: "«Come era nota il» viene prima di «Situazione al»: scegli lo stesso giorno o uno successivo." | "“As it was known on” comes before “As of”: choose the same day or a later one.";
    no_day_alone: "Hai scritto «Come era nota il» senza «Situazione al»: scrivi anche il giorno della situazione." | "You wrote “As it was known on” without “As of”: write the day of the situation too.";
}

impl Lang {
    /// Why the day that an address asks for can't be shown, and what to write instead.
    #[must_use]
    pub const fn no_day(self, why: NoDay) -> &'static str {
        match why {
            NoDay::NotADay(Which::Al) => self.no_day_al(),
            NoDay::NotADay(Which::Known) => self.no_day_noto(),
            NoDay::NoSuchDay(Which::Al) => self.no_such_day_al(),
            NoDay::NoSuchDay(Which::Known) => self.no_such_day_noto(),
            NoDay::Future(Which::Al) => self.no_day_future_al(),
            NoDay::Future(Which::Known) => self.no_day_future_noto(),
            NoDay::TooEarly => self.no_day_early(),
            NoDay::Alone => self.no_day_alone(),
        }
    }
}
