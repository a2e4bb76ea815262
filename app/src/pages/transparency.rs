//! "Attuazione misure PNRR": the plan's projects by measure, and one sheet each, with the fields and acts that an official site has to
//! publish. What no source tells is said to be unknown, never left out.

use crate::{
    pages::{
        Page, Scene, ente_page,
        home::piece,
        project::pieces::{self, pair},
        projects,
    },
    parts::{
        frame, mark, money,
        table::{Head, Row, table},
        verbatim,
    },
    paths,
};
use domain::{
    fact::{Fact, latest},
    identifier::Slug,
    phase::{Fund, Phase},
    portfolio::IndicatorView,
    records::Act,
    total::Total,
    transparency::{Deed, Sheet, sheet, sheets},
    when::{When, civil},
};
use leptos::prelude::*;
use words::Lang;

/// `/{ipa}/attuazione-misure-pnrr`
#[component]
pub fn Transparency() -> impl IntoView {
    ente_page(paths::TRANSPARENCY, |scene| Some(list(scene)))
}

/// `/{ipa}/attuazione-misure-pnrr/{id}`
#[component]
pub fn TransparencySheet() -> impl IntoView {
    ente_page(paths::TRANSPARENCY, |scene| {
        let slug = Slug::read(scene.visit().segment(2)).ok()?;
        let sheet = sheet(&scene.catalogue, scene.portfolio.project(&slug)?)?;
        Some(whole(scene, &sheet))
    })
}

fn list(scene: &Scene) -> Page {
    let lang = scene.lang;
    let title = lang.pnrr_title(&scene.portfolio.ente.name);
    let heading = title.clone();
    let sheets = sheets(&scene.portfolio, &scene.catalogue);
    let here = paths::section(scene.ipa(), paths::TRANSPARENCY);
    let body = if sheets.is_empty() {
        view! { <p>{lang.pnrr_none()}</p> }.into_any()
    } else {
        let csv = paths::section(scene.ipa(), &format!("{}.csv", paths::TRANSPARENCY));
        // By measure already: the sheets come in the order of the portfolio.
        let groups =
            sheets.chunk_by(|a, b| a.code == b.code).enumerate().map(|(at, group)| measure(scene, at, group)).collect_view();
        view! { {groups} <ul class="tg-downloads"><li><a href=csv download="">{lang.download_csv()}</a></li></ul> }.into_any()
    };
    let content = view! {
        {frame::trail(scene, &[(here, lang.pnrr_short())])}
        <div class="tg-head"><div><h1>{heading}</h1><p class="tg-lead">{lang.pnrr_lead()}</p></div></div>
        {body}
        {shared(scene)}
        {others(scene, &sheets)}
    };
    Page::new(title, content)
}

