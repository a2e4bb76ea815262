//! The browser's side: pointer, keys and buttons on the board; the board on the page and in the fields.

use crate::{
    gantt::row::Day,
    plan::{
        board::{self, Board},
        effect::Effect as Change,
        moves::{self, Move},
        row::{PlanRow, place},
    },
};
use domain::{cell::Cell, phase::Mode, when::When};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, Node, SvgElement};
use words::Lang;

/// A handle that is being dragged.
#[derive(Clone, Copy)]
struct Drag {
    /// Of which row.
    at: usize,
    /// By which finger, pen or mouse.
    pointer: i32,
    /// Where it was taken.
    x: i32,
    /// The day from which it was taken.
    from: Day,
    /// The day at which it is.
    to: Day,
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|w| w.document())
}

fn by_id(id: &str) -> Option<Element> {
    document().and_then(|d| d.get_element_by_id(id))
}

fn field(row: &PlanRow) -> Option<HtmlInputElement> {
    by_id(&row.field).and_then(|e| e.dyn_into().ok())
}

fn read(text: &str) -> Result<Option<When>, domain::cell::Fault> {
    <Option<When> as Cell>::parse(text)
}

/// The element that an event came to.
fn target(event: &web_sys::Event) -> Option<Element> {
    event.target().and_then(|t| t.dyn_into().ok())
}

/// The nearest element around the target that has a row, with its row.
fn nearest(event: &web_sys::Event, selector: &str) -> Option<(Element, usize)> {
    let element = target(event)?.closest(selector).ok().flatten()?;
    let at = element.get_attribute("data-at")?.parse().ok()?;
    Some((element, at))
}

/// Handles are SVG and buttons HTML: both can have the focus.
fn focus(element: &Element) {
    if let Some(svg) = element.dyn_ref::<SvgElement>() {
        let _ = svg.focus();
    } else if let Some(html) = element.dyn_ref::<HtmlElement>() {
        let _ = html.focus();
    }
}

/// Shows a handle where it is now, or where a drag has it.
fn show(board: &Board, at: usize, expected: Option<When>) {
    let Some(handle) = board.handle(at, expected) else { return };
    if let Some(lever) = by_id(&board::lever_id(at)) {
        for (name, value) in [
            ("transform", board::transform(handle.x)),
            ("aria-valuenow", handle.at.to_string()),
            ("aria-valuetext", handle.value.clone()),
        ] {
            let _ = lever.set_attribute(name, &value);
        }
        if let Ok(Some(text)) = lever.query_selector("text") {
            text.set_text_content(Some(&handle.day));
        }
    }
    if let Some(value) = by_id(&board::value_id(at)) {
        value.set_text_content(Some(&handle.value));
    }
}

/// Writes what is expected into the fields that say something else.
fn fill(board: &Board) {
    for (at, row) in board.rows().iter().enumerate().filter(|(_, row)| row.moves()) {
        let now = board.now(at);
        if let Some(field) = field(row).filter(|f| read(&f.value()) != Ok(now)) {
            field.set_value(&now.map(|on| on.to_string()).unwrap_or_default());
        }
    }
}

