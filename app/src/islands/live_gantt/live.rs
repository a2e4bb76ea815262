//! The browser's side: fetch, window of rows, keyboard, search.

use crate::gantt::{
    drawing::{self, escape},
    group::{self, Item},
    layout::{self, Scale, Zoom},
    row::{self, Day, GanttRow},
};
use leptos::{ev, html, prelude::*, task::spawn_local};
use std::fmt::Write as _;
use wasm_bindgen::{JsCast, JsValue};
use words::Lang;

/// Height of a row, be it a project's or a heading, fixed so that only the rows in sight need to exist.
const ROW: i32 = 56;
/// Rows drawn beyond the edge, so that scrolling shows no gap.
const SPARE: usize = 6;

async fn fetch(source: &str) -> Result<Vec<GanttRow>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: web_sys::Response = wasm_bindgen_futures::JsFuture::from(window.fetch_with_str(source)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let text = wasm_bindgen_futures::JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    serde_json::from_str(&text).map_err(|e| JsValue::from_str(&e.to_string()))
}

fn put_away_static(away: bool) {
    let found = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("gantt-static"));
    if let Some(element) = found {
        let _ = if away { element.set_attribute("hidden", "") } else { element.remove_attribute("hidden") };
    }
}

/// Ids of rows are the projects' slugs: letters, digits and dashes.
fn row_id(id: &str) -> String {
    format!("live-{id}")
}

