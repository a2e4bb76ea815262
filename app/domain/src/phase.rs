//! The path of a project, from application to maintenance (`domain.md` §1.1), and where its dates sit on it.

use crate::vocabulary;

vocabulary! {
    /// A step of the path. Order is the order of the path.
    pub enum Phase {
        /// Candidatura sent.
        Application = "candidatura",
        /// Financing decree.
        Decree = "decreto",
        /// Notification of the decree: contracting terms count from it.
        Notification = "notifica",
        /// Signature of the first contract: completion terms count from it.
        Contract = "contrattualizzazione",
        /// Completion of activities, declared.
        Completion = "completamento",
        /// Outcome of the technical certification (asseverazione).
        Certification = "asseverazione",
        /// Disbursement request.
        Request = "domanda_erogazione",
        /// The lump sum is paid.
        Disbursement = "erogazione",
        /// End of the five years of upkeep, counted from 31 December of the year of payment.
        Maintenance = "mantenimento",
    }
}

impl Phase {
    /// The steps of the stepper: the notification is an event on the clock, not a step.
    pub const STEPS: [Self; 8] = [
        Self::Application,
        Self::Decree,
        Self::Contract,
        Self::Completion,
        Self::Certification,
        Self::Request,
        Self::Disbursement,
        Self::Maintenance,
    ];
}

vocabulary! {
    /// How a project's costs are paid.
    pub enum Mode {
        /// Lump sum (forfait): fixed by table, paid once.
        LumpSum = "forfait",
        /// Real costs, reported.
        Costs = "costi",
    }
}

vocabulary! {
    /// Whose money a funding line is.
    pub enum Fund {
        /// The plan.
        Pnrr = "pnrr",
        /// The Comune's own.
        Own = "cofinanziamento",
        /// European regional development fund.
        Fesr = "fesr",
        /// Any other.
        Other = "altro",
    }
}

vocabulary! {
    /// What a source is.
    pub enum SourceKind {
        /// Published data set.
        OpenData = "dati_aperti",
        /// ReGiS, the plan's monitoring system, as published by Italia Domani.
        Regis = "regis",
        /// The ente's own register or accounts.
        Register = "registro",
        /// Something said in public.
        Declaration = "dichiarazione",
        /// Press.
        Press = "stampa",
        /// The ente's own site.
        Site = "sito",
        /// Law, decree, notice, official FAQ.
        Norm = "norma",
    }
}

impl SourceKind {
    /// Whether what it states is a record, and not only words: declarations, press and news pages never confirm a declaration.
    #[must_use]
    pub fn is_record(self) -> bool {
        matches!(self, Self::OpenData | Self::Regis | Self::Register | Self::Norm)
    }
}

vocabulary! {
    /// Before whom projects are reported on.
    pub enum SittingKind {
        /// A council committee.
        Committee = "commissione",
        /// The council.
        Council = "consiglio",
        /// A meeting for everybody.
        Meeting = "incontro_pubblico",
    }
}

vocabulary! {
    /// How sure a reference figure is.
    pub enum Confidence {
        /// Two sources or an official one that is plain.
        Confirmed = "confermato",
        /// One source.
        Single = "una_fonte",
        /// No source states it, or a weak one.
        Unverified = "non_verificato",
    }
}

vocabulary! {
    /// The event a term counts from.
    pub enum StartEvent {
        /// Notification of the financing decree.
        Notification = "notifica_decreto",
        /// Signature of the first contract.
        Contract = "contratto",
        /// Publication of the decree.
        Publication = "pubblicazione_decreto",
        /// A fixed day for everyone.
        FixedDay = "data_fissa",
        /// The source does not say.
        Unknown = "non_noto",
    }
}

vocabulary! {
    /// Why a deadline moved.
    pub enum ChangeKind {
        /// A decree or notice moved everybody.
        Deferral = "differimento",
        /// Granted to this project.
        Extension = "proroga",
        /// A decree about this project.
        Decree = "decreto",
        /// The first deadline, typed as the platform shows it.
        Initial = "iniziale",
    }
}

vocabulary! {
    /// Outcome of a certification run (`domain.md` §1.1, step 9).
    pub enum Outcome {
        /// All conform.
        Positive = "positivo",
        /// Not all conform, and the schedule has not expired.
        Partial = "parzialmente_positivo",
        /// Not conform.
        Negative = "negativo",
        /// Asked for, no outcome yet.
        Pending = "in_corso",
    }
}

vocabulary! {
    /// What another source speaks of.
    pub enum Subject {
        /// Where the project stands, in words.
        State = "stato",
        /// Money paid.
        Payment = "pagamento",
        /// Money granted.
        Grant = "finanziamento",
        /// Money spent by the Comune.
        Spending = "spesa",
        /// Activities completed.
        Completion = "completamento",
        /// Contract signed.
        Contract = "contratto",
        /// A total over several projects.
        Total = "totale",
        /// Anything else.
        Other = "altro",
    }
}

vocabulary! {
    /// How far a project is, where somebody said so without dates.
    pub enum DeclaredState {
        /// About to start.
        Starting = "in_avvio",
        /// Under way.
        Running = "in_corso",
        /// Well advanced.
        Advanced = "avanzato",
        /// Over.
        Done = "concluso",
    }
}

vocabulary! {
    /// What a claim asserts, which is what decides the rule it is checked by.
    pub enum Assertion {
        /// The project's money has been paid.
        Paid = "liquidato",
        /// The project is over (by `quando`, where given).
        Done = "concluso",
        /// The project is under way.
        Running = "in_corso",
        /// The indicator reads at least this.
        Reading = "valore",
        /// The project's grant is at least this.
        Grant = "importo",
        /// The ente's projects amount to at least this.
        Total = "importo_totale",
        /// All projects keep their schedules.
        OnSchedule = "in_linea",
        /// Something is, with no figure to compare.
        Fact = "fatto",
    }
}

vocabulary! {
    /// Whether a risk still stands.
    pub enum RiskState {
        /// It stands.
        Open = "aperto",
        /// It is over, or was met.
        Closed = "chiuso",
    }
}
