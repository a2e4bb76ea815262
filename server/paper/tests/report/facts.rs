//! An ente that nobody knows, with as many projects as wanted.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    amount::{Amount, Bound, Quantity},
    claim::{Judged, judge},
    dossier::{Catalogue, Dossier, Ente},
    fact::{Fact, Provenance},
    figure::{Hatch, Picture, Shape, Side},
    identifier::{Ipa, Slug},
    line::LineCode,
    money::Cents,
    phase::{Assertion, Fund, Mode, Phase, RiskState, SourceKind},
    portfolio::Portfolio,
    records::{Claim, FundingLine, Indicator, Milestone, Project, Reading, Risk, Source},
    when::When,
};
use paper::{Bar, BarKind, Cover, Drawing, Fonts, Line, Mark, MarkKind, PaperError, Report, Tick};
use std::{fs, path::PathBuf};
use words::Lang;

pub(crate) struct Facts {
    pub(crate) portfolio: Portfolio,
    catalogue: Catalogue,
    pub(crate) claims: Vec<Judged>,
    changes: Vec<String>,
    schedule: Drawing,
    fonts: [Vec<u8>; 3],
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fact<R>(record: R) -> Fact<R> {
    Fact {
        id: 1,
        record,
        provenance: Provenance {
            al: Some(When::Day(day("2025-10-29"))),
            known: day("2025-10-29"),
            source: Some("registro".to_owned()),
            note: None,
        },
        recorded_at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

/// A cut of the typeface, as npm brings it.
fn font(cut: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../style/node_modules/@expo-google-fonts/titillium-web");
    let path = folder.join(cut).join(format!("TitilliumWeb_{cut}.ttf"));
    fs::read(&path).unwrap_or_else(|e| panic!("{} is not there ({e}): run `cargo xtask style` first", path.display()))
}

impl Facts {
    pub(crate) fn of(n: usize) -> Self {
        let ipa = Ipa::read("c_x000").unwrap();
        let slug = |i: usize| Slug::read(&format!("progetto-{i}")).unwrap();
        let milestone = |i: usize, phase, actual: &str| {
            fact(Milestone {
                ente: ipa.clone(),
                project: slug(i),
                phase,
                baseline: None,
                forecast: None,
                actual: Some(When::Day(day(actual))),
                act: None,
            })
        };
        let mut dossier = Dossier {
            ente: Ente {
                ipa: ipa.clone(),
                name: "Comune di Prova".into(),
                kind: None,
                municipality: None,
                province: None,
                region: None,
                istat: None,
                featured: false,
                contact: Some("ufficio@comune.example".into()),
            },
            projects: (0..n).map(slug).collect(),
            applications: vec![],
            project_records: vec![],
            funding: vec![],
            milestones: vec![],
            deadline_changes: vec![],
            runs: vec![],
            contracts: vec![],
            risks: vec![],
            stated: vec![],
            payments: vec![],
            receipts: vec![],
            indicators: vec![],
            readings: vec![],
            acts: vec![],
            offices: vec![],
            sittings: vec![],
            statements: vec![],
            claims: vec![fact(Claim {
                ente: ipa.clone(),
                code: "in-linea".into(),
                words: "Tutto in linea".into(),
                words_en: Some("All on schedule".into()),
                speaker: "Assessorato".into(),
                assertion: Assertion::OnSchedule,
                project: None,
                indicator: None,
                measure: None,
                quantity: None,
                amount: None,
                by: None,
            })],
            cadences: vec![],
            confirmations: vec![],
            settled: vec![],
        };
        for i in 0..n {
            dossier.project_records.push(fact(Project {
                ente: ipa.clone(),
                project: slug(i),
                title: format!("Progetto numero {i}, che migliora i servizi digitali per cittadini e imprese"),
                title_en: None,
                line: Some(LineCode::read(["1.2", "1.4.1", "1.4.3-pagopa", "1.4.5"][i % 4]).unwrap()),
                mode: Some(Mode::LumpSum),
                office: Some("Ufficio transizione digitale".into()),
                what: None,
                what_en: None,
                cup: None,
            }));
            dossier.funding.push(fact(FundingLine {
                ente: ipa.clone(),
                project: slug(i),
                item: "contributo".into(),
                fund: if i % 7 == 3 { Fund::Fesr } else { Fund::Pnrr },
                amount: (i % 5 != 4).then_some(Amount { cents: Cents(92_000_000), bound: Bound::Over }),
                act: None,
            }));
            dossier.milestones.push(milestone(i, Phase::Decree, "2023-01-03"));
            dossier.milestones.push(milestone(i, Phase::Contract, "2023-05-10"));
            if i % 2 == 0 {
                dossier.milestones.push(milestone(i, Phase::Completion, "2024-03-12"));
            }
            dossier.risks.push(fact(Risk {
                ente: ipa.clone(),
                project: slug(i),
                code: "ritardo".into(),
                what: "Il fornitore può consegnare in ritardo".into(),
                remedy: Some("Sollecito ogni settimana, penale dal primo giorno".into()),
                office: None,
                exposed: Some(Amount::exact(Cents(5_000_000))),
                due: None,
                state: RiskState::Open,
                published: true,
            }));
            dossier.indicators.push(fact(Indicator {
                ente: ipa.clone(),
                code: format!("servizi-{i}"),
                project: Some(slug(i)),
                name: "Servizi attivi".into(),
                name_en: Some("Active services".into()),
                unit: "servizi".into(),
                unit_en: Some("services".into()),
                target: Some(Quantity::whole(12)),
                target_due: None,
            }));
            dossier.readings.push(fact(Reading {
                ente: ipa.clone(),
                indicator: format!("servizi-{i}"),
                value: Quantity::whole(9),
            }));
        }
        let catalogue = Catalogue {
            sources: vec![fact(Source {
                code: "registro".into(),
                title: "Registro dell'ente".into(),
                title_en: None,
                kind: SourceKind::Register,
                date: Some(When::Day(day("2025-10-29"))),
                url: Some("https://comune.example/amministrazione-trasparente/attuazione-misure-pnrr".into()),
                licence: None,
            })],
            ..Catalogue::default()
        };
        let portfolio = Portfolio::of(&dossier, &catalogue, day("2025-10-29"));
        let claims = judge(&dossier.claims, &portfolio, &catalogue);
        Self {
            portfolio,
            catalogue,
            claims,
            changes: (0..n.min(6))
                .map(|i| format!("Progetto numero {i}: completamento spostato al 31/03/2026 (+92 giorni)."))
                .collect(),
            schedule: drawing(n),
            fonts: [font("400Regular"), font("600SemiBold"), font("700Bold")],
        }
    }

    pub(crate) fn report(&self, lang: Lang, seal: Option<&str>) -> Vec<u8> {
        let [regular, semibold, bold] = &self.fonts;
        self.set(lang, seal, Fonts { regular, semibold, bold }).unwrap()
    }

    pub(crate) fn with_fonts(&self, fonts: Fonts<'_>) -> Result<Vec<u8>, PaperError> {
        self.set(Lang::It, None, fonts)
    }

    fn set(&self, lang: Lang, seal: Option<&str>, fonts: Fonts<'_>) -> Result<Vec<u8>, PaperError> {
        paper::report(&Report {
            lang,
            portfolio: &self.portfolio,
            catalogue: &self.catalogue,
            claims: &self.claims,
            known: None,
            sitting: seal.map(|seal| Cover {
                title: "Stato dei progetti digitali".into(),
                date: day("2025-10-29"),
                number: 7,
                body: "Commissione innovazione".into(),
                agenda: "Relazione periodica".into(),
                seal: seal.to_owned(),
            }),
            changes: &self.changes,
            since: None,
            unmoved: &[],
            pictures: &[picture()],
            schedule: &self.schedule,
            fonts,
            made: DateTime::<Utc>::UNIX_EPOCH,
        })
    }
}

/// A chart with every kind of shape.
fn picture() -> Picture {
    let block = |y: i32, hatch| Shape::Block { from: (240, y), to: (600, y + 20), ink: (0x12, 0x43, 0x6d), hatch };
    let text = |text: &str, side| Shape::Text { text: text.to_owned(), at: (480, 150), side };
    Picture {
        name: "Finanziamenti per misura".into(),
        width: 960,
        height: 200,
        shapes: vec![
            block(0, None),
            block(30, Some(Hatch::Dots)),
            block(60, Some(Hatch::Rising)),
            block(90, Some(Hatch::Crossed)),
            Shape::Outline { corners: vec![(10, 10), (20, 20), (0, 20)], ink: (0x80, 0x16, 0x50) },
            Shape::Disc { at: (40, 15), radius: 6, ink: (0xf4, 0x6a, 0x25) },
            Shape::Line { path: vec![(0, 180), (400, 180), (400, 120)], ink: (0x28, 0xa1, 0x97), width: 3, dash: vec![10, 4] },
            text("oltre 12,5 mln €", Side::After),
            text("\u{6f22}", Side::Around),
            text("1.2 Cloud", Side::Before),
        ],
    }
}

/// A schedule of so many rows, with every kind of bar and mark.
pub(crate) fn drawing(n: usize) -> Drawing {
    let unit = |i: usize| i32::try_from(i).unwrap();
    let kinds = [BarKind::Before, BarKind::Activity, BarKind::Check, BarKind::Open, BarKind::Late];
    let marks = [
        MarkKind::Milestone,
        MarkKind::Done,
        MarkKind::Paid,
        MarkKind::Deadline,
        MarkKind::DeadlineUnverified,
        MarkKind::Forecast,
    ];
    let mut lines = vec![];
    for i in 0..n {
        if i % 10 == 0 {
            lines.push(Line::Group(format!("Misura {}", i / 10)));
        }
        lines.push(Line::Row {
            name: format!("Progetto numero {i}"),
            status: "In realizzazione; dal 03/01/2023".into(),
            sentence: format!("Progetto numero {i}: in realizzazione, dal 03/01/2023"),
            bars: vec![
                Bar { x: unit(i % 40), width: 60 + unit(i % 9), kind: kinds[i % 5] },
                Bar { x: 150 + unit(i % 40), width: 210 + unit(i % 11), kind: kinds[(i + 1) % 5] },
            ],
            baseline: (i % 3 == 0).then_some((100, 300)),
            marks: vec![Mark { x: 420, kind: marks[i % 6] }],
        });
    }
    Drawing {
        width: 690,
        ticks: (0..5).map(|y| Tick { x: y * 138, year: true, label: (2022 + y).to_string() }).collect(),
        today: Some((530, "29/10/2025".into())),
        lines,
    }
}
