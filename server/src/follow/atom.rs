//! What is new as an Atom feed (RFC 4287): what has changed of the projects, sittings, and what they were shown.

use app::{
    pages::{Scene, home::changes},
    paths,
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    fact::Fact,
    portfolio::{Change, ChangeWhat},
    records::Sitting,
    sitting::Frozen,
    when::rome_midnight,
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::{cmp::Reverse, collections::HashMap, io};

/// The newest so many things: a program that asks once a week misses nothing.
pub const NEWEST: usize = 50;

/// Names are made under the host that people reach the site by. Where nobody has said which, under one that can be nobody's
/// (RFC 2606).
const NOBODY: &str = "traguardi.invalid";
/// From when on names of this form are given (RFC 4151): part of every name, so it never changes.
const SINCE: &str = "2026-01-01";

/// Something new.
enum News<'a> {
    /// Of a project.
    Change(&'a Change),
    /// A sitting was announced.
    Sitting(&'a Fact<Sitting>),
    /// What a sitting was shown was frozen.
    Frozen(&'a Frozen),
}

impl News<'_> {
    /// When it came to be known. What has a day and no hour did in its first instant in Rome.
    fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Change(change) => rome_midnight(change.known),
            Self::Sitting(sitting) => rome_midnight(sitting.provenance.known),
            Self::Frozen(frozen) => frozen.cover.frozen_at,
        }
    }

    /// What tells it from every other one of its ente.
    fn key(&self) -> String {
        match self {
            Self::Change(change) => key(change),
            // Another day is other news.
            Self::Sitting(sitting) => format!("seduta.{}.{}", sitting.number, sitting.held_on),
            Self::Frozen(frozen) => format!("situazione.{}", frozen.cover.number),
        }
    }
}

/// The news as a feed, in the language of the scene.
///
/// # Errors
/// Where the text can't be written.
pub fn feed(scene: &Scene, changes: &[Change], frozen: &[Frozen]) -> io::Result<Vec<u8>> {
    let lang = scene.lang;
    let ente = scene.portfolio.ente.name.as_str();
    let mut news: Vec<News<'_>> = changes.iter().map(News::Change).collect();
    news.extend(scene.sittings.iter().map(News::Sitting));
    news.extend(frozen.iter().map(News::Frozen));
    news.sort_by_key(|n| Reverse(n.at()));
    news.truncate(NEWEST);
    let newest = news.first().map_or_else(|| rome_midnight(scene.portfolio.today), News::at);
    let own = super::in_language(scene, &format!("/{}/{}", scene.ipa(), paths::NEWS));
    let page = super::in_language(scene, &format!("/{}", scene.ipa()));
    let mut out = Writer::new(vec![]);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    out.create_element("feed")
        .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.code())])
        .write_inner_content(|out| {
            text(out, "id", &name(scene, "novita"))?;
            text(out, "title", &lang.news_title(ente))?;
            text(out, "subtitle", lang.news_subtitle())?;
            text(out, "updated", &instant(newest))?;
            out.create_element("author").write_inner_content(|out| text(out, "name", ente))?;
            link(out, "self", "application/atom+xml", &own)?;
            link(out, "alternate", "text/html", &page)?;
            text(out, "generator", lang.product())?;
            // Two that read alike are told apart by their order, which is that of the facts.
            let mut alike: HashMap<String, usize> = HashMap::new();
            for one in &news {
                let mut key = one.key();
                let times = alike.entry(key.clone()).or_default();
                *times += 1;
                if *times > 1 {
                    key = format!("{key}.{times}");
                }
                entry(out, scene, one, &name(scene, &key))?;
            }
            Ok(())
        })?;
    Ok(out.into_inner())
}

fn entry(out: &mut Writer<Vec<u8>>, scene: &Scene, news: &News<'_>, id: &str) -> io::Result<()> {
    let lang = scene.lang;
    let (title, page, summary) = match news {
        News::Change(change) => {
            let title = scene.title(&change.title, change.title_en.as_deref());
            let page = super::in_language(scene, &paths::project(scene.ipa(), &change.project));
            (format!("{title}: {}", changes::what(lang, &change.what)), page, changes::known(lang, change))
        }
        News::Sitting(sitting) => {
            let agenda = sitting.agenda.clone().unwrap_or_default();
            (lang.news_sitting(&lang.sitting_name(sitting)), super::in_language(scene, &paths::sittings(scene.ipa())), agenda)
        }
        News::Frozen(frozen) => {
            let cover = &frozen.cover;
            let page = super::in_language(scene, &paths::situation(scene.ipa(), cover.number));
            let summary = format!("{}. {}", lang.frozen_situation(cover), lang.short_seal(frozen));
            (lang.news_frozen(cover.number, &lang.sitting_name(&cover.sitting)), page, summary)
        }
    };
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", id)?;
        text(out, "title", &title)?;
        text(out, "updated", &instant(news.at()))?;
        link(out, "alternate", "text/html", &page)?;
        text(out, "summary", &summary)
    })?;
    Ok(())
}

/// What tells a change from every other one of its ente: project, what happened, and the day of it. When it came to be known is
/// no part of it, but where nothing else has a day.
fn key(change: &Change) -> String {
    let what = match &change.what {
        ChangeWhat::State(state, on) => format!("stato.{}.{}", state.code(), on.unwrap_or(change.known)),
        ChangeWhat::Reached(phase, when) => format!("fatto.{}.{}", phase.code(), when.iso()),
        ChangeWhat::Moved(phase, due, _) => format!("termine.{}.{due}", phase.code()),
    };
    format!("{}.{what}", change.project)
}

/// `tag:traguardi.comune.example,2026-01-01:c_e472/it/novita`. Each language has names of its own: they are different texts.
fn name(scene: &Scene, what: &str) -> String {
    let origin = scene.given.settings.origin.as_deref();
    let host =
        origin.and_then(|o| o.split_once("://")).map_or(NOBODY, |(_, host)| host.split([':', '[']).next().unwrap_or_default());
    let host = if host.is_empty() { NOBODY } else { host };
    format!("tag:{},{SINCE}:{}/{}/{what}", host.to_ascii_lowercase(), scene.ipa(), scene.lang.code())
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn text(out: &mut Writer<Vec<u8>>, element: &str, value: &str) -> io::Result<()> {
    // XML has no form at all for most control characters, and for two code points that are none.
    let value: String = value.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    out.create_element(element).write_text_content(BytesText::new(&value))?;
    Ok(())
}

fn link(out: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    out.create_element("link").with_attributes([("rel", rel), ("type", kind), ("href", href)]).write_empty()?;
    Ok(())
}
