//! The browser's side: which field was left or typed into, and the sentence beside it.

use crate::check::{self, Ground, Said};
use domain::phase::Phase;
use leptos::{ev, prelude::*};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlInputElement};
use words::Lang;

/// Fields that a person types into or chooses from.
const FIELDS: &str = "input:not([type=hidden]), textarea, select";
/// Fields that choose the step of which a date is.
const PHASES: &str = "[name=phase], [name=fase]";
/// Fields with the date of a step.
const DATES: &str = "[name=actual], [name=quando]";
/// Marks a sentence that was written here, and not by the server.
const LIVE: &str = "data-live";

/// A form that is watched.
struct Watch {
    form: Element,
    /// Where a screen reader listens.
    place: Element,
    ground: Ground,
    lang: Lang,
}

/// Inputs, text areas and lists all have a value.
fn value(field: &Element) -> String {
    field.unchecked_ref::<HtmlInputElement>().value()
}

/// What the field held when the page came.
fn first(field: &Element) -> String {
    field.get_attribute("value").or_else(|| field.text_content()).unwrap_or_default()
}

fn document() -> Option<Document> {
    web_sys::window().and_then(|w| w.document())
}

/// The field that an event is about, if it is one of this form's.
fn field_of(event: &web_sys::Event, form: &Element) -> Option<Element> {
    let field: Element = event.target()?.dyn_into().ok()?;
    let own: &web_sys::Node = &field;
    (field.matches(FIELDS).unwrap_or(false) && form.contains(Some(own))).then_some(field)
}

/// Checks the form around `place` from now on.
pub fn watch(place: Element, ground: Ground, english: bool) {
    let Ok(Some(form)) = place.closest("form") else { return };
    let lang = if english { Lang::En } else { Lang::It };
    let watch = Rc::new(Watch { form, place, ground, lang });
    // Said when a field is left, and taken away as soon as it is mended: nobody is corrected while still typing.
    let left = Rc::clone(&watch);
    let _ = window_event_listener(ev::focusout, move |e| {
        if let Some(field) = field_of(&e, &left.form) {
            left.judge(&field);
        }
    });
    let typing = Rc::clone(&watch);
    let _ = window_event_listener(ev::input, move |e| {
        if let Some(field) = field_of(&e, &typing.form).filter(|f| typing.flaw(f).is_some()) {
            typing.judge(&field);
        }
    });
    let chosen = Rc::clone(&watch);
    let _ = window_event_listener(ev::change, move |e| {
        if field_of(&e, &chosen.form).is_some_and(|f| f.matches(PHASES).unwrap_or(false))
            && let Ok(Some(date)) = chosen.form.query_selector(DATES)
        {
            chosen.judge(&date);
        }
    });
    // It goes to the server whatever is found here.
    let _ = window_event_listener(ev::submit, move |e| {
        let sent = e.target().and_then(|t| t.dyn_into::<Element>().ok());
        let Ok(fields) = watch.form.query_selector_all(FIELDS) else { return };
        if sent.as_ref() == Some(&watch.form) {
            let fields = (0..fields.length()).filter_map(|i| fields.get(i)?.dyn_into::<Element>().ok());
            fields.for_each(|field| watch.judge(&field));
        }
    });
}

impl Watch {
    fn flaw_id(field: &Element) -> String {
        format!("{}-errore", field.id())
    }

    /// What stands beside a field.
    fn flaw(&self, field: &Element) -> Option<Element> {
        document().and_then(|d| d.get_element_by_id(&Self::flaw_id(field)))
    }

    /// The step that the form has chosen.
    fn phase(&self) -> Option<Phase> {
        let field = self.form.query_selector(PHASES).ok().flatten()?;
        Phase::read(&value(&field))
    }

    fn judge(&self, field: &Element) {
        let Some(name) = field.get_attribute("name").filter(|_| !field.id().is_empty()) else { return };
        let typed = value(field);
        let flaw = self.flaw(field);
        // What the server said holds until something else is typed.
        if flaw.as_ref().is_some_and(|f| !f.has_attribute(LIVE)) && typed == first(field) {
            return;
        }
        match check::said(self.lang, &self.ground, &name, &typed, self.phase()) {
            Some(said) => self.say(field, flaw, &said),
            None => {
                if let Some(flaw) = flaw {
                    flaw.remove();
                    self.place.set_text_content(None);
                }
                let _ = field.remove_attribute("aria-invalid");
                Self::describe(field, false);
            }
        }
    }

    /// Writes what there is to say beside a field, as the server does.
    fn say(&self, field: &Element, flaw: Option<Element>, said: &Said) {
        let made = || -> Option<Element> {
            let flaw = document()?.create_element("span").ok()?;
            field.closest(".tg-field").ok().flatten()?.append_child(&flaw).ok()?;
            flaw.set_id(&Self::flaw_id(field));
            Some(flaw)
        };
        let Some(flaw) = flaw.or_else(made) else { return };
        let kicker = if said.mild { String::new() } else { format!("{}: ", self.lang.form_flaw()) };
        let whole = format!("{kicker}{}", said.text);
        // Said again only where it is something else.
        if flaw.text_content().as_deref() == Some(whole.as_str()) {
            return;
        }
        let _ = flaw.set_attribute(LIVE, "");
        flaw.set_class_name(if said.mild { "tg-note" } else { "tg-field-error" });
        flaw.set_text_content(None);
        for (class, text) in [("visually-hidden", kicker.as_str()), ("", said.text.as_str())] {
            let Some(part) = document().and_then(|d| d.create_element("span").ok()) else { return };
            part.set_class_name(class);
            part.set_text_content(Some(text));
            let _ = flaw.append_child(&part);
        }
        if said.mild {
            let _ = field.remove_attribute("aria-invalid");
        } else {
            let _ = field.set_attribute("aria-invalid", "true");
        }
        Self::describe(field, true);
        let label = self.form.query_selector(&format!("label[for='{}']", field.id())).ok().flatten();
        let label = label.and_then(|l| l.text_content()).unwrap_or_default();
        self.place.set_text_content(Some(&self.lang.form_flaw_of(label.trim(), &said.text)));
    }

    /// Ties a field to what stands beside it, or unties it.
    fn describe(field: &Element, flawed: bool) {
        let id = Self::flaw_id(field);
        let before = field.get_attribute("aria-describedby").unwrap_or_default();
        let mut ids: Vec<&str> = before.split_whitespace().filter(|one| *one != id).collect();
        if flawed {
            ids.push(&id);
        }
        let _ = if ids.is_empty() {
            field.remove_attribute("aria-describedby")
        } else {
            field.set_attribute("aria-describedby", &ids.join(" "))
        };
    }
}
