//! What of a file its sender may bring in. An administrator brings in what is the ente's; a project manager what the desk would
//! let them write, row by row, and the open data about those projects and about applications that nobody has brought in yet.
//! Neither changes what other enti rest on.

use crate::import::file::{Pass, is_of};
use domain::{
    application::PublicRow,
    cell::{Table, Value},
    desk::{Desk, Kept},
    dossier::{Catalogue, Dossier},
    fact::{Provenance, Record},
    identifier::{Ipa, Slug},
    member::{Member, Role},
    ports::{TypedRow, Unavailable},
    preview::office_says_otherwise,
    records::{Indicator, OF_A_PROJECT, Reading, Source},
};
use intake::{Item, Kind};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use words::Lang;

/// What somebody may bring in, of one kind of file.
pub struct Rights {
    member: Member,
    ente: Ipa,
    dossier: Dossier,
    catalogue: Arc<Catalogue>,
    /// Whose each thing of the kind is by now, empty where it is no project's: a row may not take it to another.
    held: HashMap<Vec<Value>, String>,
    /// The project of each indicator that has one.
    indicators: HashMap<String, String>,
    today: chrono::NaiveDate,
    /// What a manager writes waits for a second person: a file would go past them.
    second_person: bool,
}

/// What a sieve has seen of a file.
#[derive(Default)]
pub struct Seen {
    /// The numbers of the rows handed over, in their order.
    pub handed: Vec<u64>,
    /// Rows of other enti.
    pub elsewhere: u64,
    /// Rows of public data that say something else than the office.
    pub office: HashSet<u64>,
}

/// The text of a column.
fn text(table: &Table, values: &[Value], name: &str) -> Option<String> {
    let at = table.columns.iter().position(|c| c.name == name)?;
    let cut = table.cut(values).ok()?;
    let text = (table.columns.get(at)?.print)(cut.get(at)?).ok()?;
    (!text.is_empty()).then_some(text)
}

impl Rights {
    /// Finds out what is asked of rows of this kind; `None` where there is no such ente.
    ///
    /// # Errors
    /// Where the register can't answer.
    pub async fn of(
        member: &Member,
        ente: &Ipa,
        kind: Kind,
        dossier: Option<Dossier>,
        catalogue: Arc<Catalogue>,
        desk: &dyn Desk,
        today: chrono::NaiveDate,
    ) -> Result<Option<Self>, Unavailable> {
        let Some(dossier) = dossier else { return Ok(None) };
        let (mut held, mut indicators) = (HashMap::new(), HashMap::new());
        if let Kind::Template(table) = kind
            && OF_A_PROJECT.contains(&table)
            && !member.is(ente, Role::Administrator)
        {
            if table == Reading::TABLE {
                for kept in desk.kept(Indicator::TABLE, ente, None).await?.iter().filter(|k| !k.withdrawn) {
                    let of = |name| text(Indicator::TABLE, &kept.values, name);
                    indicators.extend(of("code").zip(of("project")));
                }
            } else {
                for Kept { values, provenance, .. } in desk.kept(table, ente, None).await? {
                    if let Ok(key) = table.key_of(&values, &provenance) {
                        held.insert(key, text(table, &values, "project").unwrap_or_default());
                    }
                }
            }
        }
        let second_person = desk.second_person(ente).await?;
        let (member, ente) = (member.clone(), ente.clone());
        Ok(Some(Self { member, ente, dossier, catalogue, held, indicators, today, second_person }))
    }

    fn administers(&self) -> bool {
        self.member.is(&self.ente, Role::Administrator)
    }

    /// Why nothing of such a file may be brought in at all.
    #[must_use]
    pub fn objection(&self, kind: Kind, lang: Lang) -> Option<&'static str> {
        match kind {
            Kind::Public => None,
            // Every ente's terms hang on it.
            Kind::Calls => Some(lang.upload_common()),
            Kind::Template(table) if table == Source::TABLE => (!self.administers()).then(|| lang.upload_administrators()),
            Kind::Template(_) if self.second_person && !self.administers() => Some(lang.upload_second_person()),
            Kind::Template(table) => table.ente_column().is_none().then(|| lang.upload_common()),
        }
    }

    /// Decides about a row, and remembers what is to be told of it. `left` are the rows that the sender has left out.
    pub fn pass(&self, number: u64, item: &Item, left: bool, seen: &mut Seen) -> Pass {
        if !is_of(item, &self.ente) {
            seen.elsewhere += 1;
            return Pass::Leave;
        }
        let refusal = match item {
            Item::Typed(row) => self.refusal(row),
            Item::Public(row) => self.not_theirs(row),
            Item::Call(_) => None,
        };
        if let Some(why) = refusal {
            return Pass::Refuse(why);
        }
        if left {
            return Pass::Leave;
        }
        if let Item::Public(row) = item
            && office_says_otherwise(&self.dossier, &row.key, &row.says, self.today)
        {
            seen.office.insert(number);
        }
        seen.handed.push(number);
        Pass::Take
    }

    /// Why a row of public data is not for a project manager to bring in: a file that says it is PA digitale's need not be, and
    /// what others keep is not to be changed by it. An application that is new is nobody's yet: whoever administers the ente
    /// says who keeps its project.
    fn not_theirs(&self, row: &PublicRow) -> Option<String> {
        if self.administers() {
            return None;
        }
        let known = self.dossier.applications.iter().find(|a| a.key == row.key)?;
        (!self.member.keeps(&self.ente, &known.project)).then(|| Lang::It.upload_not_yours(known.project.as_str()))
    }

    /// Why a row of the template is not for its sender to bring in. These words stay with the import, in Italian.
    fn refusal(&self, row: &TypedRow) -> Option<String> {
        let lang = Lang::It;
        if row.table == Source::TABLE {
            let known = text(row.table, &row.values, "code").and_then(|code| self.catalogue.source(&code));
            return known.filter(|source| source.store() != row.values).map(|source| lang.upload_source(&source.code));
        }
        if self.administers() {
            return None;
        }
        if !OF_A_PROJECT.contains(&row.table) {
            return Some(lang.upload_not_of_projects().to_owned());
        }
        let own = |project: &str| Slug::read(project).is_ok_and(|slug| self.member.keeps(&self.ente, &slug));
        let named = if row.table == Reading::TABLE {
            text(row.table, &row.values, "indicator").and_then(|code| self.indicators.get(&code).cloned())
        } else {
            text(row.table, &row.values, "project")
        };
        let Some(project) = named else { return Some(lang.upload_no_project().to_owned()) };
        if !own(&project) {
            return Some(lang.upload_not_yours(&project));
        }
        // What is another project's already stays there, whatever the row says.
        let known = row.provenance.known.unwrap_or(self.today);
        let typed = &row.provenance;
        let provenance = Provenance { al: typed.al, known, source: typed.source.clone(), note: None };
        let key = row.table.key_of(&row.values, &provenance).ok()?;
        let other = self.held.get(&key).filter(|project| !own(project))?;
        Some(if other.is_empty() { lang.upload_whole_ente().to_owned() } else { lang.upload_not_yours(other) })
    }
}