/// A measure with its projects.
fn measure(scene: &Scene, at: usize, group: &[Sheet<'_>]) -> AnyView {
    let lang = scene.lang;
    let Some(first) = group.first() else { return ().into_any() };
    let name = match (&first.code, first.measure) {
        (Some(code), Some(m)) => mark::measure_name(code.as_str(), lang.pick(&m.name, m.name_en.as_deref())),
        (Some(code), None) => lang.measure_name_unknown(code.as_str()),
        (None, _) => lang.pnrr_no_measure().to_owned(),
    };
    let place = first.place.map_or_else(|| lang.unknown().to_owned(), |place| lang.pnrr_place_is(place));
    let holder = match first.measure.and_then(|m| m.holder.as_deref()) {
        Some(holder) => verbatim::italian(lang, holder),
        None => money::missing(lang),
    };
    let heads = vec![
        Head::text(lang.column_project()),
        Head::text(lang.column_status()),
        Head::number(lang.pnrr_granted()),
        Head::text(lang.pnrr_acts()),
    ];
    let mut all = Total::default();
    let rows = group
        .iter()
        .map(|sheet| {
            all.absorb(sheet.granted);
            let p = sheet.project;
            let href = paths::transparency(scene.ipa(), &p.slug);
            let name = verbatim::pick(lang, &p.title, p.title_en.as_deref());
            let acts = match sheet.deeds.len() {
                0 => view! { <span class="tg-missing">{lang.pnrr_acts_none()}</span> }.into_any(),
                1 => lang.pnrr_acts_one().into_any(),
                n => lang.pnrr_acts_count(n).into_any(),
            };
            Row::new(vec![
                view! { <a href=href>{name}</a> }.into_any(),
                mark::standing(lang, &p.standing),
                sum(lang, sheet.granted),
                acts,
            ])
        })
        .collect();
    let foot = vec![lang.measures_total().into_any(), ().into_any(), sum(lang, all), ().into_any()];
    let caption = lang.pnrr_caption(&name);
    view! {
        <section>
            <h2>{name}</h2>
            <p class="tg-note">{lang.pnrr_place()} ": " {place} " · " {lang.pnrr_holder()} ": " {holder}</p>
            {table(lang, &format!("pnrr-{at}"), caption, heads, rows, Some(foot))}
        </section>
    }
    .into_any()
}

fn sum(lang: Lang, total: Total) -> AnyView {
    view! { {money::total(lang, total)} {projects::unknowns(lang, total)} }.into_any()
}

/// Acts of the ente itself.
fn shared(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let mut acts: Vec<&Fact<Act>> = latest(&scene.portfolio.acts, |a| a.code.clone());
    if acts.is_empty() {
        return ().into_any();
    }
    acts.sort_by_key(|a| (a.date.is_none(), a.date.map(When::first)));
    let deeds: Vec<Deed<'_>> = acts.into_iter().map(Deed::Recorded).collect();
    view! {
        <section>
            <h2>{lang.pnrr_shared_acts()}</h2>
            {acts_table(scene, "pnrr-atti-comuni", lang.pnrr_shared_caption(), &deeds)}
        </section>
    }
    .into_any()
}

/// What is not of the plan is not here, and a reader who looks for it is told so.
fn others(scene: &Scene, sheets: &[Sheet<'_>]) -> AnyView {
    let lang = scene.lang;
    let rest: Vec<_> =
        scene.portfolio.projects.iter().filter(|p| !sheets.iter().any(|sheet| sheet.project.slug == p.slug)).collect();
    let intro = match rest.len() {
        0 => return ().into_any(),
        1 => lang.pnrr_others_one().to_owned(),
        n => lang.pnrr_others(n),
    };
    let names = rest.into_iter().map(|p| piece::name(scene, p)).collect();
    view! { <section><p>{intro}</p> {piece::listing(lang, names)}</section> }.into_any()
}

fn whole(scene: &Scene, sheet: &Sheet<'_>) -> Page {
    let lang = scene.lang;
    let p = sheet.project;
    let title = scene.title(&p.title, p.title_en.as_deref()).to_owned();
    let up = paths::section(scene.ipa(), paths::TRANSPARENCY);
    let here = paths::transparency(scene.ipa(), &p.slug);
    let name = verbatim::pick(lang, &p.title, p.title_en.as_deref());
    let acts = if sheet.deeds.is_empty() {
        view! { <p>{lang.pnrr_acts_none()}</p> }.into_any()
    } else {
        acts_table(scene, "pnrr-atti", lang.pnrr_acts_caption(), &sheet.deeds)
    };
    let full = paths::project(scene.ipa(), &p.slug);
    let content = view! {
        {frame::trail(scene, &[(up, lang.pnrr_short()), (here, title.as_str())])}
        <div class="tg-head"><div><h1>{name}</h1><p class="tg-lead">{lang.eu_funded()}</p></div></div>
        <section>
            <h2>{lang.pnrr_fields()}</h2>
            {fields(scene, sheet)}
        </section>
        <section id="atti">
            <h2>{lang.pnrr_acts()}</h2>
            {acts}
        </section>
        <p><a href=full>{lang.pnrr_more()}</a></p>
    };
    Page::new(title, content)
}

/// Every field of the section, those that nobody knows too.
fn fields(scene: &Scene, sheet: &Sheet<'_>) -> AnyView {
    let lang = scene.lang;
    let p = sheet.project;
    let italian = |text: Option<&str>| text.map_or_else(|| money::missing(lang), |text| verbatim::italian(lang, text));
    let picked = |it: Option<&str>, en: Option<&str>| it.map_or_else(|| money::missing(lang), |it| verbatim::pick(lang, it, en));
    let m = sheet.measure;
    let measure = match (&sheet.code, m) {
        (Some(code), m) => {
            let href = paths::measure(scene.ipa(), code);
            let name = m.map(|m| verbatim::pick(lang, &m.name, m.name_en.as_deref()));
            view! { <a href=href>{mark::chip(Some(code.clone()))} " " {name}</a> }.into_any()
        }
        (None, _) => money::missing(lang),
    };
    let place = match sheet.place {
        Some(place) => lang.pnrr_place_is(place).into_any(),
        None => money::missing(lang),
    };
    let cups = if p.cups.is_empty() {
        money::missing(lang)
    } else {
        p.cups.iter().map(|c| view! { <div>{pieces::cup(lang, c)}</div> }.into_any()).collect_view().into_any()
    };
    let what = {
        let own = p.what.as_deref().map(|what| view! { <p>{verbatim::pick(lang, what, p.what_en.as_deref())}</p> });
        let aim = m.and_then(|m| m.what.as_deref().map(|what| (what, m.what_en.as_deref())));
        let aim = aim.map(|(it, en)| view! { <p>{verbatim::pick(lang, it, en)}</p> });
        if own.is_none() && aim.is_none() { money::missing(lang) } else { view! { {own} {aim} }.into_any() }
    };
    let line = p.line.as_ref().and_then(|line| scene.catalogue.line(line));
    let activity = picked(line.map(|l| l.name.as_str()), line.and_then(|l| l.name_en.as_deref()));
    let others: Vec<AnyView> = p
        .grants
        .iter()
        .filter(|g| g.fund != Fund::Pnrr)
        .map(|g| view! { <div>{lang.fund(g.fund)} ": " {money::amount(lang, g.amount)}</div> }.into_any())
        .collect();
    let other_money = (!others.is_empty()).then(|| pair(lang.pnrr_other_money(), others.collect_view().into_any()));
    let state = view! { {mark::standing(lang, &p.standing)} <span class="tg-note">{lang.status_rule(p.standing.status)}</span> };
    let updated =
        view! { {civil(scene.portfolio.today)} <span class="tg-source">{frame::snapshot(lang, scene.portfolio.snapshot)}</span> };
    view! {
        <dl class="tg-dl tg-dl--rows">
            {pair(lang.pnrr_place(), place)}
            {pair(lang.pnrr_measure(), measure)}
            {pair(lang.pnrr_code(), italian(m.and_then(|m| m.submeasure.as_deref())))}
            {pair(lang.pnrr_holder(), italian(m.and_then(|m| m.holder.as_deref())))}
            {pair(lang.pnrr_carrier(), verbatim::italian(lang, &scene.portfolio.ente.name))}
            {pair(lang.pnrr_office(), italian(p.office.as_deref()))}
            {pair(lang.project_cup(), cups)}
            {pair(lang.pnrr_what(), what)}
            {pair(lang.pnrr_activity(), activity)}
            {pair(lang.pnrr_granted(), sum(lang, sheet.granted))}
            {other_money}
            {pair(lang.pnrr_access(), access(scene, sheet))}
            {pair(lang.pnrr_state(), state.into_any())}
            {pair(lang.phase(Phase::Completion), money::when(lang, p.date(Phase::Completion)))}
            {pair(lang.pnrr_results(), results(scene, &p.indicators))}
            {pair(lang.pnrr_published(), money::missing(lang))}
            {pair(lang.pnrr_updated(), updated.into_any())}
        </dl>
    }
    .into_any()
}

/// By which call, and whether as a lump sum.
fn access(scene: &Scene, sheet: &Sheet<'_>) -> AnyView {
    let lang = scene.lang;
    let p = sheet.project;
    if p.applications.is_empty() && p.mode.is_none() {
        return money::missing(lang);
    }
    let calls: Vec<AnyView> = p
        .applications
        .iter()
        .map(|a| {
            let call = lang.pnrr_access_call(&a.key.call, &civil(a.key.sent_at.date()));
            let state = a.says.as_ref().map(|s| view! { <span class="tg-note">{lang.state(s.state)}</span> });
            view! { <div>{call} {state}</div> }.into_any()
        })
        .collect();
    let mode = p.mode.map(|mode| view! { <span class="tg-note">{lang.mode(mode)}</span> });
    view! { {calls.collect_view()} {mode} }.into_any()
}

/// The newest reading of each indicator, with its day; words are told from records on the project's own page.
fn results(scene: &Scene, indicators: &[IndicatorView]) -> AnyView {
    let lang = scene.lang;
    let told: Vec<AnyView> = indicators
        .iter()
        .map(|i| {
            let name = lang.pick(&i.indicator.name, i.indicator.name_en.as_deref());
            let (value, al, source) = match i.readings.first() {
                Some(r) => {
                    let source = money::source(lang, &scene.catalogue, r.provenance.source.as_deref(), None);
                    (piece::measured(lang, r.value, Some(i)), lang.maybe_when(r.provenance.al), Some(source))
                }
                None => (lang.unknown().to_owned(), lang.unknown().to_owned(), None),
            };
            let target = i.indicator.target.map(|t| {
                let target = lang.pnrr_result_target(&piece::measured(lang, t, Some(i)));
                view! { <span class="tg-note">{target}</span> }
            });
            view! { <div>{lang.pnrr_result(name, &value, &al)} {target} {source}</div> }.into_any()
        })
        .collect();
    if told.is_empty() { money::missing(lang) } else { told.collect_view().into_any() }
}

/// Type, number, date, day of publication, subject, link: as annex 4 of circular 9/2022 names them.
fn acts_table(scene: &Scene, id: &str, caption: &str, deeds: &[Deed<'_>]) -> AnyView {
    let lang = scene.lang;
    let heads = vec![
        Head::text(lang.pnrr_column_kind()),
        Head::text(lang.pnrr_column_number()),
        Head::text(lang.pnrr_column_date()),
        Head::text(lang.pnrr_column_published()),
        Head::text(lang.pnrr_column_subject()),
        Head::text(lang.pnrr_column_link()),
    ];
    let rows = deeds
        .iter()
        .map(|deed| {
            let source = money::source(lang, &scene.catalogue, deed.source(), None);
            let date = money::when(lang, deed.date());
            let cells = match deed {
                Deed::Recorded(act) => {
                    let number = match act.number.as_deref() {
                        Some(number) => verbatim::italian(lang, number),
                        None => money::missing(lang),
                    };
                    let link = match act.link.as_deref().and_then(pieces::web) {
                        // Alone, "open the document" would not say which one.
                        Some(href) => {
                            let which = pieces::act_name(act);
                            view! { <a href=href>{lang.project_note_link()}<span class="visually-hidden">": " {which}</span></a> }
                                .into_any()
                        }
                        None => money::missing(lang),
                    };
                    let subject = verbatim::italian(lang, &act.subject);
                    vec![
                        verbatim::italian(lang, &act.kind),
                        number,
                        date,
                        money::when(lang, act.published_on),
                        view! { {subject} {source} }.into_any(),
                        link,
                    ]
                }
                Deed::Decree { words, call, .. } => {
                    let number = match words {
                        Some(words) => verbatim::italian(lang, words),
                        None => money::missing(lang),
                    };
                    vec![
                        lang.phase(Phase::Decree).into_any(),
                        number,
                        date,
                        money::missing(lang),
                        view! { {lang.pnrr_act_decides(call)} {source} }.into_any(),
                        money::missing(lang),
                    ]
                }
            };
            Row::new(cells)
        })
        .collect();
    table(lang, id, caption.to_owned(), heads, rows, None)
}

/// The same as rows of a file: one an act, and one for a project of which no act is known. Unknown is empty.
#[must_use]
pub fn rows(scene: &Scene) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let head = vec![
        "ente",
        "progetto",
        "titolo",
        "missione",
        "componente",
        "misura",
        "submisura",
        "titolare",
        "cup",
        "descrizione",
        "importo_pnrr",
        "importi_non_noti",
        "avvisi",
        "stato",
        "al",
        "atto_tipo",
        "atto_numero",
        "atto_data",
        "atto_pubblicato",
        "atto_oggetto",
        "atto_link",
        "atto_fonte",
    ];
    let lang = scene.lang;
    let text = |t: Option<&str>| t.unwrap_or_default().to_owned();
    let mut out = vec![];
    for sheet in sheets(&scene.portfolio, &scene.catalogue) {
        let p = sheet.project;
        let project = vec![
            scene.ipa().to_string(),
            p.slug.to_string(),
            scene.title(&p.title, p.title_en.as_deref()).to_owned(),
            sheet.place.map(|place| place.mission.to_string()).unwrap_or_default(),
            sheet.place.map(|place| place.component.to_string()).unwrap_or_default(),
            sheet.code.as_ref().map(ToString::to_string).unwrap_or_default(),
            text(sheet.measure.and_then(|m| m.submeasure.as_deref())),
            text(sheet.measure.and_then(|m| m.holder.as_deref())),
            p.cups.iter().map(|c| c.as_str().to_owned()).collect::<Vec<_>>().join(" "),
            p.what.as_deref().map(|what| lang.pick(what, p.what_en.as_deref()).to_owned()).unwrap_or_default(),
            sheet.granted.amount().map(domain::amount::Amount::plain).unwrap_or_default(),
            sheet.granted.unknown.to_string(),
            p.applications.iter().map(|a| a.key.call.as_str()).collect::<Vec<_>>().join(" | "),
            lang.status(p.standing.status).to_owned(),
            scene.portfolio.today.to_string(),
        ];
        let iso = |w: Option<When>| w.map(When::iso).unwrap_or_default();
        let acts: Vec<Vec<String>> = sheet
            .deeds
            .iter()
            .map(|deed| match deed {
                Deed::Recorded(act) => vec![
                    act.kind.clone(),
                    text(act.number.as_deref()),
                    iso(act.date),
                    iso(act.published_on),
                    act.subject.clone(),
                    text(act.link.as_deref()),
                    text(deed.source()),
                ],
                Deed::Decree { words, call, .. } => vec![
                    lang.phase(Phase::Decree).to_owned(),
                    text(*words),
                    iso(deed.date()),
                    String::new(),
                    lang.pnrr_act_decides(call),
                    String::new(),
                    text(deed.source()),
                ],
            })
            .collect();
        if acts.is_empty() {
            out.push([project, vec![String::new(); 7]].concat());
        } else {
            out.extend(acts.into_iter().map(|act| [project.clone(), act].concat()));
        }
    }
    (head, out)
}
