//! What is new as an Atom feed (RFC 4287).

use app::{
    pages::{Scene, home::changes},
    paths,
};
use chrono::{NaiveDate, SecondsFormat};
use domain::{
    portfolio::{Change, ChangeWhat},
    when::rome_midnight,
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use std::{collections::HashMap, io};

/// The newest so many changes: a program that asks once a week misses nothing.
pub const NEWEST: usize = 50;

/// Names are made under the host that people reach the site by. Where nobody has said which, under one that can be nobody's
/// (RFC 2606).
const NOBODY: &str = "traguardi.invalid";
/// From when on names of this form are given (RFC 4151): part of every name, so it never changes.
const SINCE: &str = "2026-01-01";

/// The changes as a feed, in the language of the scene.
///
/// # Errors
/// Where the text can't be written.
pub fn feed(scene: &Scene, changes: &[Change]) -> io::Result<Vec<u8>> {
    let lang = scene.lang;
    let ente = scene.portfolio.ente.name.as_str();
    let newest = changes.iter().take(NEWEST).map(|c| c.known).max().unwrap_or(scene.portfolio.today);
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
            // Two changes that read alike are told apart by their order, which is that of the facts.
            let mut alike: HashMap<String, usize> = HashMap::new();
            for change in changes.iter().take(NEWEST) {
                let mut key = key(change);
                let times = alike.entry(key.clone()).or_default();
                *times += 1;
                if *times > 1 {
                    key = format!("{key}.{times}");
                }
                entry(out, scene, change, &name(scene, &key))?;
            }
            Ok(())
        })?;
    Ok(out.into_inner())
}

fn entry(out: &mut Writer<Vec<u8>>, scene: &Scene, change: &Change, id: &str) -> io::Result<()> {
    let lang = scene.lang;
    let title = scene.title(&change.title, change.title_en.as_deref());
    let page = super::in_language(scene, &paths::project(scene.ipa(), &change.project));
    out.create_element("entry").write_inner_content(|out| {
        text(out, "id", id)?;
        text(out, "title", &format!("{title}: {}", changes::what(lang, &change.what)))?;
        text(out, "updated", &instant(change.known))?;
        link(out, "alternate", "text/html", &page)?;
        text(out, "summary", &changes::known(lang, change))
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

/// A fact has a day and no hour: its first instant in Rome.
fn instant(day: NaiveDate) -> String {
    rome_midnight(day).to_rfc3339_opts(SecondsFormat::Secs, true)
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
