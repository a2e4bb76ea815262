//! The series behind the drawings of `/{ipa}/finanziamenti`, and the same figures as rows of a file. Pure functions without
//! views: page and downloads call them alike, so they can't show different sums.

use crate::parts::money::source_name;
use chrono::NaiveDate;
use domain::{
    amount::{Amount, Bound},
    application::State,
    dossier::Catalogue,
    figure::{Bar, BarChart, StepChart, StepSeries},
    line::MeasureCode,
    money::Cents,
    phase::{Confidence, Fund, Mode, Phase},
    portfolio::{PA_DIGITALE, Portfolio, ProjectView},
    status::Status,
    total::Total,
    when::When,
};
use words::Lang;

/// One of the three drawings; its code is the `grafico` of the downloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By measure, stacked by fund.
    Funds,
    /// Granted, received and paid to suppliers over time.
    Time,
    /// Granted against certified, by deadline.
    Deadlines,
}

impl Kind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Funds, Self::Time, Self::Deadlines];

    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Funds => "fondi",
            Self::Time => "tempo",
            Self::Deadlines => "termini",
        }
    }

    /// The word back.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// What one measure's projects were granted.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The measure; `None` is outside every measure.
    pub measure: Option<MeasureCode>,
    /// By fund, every fund of [`Fund::ALL`].
    pub funds: Vec<(Fund, Total)>,
    /// All funds together.
    pub total: Total,
}

impl Share {
    fn of(measure: Option<MeasureCode>) -> Self {
        Self { measure, funds: Fund::ALL.iter().map(|f| (*f, Total::default())).collect(), total: Total::default() }
    }

    fn add(&mut self, fund: Fund, amount: Option<Amount>) {
        if let Some((_, total)) = self.funds.iter_mut().find(|(f, _)| *f == fund) {
            total.add(amount);
        }
        self.total.add(amount);
    }

    /// What one fund grants.
    #[must_use]
    pub fn by(&self, fund: Fund) -> Total {
        self.funds.iter().find(|(f, _)| *f == fund).map(|(_, t)| *t).unwrap_or_default()
    }
}

/// Grants by measure, as the plan numbers them; what is outside every measure comes last.
#[must_use]
pub fn shares(portfolio: &Portfolio) -> Vec<Share> {
    let mut out: Vec<Share> = vec![];
    for project in &portfolio.projects {
        for grant in &project.grants {
            let measure = project.measure();
            match out.iter_mut().find(|s| s.measure == measure) {
                Some(share) => share.add(grant.fund, grant.amount),
                None => {
                    let mut share = Share::of(measure);
                    share.add(grant.fund, grant.amount);
                    out.push(share);
                }
            }
        }
    }
    out
}

/// The funds that pay for something, in their order.
#[must_use]
pub fn funds(portfolio: &Portfolio) -> Vec<Fund> {
    Fund::ALL.iter().copied().filter(|f| portfolio.projects.iter().any(|p| p.grants.iter().any(|g| g.fund == *f))).collect()
}

/// "1.4.5 Notifiche digitali".
#[must_use]
pub fn measure_name(lang: Lang, catalogue: &Catalogue, measure: Option<&MeasureCode>) -> String {
    match measure {
        None => lang.funding_outside().to_owned(),
        Some(code) => match catalogue.measure(code) {
            Some(m) => crate::parts::mark::measure_name(code.as_str(), lang.pick(&m.short, m.short_en.as_deref())),
            None => code.to_string(),
        },
    }
}

/// A part of a bar: unknown is `None`, and so is a fund that pays nothing here.
fn part(total: Total) -> Option<Cents> {
    total.amount().map(|a| a.cents)
}

/// A sum with an unknown part is at least what is known of it, so its bar stays open too.
fn open_end(total: Total) -> Bound {
    match total.bound {
        Bound::Exact if total.known > 0 && total.unknown > 0 => Bound::Over,
        bound => bound,
    }
}

