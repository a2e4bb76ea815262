//! Pieces of forms: the label above its field, the hint below the label, what is wrong beside the field and in a list at the
//! top. A form that comes back has everything that was typed into it still there, except passwords.

use crate::{
    gantt::drawing,
    visit::{Flaw, Posted},
};
use leptos::prelude::*;
use words::Lang;

/// One form of a page, perhaps one that has come back.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// Language.
    pub lang: Lang,
    /// What came with it, where it comes back.
    pub posted: Option<&'a Posted>,
    /// Stands before every id: two forms of a page have different ones.
    pub prefix: &'a str,
    /// What is typed into it is kept, so that a reader whom it comes back to is told that nothing is lost.
    pub keeps: bool,
}

/// How a field is typed into.
enum Input {
    /// One line.
    Line { mode: Option<&'static str>, list: Option<String>, complete: Option<&'static str> },
    /// Euro.
    Euro,
    /// A password: never given back.
    Secret(&'static str),
    /// A file, of these kinds: no page can give one back.
    File(&'static str),
    /// Several lines.
    Text,
    /// One of these: value and label.
    Choice(Vec<(String, String)>),
}

/// A field.
pub struct Field {
    name: String,
    label: String,
    hint: Option<String>,
    required: bool,
    value: String,
    input: Input,
}

impl Field {
    fn of(name: &str, label: &str, input: Input) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), hint: None, required: false, value: String::new(), input }
    }

    /// One line of words, or a date: a telephone's keys for figures have no slash, so a date gets all of them.
    #[must_use]
    pub fn line(name: &str, label: &str) -> Self {
        Self::of(name, label, Input::Line { mode: None, list: None, complete: Some("off") })
    }

    /// A whole number.
    #[must_use]
    pub fn number(name: &str, label: &str) -> Self {
        Self::of(name, label, Input::Line { mode: Some("numeric"), list: None, complete: Some("off") })
    }

    /// A figure that may have decimals.
    #[must_use]
    pub fn figure(name: &str, label: &str) -> Self {
        Self::of(name, label, Input::Line { mode: Some("decimal"), list: None, complete: Some("off") })
    }

    /// Euro.
    #[must_use]
    pub fn euro(name: &str, label: &str) -> Self {
        Self::of(name, label, Input::Euro)
    }

    /// A password; `complete` tells the browser which one.
    #[must_use]
    pub fn secret(name: &str, label: &str, complete: &'static str) -> Self {
        Self::of(name, label, Input::Secret(complete)).required(true)
    }

    /// A file; `accept` tells the browser which to offer.
    #[must_use]
    pub fn file(name: &str, label: &str, accept: &'static str) -> Self {
        Self::of(name, label, Input::File(accept)).required(true)
    }

    /// Several lines.
    #[must_use]
    pub fn text(name: &str, label: &str) -> Self {
        Self::of(name, label, Input::Text)
    }

    /// One of some: values and labels. An empty value among them is "none".
    #[must_use]
    pub fn choice(name: &str, label: &str, options: Vec<(String, String)>) -> Self {
        Self::of(name, label, Input::Choice(options))
    }

    /// What to write.
    #[must_use]
    pub fn hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }

    /// May not be left empty.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// What it holds before anybody types.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    /// The list of suggestions with this id.
    #[must_use]
    pub fn suggesting(mut self, id: &str) -> Self {
        if let Input::Line { list, .. } = &mut self.input {
            *list = Some(id.to_owned());
        }
        self
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn complete(mut self, what: &'static str) -> Self {
        if let Input::Line { complete, .. } = &mut self.input {
            *complete = Some(what);
        }
        self
    }
}

/// One box to tick.
pub struct Tick {
    /// What is sent.
    pub value: String,
    /// What stands beside it.
    pub label: String,
    /// Ticked before anybody does.
    pub kept: bool,
}

