//! Tables that stay tables when they become cards on a phone, and the pager under them.

use crate::paths;
use leptos::prelude::*;
use words::Lang;

/// A column's head.
pub struct Head {
    /// Its name.
    pub name: String,
    /// Numbers, aligned right.
    pub number: bool,
    /// Address that sorts by it, and the order it is in now: "ascending", "descending".
    pub sort: Option<(String, Option<&'static str>)>,
}

impl Head {
    /// A column of words.
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), number: false, sort: None }
    }

    /// A column of numbers.
    pub fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), number: true, sort: None }
    }

    /// Makes its head a link that sorts.
    #[must_use]
    pub fn sorted(mut self, href: String, order: Option<&'static str>) -> Self {
        self.sort = Some((href, order));
        self
    }
}

/// A row: the first cell names it.
pub struct Row {
    /// For links to it.
    pub id: Option<String>,
    /// One per column.
    pub cells: Vec<AnyView>,
}

impl Row {
    /// A row.
    #[must_use]
    pub fn new(cells: Vec<AnyView>) -> Self {
        Self { id: None, cells }
    }

    /// With an id that a link can point to.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// A whole table in its scrolling region. `id` must be unique in the page; `foot` are the totals, one cell per column.
pub fn table(lang: Lang, id: &str, caption: String, heads: Vec<Head>, rows: Vec<Row>, foot: Option<Vec<AnyView>>) -> AnyView {
    let caption_id = format!("{id}-caption");
    let labelled = caption_id.clone();
    let names: Vec<(String, bool)> = heads.iter().map(|h| (h.name.clone(), h.number)).collect();
    let head = heads
        .into_iter()
        .map(|h| {
            let class = if h.number { "num" } else { "" };
            let (order, inner) = match h.sort {
                None => (None, view! { {h.name.clone()} }.into_any()),
                Some((href, order)) => {
                    let label = lang.sort_by(&h.name.to_lowercase());
                    (order, view! { <a href=href title=label>{h.name.clone()}</a> }.into_any())
                }
            };
            view! { <th role="columnheader" scope="col" class=class aria-sort=order>{inner}</th> }
        })
        .collect_view();
    let line = move |cells: Vec<AnyView>, id: Option<String>, names: &[(String, bool)]| {
        let cells = cells
            .into_iter()
            .enumerate()
            .map(|(i, cell)| {
                let (label, number) = names.get(i).cloned().unwrap_or_default();
                if i == 0 {
                    view! { <th role="rowheader" scope="row">{cell}</th> }.into_any()
                } else {
                    view! { <td role="cell" class=if number { "num" } else { "" } data-label=label>{cell}</td> }.into_any()
                }
            })
            .collect_view();
        view! { <tr role="row" id=id>{cells}</tr> }
    };
    let body = rows.into_iter().map(|r| line(r.cells, r.id, &names)).collect_view();
    let foot = foot.map(|cells| view! { <tfoot role="rowgroup">{line(cells, None, &names)}</tfoot> });
    view! {
        <div class="tg-scroll" tabindex="0" role="region" aria-labelledby=labelled>
            <table class="tg-table tg-table--stack" role="table" id=id.to_owned()>
                <caption id=caption_id>{caption}</caption>
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup">{body}</tbody>
                {foot}
            </table>
        </div>
    }
    .into_any()
}

/// Links to the pages of a list. `at` counts from 1.
pub fn pager(lang: Lang, path: &str, pairs: &[(String, String)], at: usize, pages: usize) -> AnyView {
    if pages <= 1 {
        return ().into_any();
    }
    let href = |n: usize| {
        let n = n.to_string();
        let mut all: Vec<(&str, &str)> =
            pairs.iter().filter(|(name, _)| name != "pagina").map(|(a, b)| (a.as_str(), b.as_str())).collect();
        all.push(("pagina", n.as_str()));
        paths::with_query(path, &all)
    };
    let previous = (at > 1).then(|| view! { <li><a href=href(at - 1) rel="prev">{lang.previous()}</a></li> });
    let next = (at < pages).then(|| view! { <li><a href=href(at + 1) rel="next">{lang.next()}</a></li> });
    view! {
        <nav class="tg-pager" aria-label=lang.pages()>
            <ul>{previous} <li><span aria-current="page">{lang.page_n_of(at, pages)}</span></li> {next}</ul>
        </nav>
    }
    .into_any()
}