/// Funding by measure, stacked by fund.
#[must_use]
pub fn by_fund(lang: Lang, portfolio: &Portfolio, catalogue: &Catalogue) -> BarChart {
    let funds = funds(portfolio);
    BarChart {
        name: lang.funding_name_funds().to_owned(),
        axis: lang.funding_axis().to_owned(),
        series: funds.iter().map(|f| lang.fund(*f).to_owned()).collect(),
        bars: shares(portfolio)
            .iter()
            .map(|share| Bar {
                label: measure_name(lang, catalogue, share.measure.as_ref()),
                parts: funds.iter().map(|f| part(share.by(*f))).collect(),
                value: lang.funding_value(share.total),
                bound: open_end(share.total),
            })
            .collect(),
        empty: lang.funding_empty_funds().to_owned(),
    }
}

/// One of the three accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// Granted.
    Granted,
    /// Received.
    Received,
    /// Paid to suppliers; only what is published.
    Paid,
}

impl Account {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Granted, Self::Received, Self::Paid];

    /// Its name.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Granted => lang.funding_granted(),
            Self::Received => lang.funding_received(),
            Self::Paid => lang.funding_paid(),
        }
    }

    /// Its word in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "finanziato",
            Self::Received => "ricevuto",
            Self::Paid => "pagato_fornitori",
        }
    }
}

/// A sum that moved.
#[derive(Debug, Clone)]
pub struct Movement<'a> {
    /// For which project.
    pub project: &'a ProjectView,
    /// Funding line, call or reference of the payment.
    pub item: String,
    /// When, where known.
    pub when: Option<When>,
    /// How much, where known.
    pub amount: Option<Amount>,
    /// Code of the source.
    pub source: Option<String>,
}

impl Movement<'_> {
    /// Has a place in the drawing.
    fn is_drawn(&self) -> bool {
        self.when.is_some() && self.amount.is_some()
    }
}

fn granted(project: &ProjectView) -> Vec<Movement<'_>> {
    project
        .grants
        .iter()
        .map(|g| Movement { project, item: g.item.clone(), when: g.al, amount: g.amount, source: g.source.clone() })
        .collect()
}

/// The body's own receipts; where it typed none, what the public data show as disbursed (the rule of `ProjectView::received`).
fn received(project: &ProjectView) -> Vec<Movement<'_>> {
    if !project.receipts.is_empty() {
        return project
            .receipts
            .iter()
            .map(|r| Movement {
                project,
                item: r.reference.clone(),
                when: Some(r.received_on),
                amount: Some(r.amount),
                source: r.provenance.source.clone(),
            })
            .collect();
    }
    project
        .applications
        .iter()
        .filter_map(|a| a.says.as_ref().map(|says| (a, says)))
        .filter(|(_, says)| says.state == State::Disbursed)
        .map(|(a, says)| Movement {
            project,
            item: a.key.call.clone(),
            when: says.state_on.map(When::Day),
            amount: Some(Amount::exact(says.amount)),
            source: Some(PA_DIGITALE.to_owned()),
        })
        .collect()
}

fn paid(project: &ProjectView) -> Vec<Movement<'_>> {
    project
        .payments
        .iter()
        .map(|p| Movement {
            project,
            item: p.reference.clone(),
            when: Some(p.paid_on),
            amount: Some(p.amount),
            source: p.provenance.source.clone(),
        })
        .collect()
}

/// The movements of an account by date, those without a date last.
#[must_use]
pub fn movements(portfolio: &Portfolio, account: Account) -> Vec<Movement<'_>> {
    let mut out: Vec<Movement<'_>> = portfolio
        .projects
        .iter()
        .flat_map(|p| match account {
            Account::Granted => granted(p),
            Account::Received => received(p),
            Account::Paid => paid(p),
        })
        .collect();
    out.sort_by_key(|m| (m.when.is_none(), m.when.map(When::first)));
    out
}

