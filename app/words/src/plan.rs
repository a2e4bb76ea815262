//! The plan's own words: phases, states, funds, verdicts. Glossary: `domain.md` §12.

use crate::Lang;
use domain::{
    application::State,
    claim::Verdict,
    deadline::Lateness,
    phase::{ChangeKind, Confidence, DeclaredState, Fund, Mode, Outcome, Phase, RiskState, SourceKind, Subject},
    status::{Status, Tone},
};

/// A sentence for each variant, in both languages.
macro_rules! say {
    ($(#[$doc:meta])* $name:ident($ty:ty) { $($pattern:pat => $it:literal | $en:literal,)* }) => {
        impl Lang {
            $(#[$doc])*
            #[must_use]
            pub const fn $name(self, value: $ty) -> &'static str {
                match value { $($pattern => match self { Self::It => $it, Self::En => $en },)* }
            }
        }
    };
}

say! {
    /// A step of the path.
    phase(Phase) {
        Phase::Application => "Candidatura" | "Application",
        Phase::Decree => "Decreto di finanziamento" | "Financing decree",
        Phase::Notification => "Notifica del decreto" | "Notification of the decree",
        Phase::Contract => "Contrattualizzazione" | "Contracting",
        Phase::Completion => "Completamento attività" | "Completion of activities",
        Phase::Certification => "Asseverazione" | "Technical certification",
        Phase::Request => "Domanda di erogazione" | "Disbursement request",
        Phase::Disbursement => "Erogazione" | "Disbursement",
        Phase::Maintenance => "Fine del mantenimento" | "End of upkeep",
    }
}
say! {
    /// A status in words.
    status(Status) {
        Status::Stated(Tone::Done) => "Concluso, secondo l'ufficio" | "Over, says the office",
        Status::Stated(Tone::Running) => "In corso, secondo l'ufficio" | "Under way, says the office",
        Status::Stated(Tone::Late) => "Oltre il termine, secondo l'ufficio" | "Past its deadline, says the office",
        Status::Stated(Tone::Renounced) => "Rinunciato, secondo l'ufficio" | "Renounced, says the office",
        Status::Stated(Tone::Unknown) => "Non noto, secondo l'ufficio" | "Not known, says the office",
        Status::Renounced => "Rinunciato" | "Renounced",
        Status::Disbursed => "Liquidato" | "Paid",
        Status::PaidElsewhere => "Pagato secondo ReGiS" | "Paid according to ReGiS",
        Status::Certified => "Asseverato" | "Certified",
        Status::Completed => "Completato" | "Completed",
        Status::Overdue => "Oltre il termine, esito non noto" | "Past its deadline, outcome not known",
        Status::Running => "In realizzazione" | "Under way",
        Status::Declared(DeclaredState::Starting) => "Dichiarato in avvio" | "Declared: starting",
        Status::Declared(DeclaredState::Running) => "Dichiarato in corso" | "Declared: under way",
        Status::Declared(DeclaredState::Advanced) => "Dichiarato in fase avanzata" | "Declared: well advanced",
        Status::Declared(DeclaredState::Done) => "Dichiarato concluso" | "Declared: over",
        Status::Funded => "Finanziato" | "Funded",
        Status::Unknown => "Non noto" | "Not known",
    }
}
say! {
    /// The rule that decided a status.
    status_rule(Status) {
        Status::Stated(_) => "lo dichiara l'ufficio, con un motivo e fino a una data" | "the office states it, with a reason and until a date",
        Status::Renounced => "tutte le candidature risultano rinunciate e nessun altro finanziamento è registrato" | "every application was renounced and no other funding is recorded",
        Status::Disbursed => "i dati PA digitale, o l'ente, registrano l'erogazione" | "PA digitale data, or the body, record the disbursement",
        Status::PaidElsewhere => "ReGiS registra un pagamento; PA digitale non ancora, nell'ultima fotografia" | "ReGiS records a payment; PA digitale does not yet, in its last snapshot",
        Status::Certified => "l'ultima verifica tecnica ha esito positivo" | "the last certification run was positive",
        Status::Completed => "le attività risultano completate; nessuna asseverazione positiva è nota" | "activities are completed; no positive certification is known",
        Status::Overdue => "il termine per completare è passato e niente dice se sia stato rispettato" | "the deadline for completion is past and nothing tells whether it was met",
        Status::Running => "il contratto risulta firmato" | "the contract is signed",
        Status::Declared(_) => "lo dice una dichiarazione pubblica; nessun registro lo conferma" | "a public statement says so; no record confirms it",
        Status::Funded => "c'è il decreto di finanziamento; i dati pubblici non dicono altro" | "there is the financing decree; public data say nothing further",
        Status::Unknown => "nessuna fonte dice a che punto è" | "no source tells where it stands",
    }
}
say! {
    /// A tone, as a filter offers it.
    tone(Tone) {
        Tone::Done => "Conclusi" | "Over",
        Tone::Running => "In corso" | "Under way",
        Tone::Late => "Oltre il termine" | "Past their deadline",
        Tone::Renounced => "Rinunciati" | "Renounced",
        Tone::Unknown => "Non noti" | "Not known",
    }
}
say! {
    /// Whether a risk still stands.
    risk_state(RiskState) {
        RiskState::Open => "Aperto" | "Open",
        RiskState::Closed => "Chiuso" | "Closed",
    }
}
say! {
    /// A fund.
    fund(Fund) {
        Fund::Pnrr => "PNRR" | "PNRR",
        Fund::Own => "Cofinanziamento" | "Own cofinancing",
        Fund::Fesr => "FESR" | "ERDF",
        Fund::Other => "Altri fondi" | "Other funds",
    }
}
say! {
    /// How costs are paid.
    mode(Mode) {
        Mode::LumpSum => "a forfait" | "lump sum",
        Mode::Costs => "a costi reali" | "real costs",
    }
}
say! {
    /// A state of the open data.
    state(State) {
        State::Funded => "finanziata (A)" | "funded (A)",
        State::Disbursed => "erogata (E)" | "disbursed (E)",
        State::Renounced => "rinunciata (R)" | "renounced (R)",
    }
}
say! {
    /// A verdict.
    verdict(Verdict) {
        Verdict::Recorded => "Riscontrata" | "Recorded",
        Verdict::Declared => "Solo dichiarata" | "Only declared",
        Verdict::Contradicted => "Smentita dai dati" | "Contradicted by the data",
        Verdict::Unverifiable => "Non verificabile" | "Not verifiable",
    }
}
say! {
    /// What a verdict means.
    verdict_rule(Verdict) {
        Verdict::Recorded => "un registro diverso da chi parla dice la stessa cosa" | "a record other than the speaker says the same",
        Verdict::Declared => "lo dice solo chi parla, o la stampa: nessun registro lo conferma né lo smentisce" | "only the speaker, or the press, says so: no record confirms or denies it",
        Verdict::Contradicted => "un registro diverso da chi parla dice altro" | "a record other than the speaker says otherwise",
        Verdict::Unverifiable => "con i dati che ci sono non si può dire" | "the data at hand cannot tell",
    }
}
say! {
    /// How sure a reference figure is.
    confidence(Confidence) {
        Confidence::Confirmed => "confermato" | "confirmed",
        Confidence::Single => "una sola fonte" | "one source only",
        Confidence::Unverified => "non verificato" | "unverified",
    }
}
say! {
    /// Why a deadline moved.
    change_kind(ChangeKind) {
        ChangeKind::Deferral => "differimento generale" | "general deferral",
        ChangeKind::Extension => "proroga" | "extension",
        ChangeKind::Decree => "decreto" | "decree",
        ChangeKind::Initial => "termine iniziale" | "first deadline",
    }
}
say! {
    /// Outcome of a certification run.
    outcome(Outcome) {
        Outcome::Positive => "positivo" | "positive",
        Outcome::Partial => "parzialmente positivo" | "partially positive",
        Outcome::Negative => "negativo" | "negative",
        Outcome::Pending => "in corso" | "pending",
    }
}
say! {
    /// Kind of a source.
    source_kind(SourceKind) {
        SourceKind::OpenData => "dati aperti" | "open data",
        SourceKind::Regis => "ReGiS" | "ReGiS",
        SourceKind::Register => "registro dell'ente" | "the body's register",
        SourceKind::Declaration => "dichiarazione" | "statement",
        SourceKind::Press => "stampa" | "press",
        SourceKind::Site => "sito istituzionale" | "official site",
        SourceKind::Norm => "norma o avviso" | "law or notice",
    }
}
say! {
    /// What another source speaks of.
    subject(Subject) {
        Subject::State => "avanzamento" | "progress",
        Subject::Payment => "pagamento" | "payment",
        Subject::Grant => "finanziamento" | "grant",
        Subject::Spending => "spesa" | "spending",
        Subject::Completion => "completamento" | "completion",
        Subject::Contract => "contratto" | "contract",
        Subject::Total => "totale" | "total",
        Subject::Other => "altro" | "other",
    }
}

impl Lang {
    /// How a step stands against its deadline: "in ritardo di 14 giorni".
    #[must_use]
    pub fn lateness(self, lateness: Lateness) -> String {
        let days = |n: i64| match (self, n) {
            (Self::It, 1) => "1\u{a0}giorno".to_owned(),
            (Self::It, _) => format!("{}\u{a0}giorni", domain::money::grouped(n.unsigned_abs())),
            (Self::En, 1) => "1\u{a0}day".to_owned(),
            (Self::En, _) => format!("{}\u{a0}days", domain::money::grouped(n.unsigned_abs())),
        };
        match (lateness, self) {
            (Lateness::DoneEarly(0), Self::It) => "nel giorno del termine".to_owned(),
            (Lateness::DoneEarly(0), Self::En) => "on the day of the deadline".to_owned(),
            (Lateness::DoneEarly(n), Self::It) => format!("in anticipo di {}", days(n)),
            (Lateness::DoneEarly(n), Self::En) => format!("{} early", days(n)),
            (Lateness::DoneLate(n), Self::It) => format!("in ritardo di {}", days(n)),
            (Lateness::DoneLate(n), Self::En) => format!("{} late", days(n)),
            (Lateness::Left(0), Self::It) => "scade oggi".to_owned(),
            (Lateness::Left(0), Self::En) => "due today".to_owned(),
            (Lateness::Left(1), Self::It) => format!("manca {}", days(1)),
            (Lateness::Left(n), Self::It) => format!("mancano {}", days(n)),
            (Lateness::Left(n), Self::En) => format!("{} left", days(n)),
            (Lateness::Past(n), Self::It) => format!("termine passato da {}, esito non noto", days(n)),
            (Lateness::Past(n), Self::En) => format!("deadline passed {} ago, outcome not known", days(n)),
            (Lateness::Unknown, _) => self.unknown().to_owned(),
        }
    }

    /// Days, in words: "1.049 giorni".
    #[must_use]
    pub fn days(self, n: i64) -> String {
        let number = domain::money::grouped(n.unsigned_abs());
        match (self, n) {
            (Self::It, 1) => "1\u{a0}giorno".to_owned(),
            (Self::It, _) => format!("{number}\u{a0}giorni"),
            (Self::En, 1) => "1\u{a0}day".to_owned(),
            (Self::En, _) => format!("{number}\u{a0}days"),
        }
    }
}
