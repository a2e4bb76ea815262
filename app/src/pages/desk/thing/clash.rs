//! Two people at once: both values side by side, and one is chosen for each column on which they disagree.

use super::{Ground, values};
use crate::{
    pages::{desk::rows, project::pieces::pair},
    parts::{
        form::{Field, Sheet, hidden},
        table::{Head, Row, table as table_of},
    },
    paths,
    visit::Posted,
};
use domain::{
    cell::{Column, Table, Value},
    desk::Kept,
    submission::field,
};
use leptos::prelude::*;
use words::Lang;

/// A column on which two people disagree.
struct Dispute {
    column: &'static Column,
    mine: String,
    theirs: Vec<Value>,
    before: Option<Vec<Value>>,
}

fn disputes(ground: &Ground<'_>, posted: &Posted, now: &Kept) -> Vec<Dispute> {
    let table = ground.table;
    let own = ground.own().filter(|c| !c.key);
    let origins =
        ground.origins().filter(|c| !(table.by_al && c.name == field::AL || table.by_source && c.name == field::SOURCE));
    own.chain(origins)
        .filter_map(|column| {
            let mine = match posted.value(column.name).unwrap_or_default() {
                // Of whom nobody is asked, it is not published.
                "" if column.name == field::NOTE_PUBLIC => "no".to_owned(),
                typed => typed.to_owned(),
            };
            let theirs = values(table, now, column.name);
            let same = (column.parse)(&mine).is_ok_and(|mine| mine == theirs);
            let before = ground.before.as_ref().map(|k| values(table, k, column.name));
            (!same).then_some(Dispute { column, mine, theirs, before })
        })
        .collect()
}

/// Two people, one thing: for each column on which they disagree one is chosen; everything else goes along as it was typed.
pub(super) fn clash(ground: &Ground<'_>, sheet: &Sheet<'_>, posted: &Posted, now: &Kept) -> AnyView {
    let (lang, table) = (ground.lang(), ground.table);
    let action = paths::encoded(&ground.scene.visit().path);
    let withdraws = posted.value(field::ACTION) == Some(field::WITHDRAW);
    let disputes = if now.withdrawn || withdraws { vec![] } else { disputes(ground, posted, now) };
    let why = lang.thing_reason();
    let first = disputes.first().map(|d| format!("{}{}", field::CHOOSE, d.column.name));
    let says = if withdraws {
        Some(lang.clash_while_withdrawing())
    } else if now.withdrawn {
        Some(lang.clash_withdrawn())
    } else if disputes.is_empty() {
        Some(lang.clash_same())
    } else {
        None
    };
    let says = says.map(|text| view! { <p>{text}</p> });
    let stands = (withdraws && !now.withdrawn).then(|| {
        let pairs: Vec<AnyView> = table
            .columns
            .iter()
            .filter(|c| c.name != "ente" && c.name != "project")
            .map(|c| pair(lang.column(table.name, c.name), rows::value(lang, table, c, rows::cell(table, now, c.name))))
            .collect();
        view! { <dl class="tg-dl">{pairs}</dl> }
    });
    let choices = (!disputes.is_empty()).then(|| choices(lang, table, sheet, &disputes));
    let own_reason = !ground.says_why();
    let along = posted
        .fields
        .iter()
        .filter(|(name, _)| {
            let left = [field::SEEN, field::ACTION].contains(&name.as_str()) || name.starts_with(field::CHOOSE);
            !(left || own_reason && name == field::REASON)
        })
        .map(|(name, value)| hidden(name, value))
        .collect_view();
    let reason = own_reason.then(|| sheet.field(Field::text(field::REASON, why)));
    // After the same words, or a withdrawal that both wanted, there is nothing left to send.
    let sends = !disputes.is_empty() || now.withdrawn != withdraws;
    let send = sends.then(|| {
        let (class, value, label) = if withdraws {
            ("btn btn-outline-danger", field::WITHDRAW, lang.thing_withdraw())
        } else {
            ("btn btn-primary", field::SAVE, if disputes.is_empty() { lang.form_save() } else { lang.clash_save() })
        };
        view! { <button class=class type="submit" name=field::ACTION value=value>{label}</button> }
    });
    let mut labels: Vec<(&str, &str)> = vec![(field::REASON, why)];
    if let Some(first) = &first {
        labels.push((first.as_str(), lang.clash_caption()));
    }
    let leave = ground.list();
    let version = now.version.to_string();
    view! {
        <form class="tg-form tg-form--wide" method="post" action=action>
            {sheet.summary(&labels)}
            <h2>{lang.clash_title()}</h2>
            {says}
            {stands}
            {hidden(field::SEEN, &version)}
            {along}
            {choices}
            {reason}
            <div class="tg-actions">
                {send}
                <a class="btn btn-outline-primary" href=leave>{lang.clash_leave()}</a>
            </div>
        </form>
    }
    .into_any()
}

/// One of two for the field `name`, what this form typed and what the other one wrote, each in words.
pub(in crate::pages::desk) fn choice(lang: Lang, sheet: &Sheet<'_>, name: &str, label: &str, texts: [String; 2]) -> [AnyView; 2] {
    let [mine, theirs] = texts;
    [(field::MINE, lang.clash_column_mine(), mine), (field::THEIRS, lang.clash_column_theirs(), theirs)].map(
        |(value, whose, text)| {
            let name = format!("{}{name}", field::CHOOSE);
            // A link to the row leads to its first choice.
            let first = sheet.id(&name);
            let id = if value == field::MINE { first } else { format!("{first}-{value}") };
            let (target, label) = (id.clone(), label.to_owned());
            view! {
                <div class="form-check">
                    <input type="radio" id=id name=name value=value required=true />
                    <label for=target><span class="visually-hidden">{label} ", " {whose} ": "</span>{text}</label>
                </div>
            }
            .into_any()
        },
    )
}

fn choices(lang: Lang, table: &'static Table, sheet: &Sheet<'_>, disputes: &[Dispute]) -> AnyView {
    let heads = vec![
        Head::text(lang.clash_column_field()),
        Head::text(lang.clash_column_before()),
        Head::text(lang.clash_column_mine()),
        Head::text(lang.clash_column_theirs()),
    ];
    let said =
        |column: &Column, values: &[Value]| lang.shown(table.name, column, values).unwrap_or_else(|| lang.unknown().to_owned());
    let rows = disputes
        .iter()
        .map(|d| {
            let label = lang.column(table.name, d.column.name);
            let before = d.before.as_ref().map_or_else(|| lang.unknown().to_owned(), |values| said(d.column, values));
            let mine = match (d.column.parse)(&d.mine) {
                Ok(values) => said(d.column, &values),
                Err(_) => d.mine.clone(),
            };
            let [mine, theirs] = choice(lang, sheet, d.column.name, label, [mine, said(d.column, &d.theirs)]);
            Row::new(vec![view! { <span>{label}</span> }.into_any(), view! { <span>{before}</span> }.into_any(), mine, theirs])
        })
        .collect();
    table_of(lang, "scelte", lang.clash_caption().to_owned(), heads, rows, None)
}