/// Sum of movements, drawn or not.
#[must_use]
pub fn sum(movements: &[Movement<'_>]) -> Total {
    movements.iter().map(|m| m.amount).collect()
}

/// The movements that have no place in the drawing.
#[must_use]
pub fn undrawn<'m, 'p>(movements: &'m [Movement<'p>]) -> Vec<&'m Movement<'p>> {
    movements.iter().filter(|m| !m.is_drawn()).collect()
}

/// Running totals, one for each day on which something moved.
fn points(movements: &[Movement<'_>]) -> Vec<(NaiveDate, Cents)> {
    let mut points: Vec<(NaiveDate, Cents)> = vec![];
    let mut running = Cents::ZERO;
    for movement in movements {
        let (Some(when), Some(amount)) = (movement.when, movement.amount) else { continue };
        running += amount.cents;
        if points.last().is_some_and(|(day, _)| *day == when.first()) {
            points.pop();
        }
        points.push((when.first(), running));
    }
    points
}

/// Granted, received and paid to suppliers, each as a running total.
#[must_use]
pub fn over_time(lang: Lang, portfolio: &Portfolio) -> StepChart {
    StepChart {
        name: lang.funding_name_time().to_owned(),
        axis: lang.funding_axis_total().to_owned(),
        today_label: lang.funding_today().to_owned(),
        today: portfolio.today,
        series: Account::ALL
            .into_iter()
            .map(|account| {
                let movements = movements(portfolio, account);
                let drawn: Total = movements.iter().filter(|m| m.is_drawn()).map(|m| m.amount).collect();
                StepSeries { label: format!("{}: {}", account.name(lang), lang.total(drawn)), points: points(&movements) }
            })
            .collect(),
        empty: lang.funding_empty_time().to_owned(),
    }
}

/// A lump-sum project with what it could lose and by when.
#[derive(Debug, Clone)]
pub struct LumpSum<'a> {
    /// The project.
    pub project: &'a ProjectView,
    /// Its deadline for completion.
    pub due: Option<When>,
    /// How sure the deadline is.
    pub confidence: Option<Confidence>,
    /// Known to be certified, or paid.
    pub safe: bool,
    /// What the plan grants it.
    pub grant: Total,
}

impl LumpSum<'_> {
    /// The part known to be certified or paid.
    #[must_use]
    pub fn certified(&self) -> Total {
        if self.safe { self.grant } else { Total::default() }
    }

    /// The part not known to be.
    #[must_use]
    pub fn open(&self) -> Total {
        if self.safe { Total::default() } else { self.grant }
    }
}

/// Lump-sum projects that the plan pays for, by deadline; those without a known one last.
#[must_use]
pub fn lump_sums(portfolio: &Portfolio) -> Vec<LumpSum<'_>> {
    let mut out: Vec<LumpSum<'_>> = portfolio
        .projects
        .iter()
        .filter(|p| p.mode == Some(Mode::LumpSum) && p.standing.status != Status::Renounced)
        .filter_map(|project| {
            let grant: Total = project.grants.iter().filter(|g| g.fund == Fund::Pnrr).map(|g| g.amount).collect();
            if grant.known + grant.unknown == 0 {
                return None;
            }
            let deadline = project.step(Phase::Completion).and_then(|s| s.deadline.as_ref());
            Some(LumpSum {
                project,
                due: deadline.map(|d| d.due),
                confidence: deadline.map(|d| d.confidence),
                safe: project.at_risk().is_none(),
                grant,
            })
        })
        .collect();
    out.sort_by_key(|l| (l.due.is_none(), l.due.map(When::last)));
    out
}

/// Grants that share a deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The deadline.
    pub due: Option<When>,
    /// No source confirms it for some of its projects: never shown as official.
    pub unverified: bool,
    /// Known to be certified or paid.
    pub certified: Total,
    /// Not known to be.
    pub open: Total,
}