impl<'a> Sheet<'a> {
    /// The only form of a page.
    #[must_use]
    pub fn new(lang: Lang, posted: Option<&'a Posted>) -> Self {
        Self { lang, posted, prefix: "campo", keeps: false }
    }

    /// One of several forms.
    #[must_use]
    pub fn among(lang: Lang, posted: Option<&'a Posted>, prefix: &'a str) -> Self {
        Self { lang, posted, prefix, keeps: false }
    }

    /// A form by which something is written down.
    #[must_use]
    pub fn keeping(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// The id of a field.
    #[must_use]
    pub fn id(&self, name: &str) -> String {
        let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("{}-{name}", self.prefix)
    }

    /// What a field holds: what was typed, else what is kept.
    #[must_use]
    pub fn value(&self, name: &str, kept: &str) -> String {
        self.posted.and_then(|p| p.value(name)).unwrap_or(kept).to_owned()
    }

    fn flaws(&self, name: &str) -> Vec<&'a Flaw> {
        self.posted.map(|p| p.flaws.iter().filter(|f| f.field == name).collect()).unwrap_or_default()
    }

    /// Something in it may be sent all the same, with a reason.
    #[must_use]
    pub fn wants_reason(&self) -> bool {
        self.posted.is_some_and(|p| p.flaws.iter().any(|f| f.needs_reason))
    }

    /// The page's title, which says first that something is wrong.
    #[must_use]
    pub fn title(&self, title: &str) -> String {
        match self.posted {
            Some(p) if !p.flaws.is_empty() => self.lang.form_title_flawed(title),
            _ => title.to_owned(),
        }
    }

    /// Everything that is wrong, each with a link to its field. `fields` are the names and labels of those that the form has.
    /// The keyboard starts here.
    pub fn summary(&self, fields: &[(&str, &str)]) -> AnyView {
        let lang = self.lang;
        let flaws = self.posted.map(|p| p.flaws.as_slice()).unwrap_or_default();
        if flaws.is_empty() {
            return ().into_any();
        }
        let items = flaws
            .iter()
            .map(|flaw| match fields.iter().find(|(name, _)| *name == flaw.field) {
                Some((name, label)) => {
                    let href = format!("#{}", self.id(name));
                    let text = lang.form_flaw_of(label, &flaw.text);
                    view! { <li><a href=href>{text}</a></li> }.into_any()
                }
                None => {
                    let text = flaw.text.clone();
                    view! { <li>{text}</li> }.into_any()
                }
            })
            .collect_view();
        let kept = self.keeps.then(|| view! { <p>{lang.form_errors_text()}</p> });
        let reason = self.wants_reason().then(|| view! { <p>{lang.form_reason_wanted()}</p> });
        view! {
            <div class="tg-errors" role="alert" tabindex="-1" autofocus=true>
                <h2>{lang.form_errors()}</h2>
                {kept}
                <ul>{items}</ul>
                {reason}
            </div>
        }
        .into_any()
    }

