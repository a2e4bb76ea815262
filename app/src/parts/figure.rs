//! A figure: the finding as its heading, the drawing, a sentence, the whole table, and both to take away.

use leptos::prelude::*;
use words::Lang;

/// A figure. `svg` is a whole `<svg>` element that the chart room drew from our own series, with every text escaped.
pub fn figure(
    lang: Lang,
    finding: String,
    svg: String,
    summary: String,
    table: AnyView,
    csv: Option<String>,
    download: Option<String>,
) -> AnyView {
    let name = finding.clone();
    let csv = csv.map(|href| view! { <li><a href=href download="">{lang.download_csv()}</a></li> });
    let svg_link = download.map(|href| view! { <li><a href=href download="">{lang.download_svg()}</a></li> });
    view! {
        <figure class="tg-figure">
            <h2>{finding}</h2>
            <div class="tg-scroll" tabindex="0" role="region" aria-label=name inner_html=svg></div>
            <p class="tg-figure__summary">{summary}</p>
            <details class="tg-details"><summary>{lang.full_table()}</summary>{table}</details>
            <ul class="tg-downloads">{csv} {svg_link}</ul>
        </figure>
    }
    .into_any()
}