impl Slot {
    /// Both parts.
    #[must_use]
    pub fn total(&self) -> Total {
        let mut total = self.certified;
        total.absorb(self.open);
        total
    }

    /// Its deadline in words.
    #[must_use]
    pub fn name(&self, lang: Lang) -> String {
        match self.due {
            None => lang.funding_no_deadline().to_owned(),
            Some(due) if self.unverified => lang.funding_deadline_unverified(&lang.when(due)),
            Some(due) => lang.when(due),
        }
    }
}

/// Grants of lump-sum projects by deadline.
#[must_use]
pub fn slots(lump_sums: &[LumpSum<'_>]) -> Vec<Slot> {
    let mut out: Vec<Slot> = vec![];
    for lump_sum in lump_sums {
        let unverified = lump_sum.confidence == Some(Confidence::Unverified);
        match out.iter_mut().find(|s| s.due == lump_sum.due) {
            Some(slot) => {
                slot.unverified |= unverified;
                slot.certified.absorb(lump_sum.certified());
                slot.open.absorb(lump_sum.open());
            }
            None => out.push(Slot { due: lump_sum.due, unverified, certified: lump_sum.certified(), open: lump_sum.open() }),
        }
    }
    out
}

/// Granted against certified, by deadline.
#[must_use]
pub fn by_deadline(lang: Lang, portfolio: &Portfolio) -> BarChart {
    BarChart {
        name: lang.funding_name_deadlines().to_owned(),
        axis: lang.funding_axis().to_owned(),
        series: vec![lang.funding_series_safe().to_owned(), lang.funding_series_open().to_owned()],
        bars: slots(&lump_sums(portfolio))
            .iter()
            .map(|slot| Bar {
                label: slot.name(lang),
                parts: vec![part(slot.certified), part(slot.open)],
                value: lang.funding_value(slot.total()),
                bound: open_end(slot.total()),
            })
            .collect(),
        empty: lang.funding_empty_deadlines().to_owned(),
    }
}

fn iso(when: Option<When>) -> String {
    when.map(When::iso).unwrap_or_default()
}

/// An amount in two cells: `516323.00`, and `oltre` or `circa` where it is not exact. Unknown is empty in both.
fn cells(amount: Option<Amount>) -> [String; 2] {
    match amount {
        None => [String::new(), String::new()],
        Some(a) => [a.cents.plain(), a.bound.word().trim().to_owned()],
    }
}

/// The rows under a drawing, for a file: a header that does not change with the language, then plain machine forms
/// (`516323.00`, `2026-03-31`). What is not known is an empty cell.
#[must_use]
pub fn rows(kind: Kind, lang: Lang, portfolio: &Portfolio, catalogue: &Catalogue) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let title = |p: &ProjectView| lang.pick(&p.title, p.title_en.as_deref()).to_owned();
    let measure = |p: &ProjectView| p.measure().map(|m| m.to_string()).unwrap_or_default();
    let source = |code: Option<&str>| match code {
        None => [String::new(), String::new()],
        Some(code) => [code.to_owned(), source_name(lang, catalogue, Some(code))],
    };
    match kind {
        Kind::Funds => {
            let header =
                vec!["misura", "progetto", "titolo", "voce", "fondo", "importo", "precisione", "al", "fonte", "fonte_titolo"];
            let rows = portfolio
                .projects
                .iter()
                .flat_map(|p| p.grants.iter().map(move |g| (p, g)))
                .map(|(p, g)| {
                    let [amount, bound] = cells(g.amount);
                    let [code, name] = source(g.source.as_deref());
                    vec![
                        measure(p),
                        p.slug.to_string(),
                        title(p),
                        g.item.clone(),
                        g.fund.code().to_owned(),
                        amount,
                        bound,
                        iso(g.al),
                        code,
                        name,
                    ]
                })
                .collect();
            (header, rows)
        }
        Kind::Time => {
            let header = vec![
                "conto",
                "data",
                "misura",
                "progetto",
                "titolo",
                "voce",
                "importo",
                "precisione",
                "totale_progressivo",
                "fonte",
                "fonte_titolo",
            ];
            let mut rows = vec![];
            for account in Account::ALL {
                let mut running = Cents::ZERO;
                for m in movements(portfolio, account) {
                    let [amount, bound] = cells(m.amount);
                    let [code, name] = source(m.source.as_deref());
                    let so_far = match m.amount.filter(|_| m.is_drawn()) {
                        None => String::new(),
                        Some(a) => {
                            running += a.cents;
                            running.plain()
                        }
                    };
                    rows.push(vec![
                        account.code().to_owned(),
                        iso(m.when),
                        measure(m.project),
                        m.project.slug.to_string(),
                        title(m.project),
                        m.item.clone(),
                        amount,
                        bound,
                        so_far,
                        code,
                        name,
                    ]);
                }
            }
            (header, rows)
        }
        Kind::Deadlines => {
            let header = vec![
                "termine",
                "affidabilita",
                "misura",
                "progetto",
                "titolo",
                "stato",
                "certificato_o_liquidato",
                "importo",
                "precisione",
                "importi_non_noti",
            ];
            let rows = lump_sums(portfolio)
                .into_iter()
                .map(|l| {
                    let [amount, bound] = cells(l.grant.amount());
                    vec![
                        iso(l.due),
                        l.confidence.map(|c| c.code().to_owned()).unwrap_or_default(),
                        measure(l.project),
                        l.project.slug.to_string(),
                        title(l.project),
                        l.project.standing.status.tone().code().to_owned(),
                        if l.safe { "si" } else { "non_noto" }.to_owned(),
                        amount,
                        bound,
                        l.grant.unknown.to_string(),
                    ]
                })
                .collect();
            (header, rows)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};
    use domain::{
        application::{Application, ApplicationKey, PublicFact, Says, Seen},
        dossier::{Dossier, Ente},
        fact::{Fact, Provenance},
        identifier::{Ipa, Slug},
        line::LineCode,
        records::{FundingLine, Project},
    };

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ipa() -> Ipa {
        Ipa::read("c_x000").unwrap()
    }

    fn application(slug: &str, call: &str, cents: i64, decreed: &str, paid: Option<&str>) -> Application {
        Application {
            key: ApplicationKey { ente: ipa(), call: call.into(), sent_at: d("2022-05-31").into() },
            project: Slug::read(slug).unwrap(),
            facts: vec![PublicFact {
                says: Says {
                    state: if paid.is_some() { State::Disbursed } else { State::Funded },
                    state_on: paid.map(d),
                    amount: Cents(cents),
                    decreed: d(decreed),
                    cup: None,
                    window: None,
                    protocol: None,
                    decree: None,
                },
                seen: Seen { first: d("2024-07-05"), last: d("2026-08-12"), at_least: false },
            }],
        }
    }

    fn fact<R>(record: R) -> Fact<R> {
        Fact {
            id: 1,
            record,
            provenance: Provenance { al: None, known: d("2025-10-29"), source: None, note: None },
            recorded_at: DateTime::<Utc>::UNIX_EPOCH,
        }
    }

    /// One project paid, one decreed, one of which the amount is not known.
    fn portfolio() -> Portfolio {
        let ansc = Slug::read("ansc").unwrap();
        let dossier = Dossier {
            ente: Ente {
                ipa: ipa(),
                name: "Ente di prova".into(),
                kind: None,
                municipality: None,
                province: None,
                region: None,
                istat: None,
                featured: false,
                contact: None,
            },
            projects: ["send-2022", "portale", "ansc"].into_iter().map(|s| Slug::read(s).unwrap()).collect(),
            applications: vec![
                application("send-2022", "1.4.5 Comuni (Settembre 2022)", 6_900_000, "2023-01-03", Some("2024-03-12")),
                application("portale", "1.4.1 Esperienza del Cittadino - Comuni - Aprile 2022", 51_632_397, "2022-09-19", None),
            ],
            project_records: vec![fact(Project {
                ente: ipa(),
                project: ansc.clone(),
                title: "Stato civile".into(),
                title_en: None,
                line: LineCode::read("1.4.4-ansc").ok(),
                mode: Some(Mode::LumpSum),
                office: None,
                what: None,
                what_en: None,
                cup: None,
            })],
            funding: vec![fact(FundingLine {
                ente: ipa(),
                project: ansc,
                item: "contributo".into(),
                fund: Fund::Pnrr,
                amount: None,
                act: None,
            })],
            milestones: vec![],
            deadline_changes: vec![],
            runs: vec![],
            payments: vec![],
            receipts: vec![],
            indicators: vec![],
            readings: vec![],
            acts: vec![],
            offices: vec![],
            statements: vec![],
            claims: vec![],
        };
        Portfolio::of(&dossier, &Catalogue::default(), d("2026-11-22"))
    }

    #[test]
    fn the_bars_add_up_to_the_grants_to_the_cent() {
        let portfolio = portfolio();
        let mut all = Total::default();
        for share in shares(&portfolio) {
            all.absorb(share.total);
        }
        assert_eq!(all, portfolio.granted());
        assert_eq!((all.cents, all.known, all.unknown), (Cents(58_532_397), 2, 1));
        let chart = by_fund(Lang::It, &portfolio, &Catalogue::default());
        let drawn: Cents = chart.bars.iter().flat_map(|b| b.parts.iter().flatten().copied()).sum();
        assert_eq!(drawn, all.cents);
        assert_eq!(chart.bars.iter().filter(|b| b.value == "non noto").count(), 1);
    }

    #[test]
    fn what_has_no_date_or_amount_is_counted_and_not_drawn() {
        let portfolio = portfolio();
        let chart = over_time(Lang::It, &portfolio);
        assert_eq!(
            chart.series[0].points,
            [(d("2022-09-19"), Cents(51_632_397)), (d("2023-01-03"), Cents(58_532_397))],
            "{chart:?}"
        );
        assert_eq!(chart.series[1].points, [(d("2024-03-12"), Cents(6_900_000))]);
        assert!(chart.series[2].points.is_empty());
        assert_eq!(undrawn(&movements(&portfolio, Account::Granted)).len(), 1);
    }

    #[test]
    fn only_what_is_paid_or_certified_is_safe() {
        let portfolio = portfolio();
        let slots = slots(&lump_sums(&portfolio));
        assert_eq!(slots.len(), 1);
        assert_eq!(slots[0].due, None);
        assert_eq!(slots[0].certified.cents, Cents(6_900_000));
        assert_eq!((slots[0].open.cents, slots[0].open.unknown), (Cents(51_632_397), 1));
        assert_eq!(by_deadline(Lang::It, &portfolio).bars[0].bound, Bound::Over);
    }

    #[test]
    fn files_carry_the_same_sums_in_plain_forms() {
        let portfolio = portfolio();
        let catalogue = Catalogue::default();
        for kind in Kind::ALL {
            let (header, rows) = rows(kind, Lang::It, &portfolio, &catalogue);
            assert!(rows.iter().all(|r| r.len() == header.len()), "{kind:?}");
            assert_eq!(Kind::read(kind.code()), Some(kind));
        }
        let (header, rows) = rows(Kind::Funds, Lang::En, &portfolio, &catalogue);
        let at = header.iter().position(|h| *h == "importo").unwrap();
        let mut amounts: Vec<&str> = rows.iter().map(|r| r[at].as_str()).collect();
        amounts.sort_unstable();
        assert_eq!(amounts, ["", "516323.97", "69000.00"]);
    }
}