    /// A field with its label, hint and flaws.
    pub fn field(&self, field: Field) -> AnyView {
        let lang = self.lang;
        let id = self.id(&field.name);
        let flaws = self.flaws(&field.name);
        let (hint_id, flaw_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
        let mut described: Vec<&str> = vec![];
        if field.hint.is_some() {
            described.push(&hint_id);
        }
        if !flaws.is_empty() {
            described.push(&flaw_id);
        }
        let described = (!described.is_empty()).then(|| described.join(" "));
        let invalid = !flaws.is_empty();
        let hint = field.hint.clone().map(|text| view! { <span class="tg-hint" id=hint_id>{text}</span> });
        let flaw = said(lang, &flaws, flaw_id);
        let mark = field.required.then(|| view! { <span class="tg-required">" (" {lang.form_required()} ")"</span> });
        let label = field.label.clone();
        let target = id.clone();
        let control = self.control(field, id, described, invalid);
        view! {
            <div class="tg-field">
                <label class="form-label" for=target>{label} {mark}</label>
                {hint}
                {control}
                {flaw}
            </div>
        }
        .into_any()
    }

    fn control(&self, field: Field, id: String, described: Option<String>, invalid: bool) -> AnyView {
        let value = self.value(&field.name, &field.value);
        let Field { name, required, input, .. } = field;
        let invalid = invalid.then_some("true");
        match input {
            Input::Line { mode, list, complete } => view! {
                <input
                    class="form-control"
                    type="text"
                    id=id
                    name=name
                    value=value
                    inputmode=mode
                    list=list
                    autocomplete=complete
                    required=required
                    aria-invalid=invalid
                    aria-describedby=described
                />
            }
            .into_any(),
            Input::Euro => view! {
                <div class="tg-affix">
                    <input
                        class="form-control"
                        type="text"
                        id=id
                        name=name
                        value=value
                        inputmode="decimal"
                        autocomplete="off"
                        required=required
                        aria-invalid=invalid
                        aria-describedby=described
                    />
                    <span class="tg-affix__sign">"€"</span>
                </div>
            }
            .into_any(),
            Input::Secret(complete) => view! {
                <input
                    class="form-control"
                    type="password"
                    id=id
                    name=name
                    autocomplete=complete
                    required=required
                    aria-invalid=invalid
                    aria-describedby=described
                />
            }
            .into_any(),
            Input::File(accept) => view! {
                <input
                    class="form-control"
                    type="file"
                    id=id
                    name=name
                    accept=accept
                    required=required
                    aria-invalid=invalid
                    aria-describedby=described
                />
            }
            .into_any(),
            Input::Text => {
                // leptos writes what stands inside a textarea as it gets it: escaped by ourselves.
                let inside = drawing::escape(&value);
                view! {
                    <textarea
                        class="form-control"
                        id=id
                        name=name
                        rows="4"
                        required=required
                        aria-invalid=invalid
                        aria-describedby=described
                        inner_html=inside
                    ></textarea>
                }
                .into_any()
            }
            Input::Choice(mut options) => {
                // A word that is no longer among the allowed ones is still what was typed.
                if !options.iter().any(|(v, _)| *v == value) {
                    options.insert(0, (value.clone(), value.clone()));
                }
                let options = options
                    .into_iter()
                    .map(|(v, label)| {
                        let selected = v == value;
                        view! { <option value=v selected=selected>{label}</option> }
                    })
                    .collect_view();
                view! {
                    <select
                        class="form-select"
                        id=id
                        name=name
                        required=required
                        aria-invalid=invalid
                        aria-describedby=described
                    >
                        {options}
                    </select>
                }
                .into_any()
            }
        }
    }

    /// Boxes to tick, under one heading. What was ticked stays so where the form comes back.
    pub fn ticks(&self, name: &str, legend: &'static str, hint: Option<String>, options: Vec<Tick>) -> AnyView {
        let lang = self.lang;
        let flaws = self.flaws(name);
        let first = self.id(name);
        let (hint_id, flaw_id) = (format!("{first}-aiuto"), format!("{first}-errore"));
        let mut described: Vec<&str> = vec![];
        if hint.is_some() {
            described.push(&hint_id);
        }
        if !flaws.is_empty() {
            described.push(&flaw_id);
        }
        let described = (!described.is_empty()).then(|| described.join(" "));
        let hint = hint.map(|text| view! { <span class="tg-hint" id=hint_id>{text}</span> });
        let flaw = said(lang, &flaws, flaw_id);
        let boxes = options
            .into_iter()
            .enumerate()
            .map(|(i, tick)| {
                // A link to the group leads to its first box.
                let id = if i == 0 { first.clone() } else { format!("{first}-{i}") };
                let checked = match self.posted {
                    Some(posted) => posted.values(name).any(|v| v == tick.value),
                    None => tick.kept,
                };
                let (target, name) = (id.clone(), name.to_owned());
                view! {
                    <div class="form-check">
                        <input type="checkbox" id=id name=name value=tick.value checked=checked />
                        <label for=target>{tick.label}</label>
                    </div>
                }
            })
            .collect_view();
        view! {
            <fieldset class="tg-field" aria-describedby=described>
                <legend class="tg-label">{legend}</legend>
                {hint}
                {boxes}
                {flaw}
            </fieldset>
        }
        .into_any()
    }
}

/// What is wrong with a field, beside it.
fn said(lang: Lang, flaws: &[&Flaw], id: String) -> AnyView {
    if flaws.is_empty() {
        return ().into_any();
    }
    let text = flaws.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join(" ");
    view! {
        <span class="tg-field-error" id=id>
            <span class="visually-hidden">{lang.form_flaw()} ": "</span>
            {text}
        </span>
    }
    .into_any()
}

/// A value that is sent and not shown.
pub fn hidden(name: &str, value: &str) -> AnyView {
    let (name, value) = (name.to_owned(), value.to_owned());
    view! { <input type="hidden" name=name value=value /> }.into_any()
}

/// A form that is one button.
pub fn button(action: String, class: &'static str, label: &'static str, with: AnyView) -> AnyView {
    view! {
        <form method="post" action=action>
            {with}
            <button class=class type="submit">{label}</button>
        </form>
    }
    .into_any()
}

/// Suggestions for a field: codes, with what they stand for.
pub fn suggestions(id: &str, options: &[(String, String)]) -> AnyView {
    let id = id.to_owned();
    let options = options
        .iter()
        .map(|(code, label)| {
            let (code, label) = (code.clone(), label.clone());
            view! { <option value=code>{label}</option> }
        })
        .collect_view();
    view! { <datalist id=id>{options}</datalist> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posted() -> Posted {
        let mut posted = Posted {
            fields: vec![
                ("what".into(), "</textarea><script>alert(1)</script>".into()),
                ("password".into(), "segretissima".into()),
                ("role".into(), "lettore".into()),
            ],
            ..Posted::default()
        };
        posted.flaw("what", "Qui serve altro.");
        posted.flaw("", "Nel complesso no.");
        posted
    }

    #[test]
    fn what_was_typed_is_inert_where_it_comes_back() {
        let posted = posted();
        let html = Sheet::new(Lang::It, Some(&posted)).field(Field::text("what", "Che cosa")).to_html();
        assert!(!html.contains("<script>"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)"), "{html}");
    }

    #[test]
    fn a_flaw_is_tied_to_its_field_and_listed() {
        let posted = posted();
        let sheet = Sheet::new(Lang::It, Some(&posted));
        let html = sheet.field(Field::line("what", "Che cosa").hint(Some("Una frase.".into()))).to_html();
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(html.contains(r#"aria-describedby="campo-what-aiuto campo-what-errore""#), "{html}");
        let list = sheet.summary(&[("what", "Che cosa")]).to_html();
        assert!(list.contains(r##"href="#campo-what""##), "{list}");
        assert!(list.contains("Nel complesso no."), "{list}");
    }

    #[test]
    fn a_password_is_never_given_back() {
        let posted = posted();
        let html = Sheet::new(Lang::It, Some(&posted)).field(Field::secret("password", "Password", "new-password")).to_html();
        assert!(!html.contains("segretissima"), "{html}");
    }

    #[test]
    fn ticks_stay_as_they_were_sent() {
        let posted = posted();
        let ticks = |sheet: Sheet<'_>| {
            let tick = |value: &str, kept| Tick { value: value.into(), label: value.into(), kept };
            sheet.ticks("role", "Ruoli", None, vec![tick("lettore", false), tick("validatore", true)]).to_html()
        };
        let count = |html: &str| html.matches(" checked").count();
        let back = ticks(Sheet::new(Lang::It, Some(&posted)));
        assert_eq!(count(&back), 1);
        assert!(back.find("lettore") < back.find(" checked") && back.find(" checked") < back.find("validatore"), "{back}");
        assert_eq!(count(&ticks(Sheet::new(Lang::It, None))), 1);
    }
}