/// The whole of it.
pub fn live(rows: Vec<PlanRow>, mode: Option<Mode>, today: Day, english: bool) -> impl IntoView {
    let lang = if english { Lang::En } else { Lang::It };
    // A form that came back holds what was typed, which may be no date yet.
    let typed = rows.iter().map(|row| field(row).and_then(|f| read(&f.value()).ok()).unwrap_or(row.forecast)).collect();
    let board = StoredValue::new(Board::new(lang, rows, typed, mode, today));
    let drag: StoredValue<Option<Drag>> = StoredValue::new(None);
    let chart: NodeRef<html::Div> = NodeRef::new();
    let said = RwSignal::new(String::new());
    let changes: RwSignal<Vec<Change>> = RwSignal::new(board.with_value(Board::effects));
    let ways = RwSignal::new((false, false));

    let draw = move || {
        if let Some(element) = chart.get_untracked() {
            // Whoever is on a handle or a button stays on it, or comes to the handle that took the button's place.
            let inside = |e: &Element| {
                let node: &Node = e;
                element.contains(Some(node))
            };
            let focused = document().and_then(|d| d.active_element()).filter(inside);
            let wanted = focused.map(|e| (e.id(), e.get_attribute("data-at")));
            board.with_value(|b| element.set_inner_html(&b.html()));
            if let Some((id, at)) = wanted {
                let instead = || at.as_deref().and_then(|at| element.query_selector(&format!("[data-at='{at}']")).ok().flatten());
                if let Some(found) = by_id(&id).or_else(instead) {
                    focus(&found);
                }
            }
        }
    };
    // After every change: handles, fields, what is said.
    let settle = move || {
        let anew = board.try_update_value(Board::redrawn).unwrap_or(true);
        if anew {
            draw();
        } else {
            board.with_value(|b| (0..b.rows().len()).for_each(|at| show(b, at, b.now(at))));
        }
        board.with_value(|b| {
            fill(b);
            changes.set(b.effects());
            ways.set(b.ways());
        });
    };
    let after = move |at: usize, changed: bool| {
        if changed {
            settle();
            said.set(board.with_value(|b| b.said(at)));
        }
    };
    let back = move |again: bool| {
        let changed = board.try_update_value(|b| if again { b.redo() } else { b.undo() }).unwrap_or(false);
        if changed {
            settle();
            let first = if again { lang.plan_redone() } else { lang.plan_undone() };
            let rest = changes.with_untracked(|c| c.iter().map(|c| c.text.clone()).collect::<Vec<_>>().join(" "));
            let rest = if rest.is_empty() { lang.plan_back().to_owned() } else { rest };
            said.set(format!("{first} {rest}"));
        }
    };
    let stop_drag = move || {
        if let Some(drag) = drag.try_update_value(Option::take).flatten() {
            board.with_value(|b| show(b, drag.at, b.now(drag.at)));
        }
    };

    let on_down = move |e: ev::PointerEvent| {
        if e.button() != 0 || !e.is_primary() {
            return;
        }
        let Some((handle, at)) = nearest(&e, ".tg-plan__handle") else { return };
        let Some(from) = board.with_value(|b| b.now(at)).map(place) else { return };
        // The browser would choose text, or scroll, instead.
        e.prevent_default();
        let _ = handle.set_pointer_capture(e.pointer_id());
        focus(&handle);
        drag.set_value(Some(Drag { at, pointer: e.pointer_id(), x: e.client_x(), from, to: from }));
    };
    let on_move = move |e: ev::PointerEvent| {
        let Some(held) = drag.get_value().filter(|d| d.pointer == e.pointer_id()) else { return };
        let to = board.with_value(|b| moves::dragged(held.from, e.client_x() - held.x, b.scale()));
        if to != held.to {
            drag.set_value(Some(Drag { to, ..held }));
            board.with_value(|b| show(b, held.at, Some(moves::on(to))));
        }
    };
    let on_up = move |e: ev::PointerEvent| {
        let Some(held) = drag.get_value().filter(|d| d.pointer == e.pointer_id()) else { return };
        drag.set_value(None);
        if held.to != held.from {
            let changed = board.try_update_value(|b| b.set(held.at, Some(moves::on(held.to)))).unwrap_or(false);
            after(held.at, changed);
        } else {
            // Dragged back: a month is a month again, and not its last day.
            board.with_value(|b| show(b, held.at, b.now(held.at)));
        }
    };
    let on_key = move |e: ev::KeyboardEvent| {
        if e.key() == "Escape" && drag.get_value().is_some() {
            e.prevent_default();
            stop_drag();
            return;
        }
        if e.ctrl_key() || e.meta_key() || e.alt_key() {
            return;
        }
        let Some((_, at)) = nearest(&e, ".tg-plan__handle") else { return };
        let Some(by) = moves::of_key(&e.key(), e.shift_key()) else { return };
        e.prevent_default();
        let changed = board.try_update_value(|b| b.step(at, by)).unwrap_or(false);
        after(at, changed);
    };
    let on_click = move |e: ev::MouseEvent| {
        let Some((button, at)) = nearest(&e, "button[data-by]") else { return };
        let by = button.get_attribute("data-by").unwrap_or_default();
        let changed = board.try_update_value(|b| match by.as_str() {
            board::LESS => b.step(at, Move::Days(-1)),
            board::MORE => b.step(at, Move::Days(1)),
            _ => b.begin(at),
        });
        after(at, changed.unwrap_or(false));
    };

    // Undo works anywhere but where the browser's own is meant: in what is being typed.
    let _ = window_event_listener(ev::keydown, move |e: ev::KeyboardEvent| {
        let typing = target(&e).is_some_and(|t| t.matches("input, textarea, select").unwrap_or(false));
        if typing || e.alt_key() || !(e.ctrl_key() || e.meta_key()) {
            return;
        }
        match (e.key().to_lowercase().as_str(), e.shift_key()) {
            ("z", false) => back(false),
            ("z", true) | ("y", false) => back(true),
            _ => return,
        }
        e.prevent_default();
    });
    // What is typed into a field moves its handle.
    let _ = window_event_listener(ev::change, move |e| {
        let Some(id) = target(&e).map(|t| t.id()).filter(|id| !id.is_empty()) else { return };
        let Some(at) = board.with_value(|b| b.rows().iter().position(|row| row.field == id)) else { return };
        let text = board.with_value(|b| b.rows().get(at).and_then(field)).map(|f| f.value()).unwrap_or_default();
        match read(&text) {
            Ok(to) => {
                let changed = board.try_update_value(|b| b.set(at, to)).unwrap_or(false);
                after(at, changed);
            }
            Err(fault) => said.set(lang.typed_fault(&fault)),
        }
    });
    Effect::new(move |_| {
        if chart.get().is_some() {
            draw();
            // The first day that can be moved is what one has come for.
            let first = chart.get_untracked().and_then(|c| c.query_selector(".tg-plan__handle").ok().flatten());
            let at = first.and_then(|h| h.get_attribute("data-at")).and_then(|at| at.parse().ok());
            let x = at.and_then(|at| board.with_value(|b| b.handle(at, b.now(at)))).map_or(0, |h| h.x);
            if let Some(region) = chart.get_untracked() {
                region.set_scroll_left((x - region.client_width() / 2).max(0));
            }
        }
    });

    view! {
        <p class="tg-hint tg-noprint" id="piano-aiuto">{lang.plan_help()}</p>
        <div
            class="tg-scroll tg-gantt tg-plan__chart"
            role="region"
            tabindex="0"
            aria-label=lang.plan_region()
            aria-describedby="piano-aiuto"
            node_ref=chart
            on:pointerdown=on_down
            on:pointermove=on_move
            on:pointerup=on_up
            on:pointercancel=move |_| stop_drag()
            on:keydown=on_key
            on:click=on_click
        ></div>
        <div class="tg-toolbar tg-plan__tools" role="group" aria-label=lang.plan_steps()>
            <button
                type="button"
                class="btn btn-outline-primary btn-sm"
                aria-disabled=move || (!ways.get().0).to_string()
                on:click=move |_| back(false)
            >
                {lang.plan_undo()}
            </button>
            <button
                type="button"
                class="btn btn-outline-primary btn-sm"
                aria-disabled=move || (!ways.get().1).to_string()
                on:click=move |_| back(true)
            >
                {lang.plan_redo()}
            </button>
        </div>
        <p class="tg-plan__said" role="status">{move || said.get()}</p>
        <div class="tg-plan__effects">
            <p class="tg-label">{lang.plan_effects()}</p>
            <Show when=move || changes.with(Vec::is_empty)>
                <p class="tg-note">{lang.plan_effects_none()}</p>
            </Show>
            <ul>
                {move || {
                    changes
                        .get()
                        .into_iter()
                        .map(|change| {
                            let class = if change.warns { "tg-plan__warns" } else { "" };
                            view! { <li class=class>{change.text}</li> }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
}