pub fn live(source: String, english: bool, first_scale: Scale, today: Day, past: bool) -> impl IntoView {
    let lang = if english { Lang::En } else { Lang::It };
    let rows: RwSignal<Vec<GanttRow>> = RwSignal::new(vec![]);
    let failed = RwSignal::new(false);
    let words = RwSignal::new(String::new());
    let scale = RwSignal::new(first_scale);
    // Place in `rows` of the project that was chosen: the same project, whatever the search leaves around it.
    let chosen: RwSignal<Option<usize>> = RwSignal::new(None);
    let top = RwSignal::new(0i32);
    let height = RwSignal::new(560i32);
    let region: NodeRef<html::Div> = NodeRef::new();

    spawn_local(async move {
        match fetch(&source).await {
            Ok(fetched) if !fetched.is_empty() => {
                rows.set(fetched);
                put_away_static(true);
            }
            Ok(_) => {}
            Err(_) => failed.set(true),
        }
    });

    let groups = Memo::new(move |_| rows.with(|rows| group::groups(rows)));
    // Rows that the search leaves, under the headings of their groups.
    let items = Memo::new(move |_| {
        let wanted: Vec<String> = words.get().to_lowercase().split_whitespace().map(str::to_owned).collect();
        groups.with(|groups| {
            rows.with(|rows| {
                group::items(groups, |at| {
                    rows.get(at).is_some_and(|r| {
                        let text = format!("{} {} {}", r.title, r.measure, r.status).to_lowercase();
                        wanted.iter().all(|w| text.contains(w))
                    })
                })
            })
        })
    });
    // The projects among them, in the order of the screen, as places in `rows`.
    let shown = Memo::new(move |_| {
        let row = |item: &Item| match item {
            Item::Row(at) => Some(*at),
            Item::Group { .. } => None,
        };
        items.with(|items| items.iter().filter_map(row).collect::<Vec<_>>())
    });
    // The chosen project, or the first where the search has taken the chosen one away.
    let current = Memo::new(move |_| {
        let wished = chosen.get();
        shown.with(|shown| wished.filter(|w| shown.contains(w)).or_else(|| shown.first().copied()))
    });
    // The slice of the items in sight.
    let window = Memo::new(move |_| {
        let count = items.with(Vec::len);
        let first = usize::try_from(top.get().max(0) / ROW).unwrap_or(0).saturating_sub(SPARE);
        let many = usize::try_from(height.get().max(ROW) / ROW).unwrap_or(10) + 2 * SPARE;
        (first.min(count), (first + many).min(count))
    });

    let measure = move || {
        if let Some(element) = region.get_untracked() {
            top.set(element.scroll_top());
            height.set(element.client_height());
        }
    };
    // Scrolls as little as brings a project's row in sight, with its heading if it is the first under it.
    let in_sight = move |row: usize| {
        let found = items.with_untracked(|items| {
            let place = items.iter().position(|item| *item == Item::Row(row))?;
            let above = place.checked_sub(1).filter(|a| matches!(items.get(*a), Some(Item::Group { .. })));
            Some((above.unwrap_or(place), place))
        });
        if let (Some(element), Some((first, place))) = (region.get_untracked(), found) {
            let y = |place: usize| i32::try_from(place).unwrap_or(0) * ROW;
            if y(first) < element.scroll_top() {
                element.set_scroll_top(y(first));
            } else if y(place + 2) > element.scroll_top() + element.client_height() {
                element.set_scroll_top(y(place + 2) - element.client_height());
            }
        }
        measure();
    };
    let focus_row = move |row: usize| {
        chosen.set(Some(row));
        in_sight(row);
        // The row may only now come into being, so it is focused after the next drawing.
        request_animation_frame(move || {
            let id = rows.with_untracked(|r| r.get(row).map(|r| row_id(&r.id)));
            let found = id.and_then(|id| web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(&id)));
            if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = element.focus();
            }
        });
    };
    // Drawing replaces the rows, the focused one too: whoever was on it stays on it.
    let keep_focus = move || {
        let inside = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.active_element())
            .is_some_and(|e| e.closest("tr[data-at]").ok().flatten().is_some());
        if let Some(row) = current.get_untracked().filter(|_| inside) {
            focus_row(row);
        }
    };
    // Zooming keeps the day in the middle where it is.
    let zoom_to = move |zoom: Zoom| {
        keep_focus();
        let before = scale.get_untracked();
        let middle = region.get_untracked().map(|e| (e.scroll_left() + e.client_width() / 2, e.client_width()));
        scale.set(Scale { zoom, ..before });
        if let (Some(element), Some((x, client))) = (region.get_untracked(), middle) {
            let after = Scale { zoom, ..before };
            let x = i64::from(x) * i64::from(after.width()) / i64::from(before.width().max(1));
            let left = i32::try_from(x).unwrap_or(0) - client / 2;
            request_animation_frame(move || element.set_scroll_left(left.max(0)));
        }
    };
    let go_today = move || {
        if let Some(element) = region.get_untracked() {
            // The axis begins where the columns of words end.
            let axis = element.query_selector(".tg-gantt__axis").ok().flatten();
            let columns = axis.and_then(|a| a.dyn_into::<web_sys::HtmlElement>().ok()).map_or(0, |a| a.offset_left());
            let left = columns + scale.get_untracked().x(today) - element.client_width() / 2;
            element.set_scroll_left(left.max(0));
        }
    };
    let open = move || {
        let href = current.get_untracked().and_then(|i| rows.with_untracked(|r| r.get(i).map(|r| r.href.clone())));
        if let (Some(href), Some(window)) = (href, web_sys::window()) {
            let _ = window.location().set_href(&href);
        }
    };
    let on_key = move |e: ev::KeyboardEvent| {
        if e.ctrl_key() || e.meta_key() || e.alt_key() {
            return;
        }
        // Steps go from project to project: headings are passed over.
        let now = current.get_untracked();
        let last = shown.with_untracked(Vec::len).saturating_sub(1);
        let at = shown.with_untracked(|s| s.iter().position(|row| Some(*row) == now)).unwrap_or(0);
        let go = |to: usize| {
            if let Some(row) = shown.with_untracked(|s| s.get(to.min(last)).copied()) {
                focus_row(row);
            }
        };
        let page = usize::try_from(height.get_untracked() / ROW).unwrap_or(10).max(1);
        let pan = |by: i32| {
            if let Some(element) = region.get_untracked() {
                element.set_scroll_left((element.scroll_left() + by).max(0));
            }
        };
        match e.key().as_str() {
            "ArrowDown" => go(at + 1),
            "ArrowUp" => go(at.saturating_sub(1)),
            "PageDown" => go(at + page),
            "PageUp" => go(at.saturating_sub(page)),
            "Home" => go(0),
            "End" => go(last),
            "ArrowRight" => pan(120),
            "ArrowLeft" => pan(-120),
            "+" | "=" => zoom_to(scale.get_untracked().zoom.step(true)),
            "-" => zoom_to(scale.get_untracked().zoom.step(false)),
            "t" | "T" => go_today(),
            "Enter" => open(),
            _ => return,
        }
        e.prevent_default();
    };

    let ticks = Memo::new(move |_| layout::ticks(scale.get()));
    let today_x = move || {
        let s = scale.get();
        (today >= s.from && today <= s.to).then(|| s.x(today))
    };
    // One string a drawing: rows in sight only, so its size does not grow with the number of rows. A string of all of the table,
    // for a phone has to fetch the code of every kind of element that is built otherwise.
    let table = move || {
        let (first, last) = window.get();
        let (scale, today_x, current) = (scale.get(), today_x(), current.get());
        let count = items.with(Vec::len);
        let day_name = if past { domain::when::civil(row::date(today)) } else { lang.today().to_owned() };
        let mut out = format!(
            r#"<table class="tg-gantt__table" role="treegrid" aria-label="{label}" aria-describedby="live-help" aria-rowcount="{rows}"><thead role="rowgroup"><tr role="row" aria-rowindex="1"><th role="columnheader" scope="col">{project}</th><th role="columnheader" scope="col" class="num">{granted}</th><th role="columnheader" scope="col">{status}</th><th role="columnheader" scope="col" class="tg-gantt__axis"><span class="visually-hidden">{time}</span><span>{axis}</span></th></tr></thead><tbody role="rowgroup">"#,
            label = escape(lang.live_label()),
            rows = count + 1,
            project = escape(lang.column_project()),
            granted = escape(lang.column_granted()),
            status = escape(lang.column_status()),
            time = escape(lang.schedule_time()),
            axis = ticks.with(|t| drawing::axis(t, today_x, scale, &day_name)),
        );
        let _ =
            write!(out, r#"<tr aria-hidden="true"><td colspan="4" class="tg-live__space" height="{}"></td></tr>"#, first * 56);
        ticks.with(|ticks| {
            let blank = drawing::blank(ticks, today_x, scale);
            items.with(|items| {
                groups.with(|groups| {
                    rows.with(|rows| {
                        for (place, item) in items.iter().enumerate().take(last).skip(first) {
                            match *item {
                                Item::Group { group, count } => {
                                    if let Some(group) = groups.get(group) {
                                        heading(&mut out, &group.heading(lang, count), place, &blank);
                                    }
                                }
                                Item::Row(at) => {
                                    if let Some(row) = rows.get(at) {
                                        one(&mut out, row, place, current == Some(at), ticks, today_x, scale);
                                    }
                                }
                            }
                        }
                    });
                });
            });
        });
        let _ = write!(
            out,
            r#"<tr aria-hidden="true"><td colspan="4" class="tg-live__space" height="{}"></td></tr>"#,
            (count - last) * 56
        );
        out.push_str("</tbody></table>");
        out
    };
    let detail = move || {
        // All that the static row tells, the deadline too.
        let told = |row: &GanttRow| {
            let due = if row.deadline.is_empty() { String::new() } else { format!(" {}.", lang.due_by(&row.deadline)) };
            format!("{}{due}", row.sentence().trim_end_matches('.').to_owned() + ".")
        };
        let sentence = current.get().and_then(|i| rows.with(|r| r.get(i).map(told))).unwrap_or_default();
        format!("<strong>{}: </strong>{}", escape(lang.live_detail()), escape(&sentence))
    };
    let search = format!(r#"<label class="form-label" for="live-q">{}</label>"#, escape(lang.live_search()));
    let zoom_button = move |zoom: Zoom, label: &'static str| {
        view! {
            <button
                type="button"
                class="btn btn-outline-primary btn-sm"
                aria-pressed=move || (scale.get().zoom == zoom).to_string()
                on:click=move |_| zoom_to(zoom)
            >
                {label}
            </button>
        }
    };

    view! {
        <Show when=move || failed.get()>
            <p class="tg-note" role="status">{lang.live_failed()}</p>
        </Show>
        <Show when=move || rows.with(|r| !r.is_empty())>
            <div class="tg-toolbar" role="group" aria-label=lang.live_label()>
                <div>
                    <div inner_html=search.clone()></div>
                    <input
                        class="form-control"
                        type="search"
                        id="live-q"
                        maxlength="100"
                        on:input=move |e| {
                            words.set(event_target_value(&e));
                            // Only what is drawn can be scrolled to.
                            request_animation_frame(move || match current.get_untracked() {
                                Some(row) => in_sight(row),
                                None => measure(),
                            });
                        }
                    />
                </div>
                <div class="tg-toolbar__group" role="group" aria-label=lang.schedule_zoom()>
                    {zoom_button(Zoom::Year, lang.zoom_years())} {zoom_button(Zoom::Quarter, lang.zoom_quarters())}
                    {zoom_button(Zoom::Month, lang.zoom_months())}
                    <button type="button" class="btn btn-outline-primary btn-sm" on:click=move |_| go_today()>
                        {if past { lang.as_of_live() } else { lang.live_today() }}
                    </button>
                </div>
                <p class="tg-count" role="status">
                    {move || match shown.with(Vec::len) {
                        1 => lang.live_row(rows.with(Vec::len)),
                        n => lang.live_rows(n, rows.with(Vec::len)),
                    }}
                </p>
            </div>
            <p class="tg-hint" id="live-help">{lang.live_help()}</p>
            <div
                class="tg-scroll tg-gantt tg-scroll--tall tg-live"
                role="region"
                aria-label=lang.live_label()
                // Rows carry the tab stop; without any, the region itself must be reachable.
                tabindex=move || if shown.with(Vec::is_empty) { "0" } else { "-1" }
                node_ref=region
                on:scroll=move |_| measure()
                on:keydown=on_key
                on:click=move |e: ev::MouseEvent| {
                    let target = e.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                    let place = target.and_then(|t| t.closest("tr[data-at]").ok().flatten()).and_then(|r| r.get_attribute("data-at"));
                    let place: Option<usize> = place.and_then(|p| p.parse().ok());
                    if let Some(Item::Row(row)) = place.and_then(|p| items.with_untracked(|items| items.get(p).copied())) {
                        focus_row(row);
                    }
                }
                inner_html=table
            ></div>
            <p class="tg-live__detail" role="status" inner_html=detail></p>
        </Show>
    }
}

