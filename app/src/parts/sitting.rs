//! What stands around a page that a sitting was shown: which sitting, which day, which seal.

use crate::{parts::qr, paths, visit::Given};
use domain::{
    records::Sitting,
    sitting::{Cover, Frozen},
};
use leptos::prelude::*;
use words::Lang;

/// The sitting, its two days, when it was frozen, what it corrects or is corrected by, and the ways on.
pub fn line(given: &Given, frozen: &Frozen, corrected: &[u32]) -> AnyView {
    let lang = given.visit.lang;
    let cover = &frozen.cover;
    let ipa = &cover.ente;
    let member = given.member.as_ref().is_some_and(|m| m.belongs(ipa));
    let annex = (member && frozen.annex.is_some()).then(|| {
        let href = format!("{}/{}", paths::situation(ipa, cover.number), paths::ANNEX);
        view! { " · " <a href=href>{lang.frozen_annex()}</a> }
    });
    let stage = format!("{}/{}", paths::situation(ipa, cover.number), paths::STAGE);
    let number = format!("n. {}", cover.number);
    let compare = paths::written(&format!("/{ipa}/{}", paths::COMPARE), &[("da", number.as_str()), ("a", "oggi")]);
    let corrected = corrected
        .iter()
        .map(|n| {
            view! { <p class="tg-field-error">{lang.frozen_corrected(*n)} ": " <a href=paths::situation(ipa, *n)>{lang.frozen_name(*n)}</a></p> }
        })
        .collect_view();
    view! {
        <section class="tg-asof tg-asof--past tg-asof--frozen" aria-label=lang.frozen_label()>
            <div class="tg-container">
                <p class="tg-asof__date">
                    <strong>{lang.sitting_name(&cover.sitting)}</strong> " · " {lang.frozen_situation(cover)} " · "
                    <a href=paths::live(ipa)>{lang.frozen_back()}</a>
                </p>
                <p class="tg-asof__perimeter">
                    {lang.frozen_name(cover.number)} ". " {lang.frozen_at(&lang.moment_of(cover.frozen_at))} " "
                    {corrects(lang, cover)} " " {lang.short_seal(frozen)} " · " <a href=paths::sittings(ipa)>{lang.frozen_all()}</a> " · " <a href=stage>{lang.stage_nav()}</a> " · "
                    <a href=compare>{lang.compare_to_link()}</a> {annex}
                </p>
                {corrected}
            </div>
        </section>
    }
    .into_any()
}

/// Which earlier one it corrects, and why.
pub fn corrects(lang: Lang, cover: &Cover) -> AnyView {
    match &cover.corrects {
        None => ().into_any(),
        Some(c) => view! { {lang.frozen_corrects(c.number, &c.reason)} }.into_any(),
    }
}

/// The seal in full, as text and as a code to scan, below every frozen page and on its print.
pub fn seal(given: &Given, frozen: &Frozen) -> AnyView {
    let lang = given.visit.lang;
    let cover = &frozen.cover;
    let own = paths::situation(&cover.ente, cover.number);
    let said = match &given.settings.origin {
        Some(origin) => format!("{origin}{own}#sha256-{}", frozen.seal),
        None => format!("sha256:{}", frozen.seal),
    };
    let href = format!("{own}/{}/{DOCUMENT}", paths::FILE);
    view! {
        <aside class="tg-seal" aria-labelledby="sigillo">
            <div class="tg-container">
                <div class="tg-seal__text">
                    <h2 id="sigillo">{lang.seal_title()}</h2>
                    <p><code>{frozen.seal.clone()}</code></p>
                    <p>{lang.seal_text()}</p>
                    <p><a href=href download="">{lang.frozen_document()}</a></p>
                </div>
                {qr::qr(&said, lang.seal_qr())}
            </div>
        </aside>
    }
    .into_any()
}

/// Name of the document as a file.
pub const DOCUMENT: &str = "documento.json";

/// Body, day and agenda of a sitting, with the way to its minutes.
pub fn told(lang: Lang, sitting: &Sitting) -> AnyView {
    let agenda = sitting.agenda.clone().map(|text| {
        view! { <span class="tg-note">{lang.sitting_agenda()} ": " <span lang="it">{text}</span></span> }
    });
    let minutes = sitting.minutes.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")).map(|url| {
        view! { <span class="tg-note"><a href=url>{lang.sitting_minutes()}</a></span> }
    });
    view! { {lang.sitting_name(sitting)} {agenda} {minutes} }.into_any()
}