/// The heading of a group, as the static table writes it, with the roles of a treegrid. It is no place for the focus.
fn heading(out: &mut String, name: &str, place: usize, blank: &str) {
    let _ = write!(
        out,
        r#"<tr role="row" class="tg-gantt__group tg-live__row" aria-rowindex="{index}" aria-level="1"><th role="rowheader" scope="rowgroup" colspan="3" aria-colspan="3">{name}</th><td role="gridcell" class="tg-gantt__cell">{blank}</td></tr>"#,
        index = place + 2,
        name = escape(name),
    );
}

/// One row, as the static table writes it, with the roles of a treegrid.
fn one(out: &mut String, row: &GanttRow, place: usize, chosen: bool, ticks: &[layout::Tick], today_x: Option<i32>, scale: Scale) {
    let laid = layout::row(row, scale);
    let svg = drawing::cell(&laid, ticks, today_x, scale, &row.dates);
    // The measure is the heading of the group, but for those that stand apart because they have no dates.
    let code = if row.measure.is_empty() || !row.is_undated() {
        String::new()
    } else {
        format!(r#" <span class="tg-chip">{}</span>"#, escape(&row.measure))
    };
    let _ = write!(
        out,
        r#"<tr role="row" class="tg-live__row{undated}" id="{id}" data-at="{place}" aria-rowindex="{index}" aria-level="2" aria-selected="{chosen}" tabindex="{tab}"><th role="rowheader" scope="row"><a href="{href}" tabindex="-1">{title}</a>{code}</th><td role="gridcell" class="num">{granted}</td><td role="gridcell">{status} <span class="tg-note">{note}</span></td><td role="gridcell" class="tg-gantt__cell">{svg}</td></tr>"#,
        id = escape(&row_id(&row.id)),
        undated = if row.is_undated() { " tg-gantt__undated" } else { "" },
        index = place + 2,
        tab = if chosen { 0 } else { -1 },
        href = escape(&row.href),
        title = escape(&row.title),
        granted = escape(&row.granted),
        status = drawing::status(&row.tone, &row.status),
        note = escape(&row.note),
    );
}
