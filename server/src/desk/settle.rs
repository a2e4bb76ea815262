//! What becomes of a difference between the office and the public data: the office keeps its own value and says why, or takes
//! it back, so that the public one counts. Both are ordinary edits, with the values and the versions that the page showed: where
//! one of them is another by now, nothing is written (409).

use super::{Asked, Came, Stop, answer, asked, judge, judge_withdrawal, save, withdrawn};
use crate::{account, form, router, router::Shared};
use app::{
    pages::desk::{behind, difference},
    paths,
    visit::Posted,
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use domain::{
    amount::Amount,
    cell::Cell,
    desk::{Edit, Kept},
    dossier::Dossier,
    fact::{Record, latest},
    identifier::Slug,
    phase::Fund,
    portfolio::{Difference, PA_DIGITALE, Portfolio},
    records::{FundingLine, Milestone, Settled},
    settle::{Dispute, Matter},
    submission::field,
};
use words::Lang;

/// `POST /{ipa}/scrivania/{id}/differenza`
pub async fn settle(State(shared): State<Shared>, request: Request) -> Response {
    let (mut request, fields) = match form::read(request).await {
        Ok(read) => read,
        Err((request, status)) => return router::again(&shared, request, status).await,
    };
    let asked = asked(&request);
    let came = async {
        let asked = asked?;
        let project = asked.segments.get(2).and_then(|s| Slug::read(s).ok()).ok_or(Stop::Status(404))?;
        let page = paths::desk(&asked.ipa, &project);
        let came = decide(&shared, &asked, &project, fields).await?;
        Ok::<_, Stop>((page, came))
    };
    let came = match came.await {
        // The forms stand on the page of the project: this address has none of its own.
        Ok((page, came @ Came::Back(..))) => {
            account::show(&mut request, &page);
            Ok(came)
        }
        Ok((_, came)) => Ok(came),
        Err(stop) => Err(stop),
    };
    answer(&shared, request, came).await
}

async fn decide(shared: &Shared, asked: &Asked, project: &Slug, fields: Vec<(String, String)>) -> Result<Came, Stop> {
    let mut seen: Vec<i64> = form::values(&fields, field::SEEN)
        .map(|v| v.parse::<i64>().ok().filter(|v| *v >= 0))
        .collect::<Option<Vec<i64>>>()
        .filter(|seen| !seen.is_empty())
        .ok_or(Stop::Status(428))?;
    seen.sort_unstable();
    let matter = Matter::read(form::value(&fields, difference::MATTER)).ok_or(Stop::Status(404))?;
    let typed = |name: &str| form::value(&fields, name).to_owned();
    let (ours, public, action) = (typed(difference::TYPED), typed(difference::PUBLIC), typed(field::ACTION));
    let reason = <Option<String> as Cell>::parse(form::value(&fields, field::REASON));
    let mut posted = Posted { fields, ..Posted::default() };
    let dossier = shared.ports.register.dossier(&asked.ipa).await?.ok_or(Stop::Status(404))?;
    let catalogue = shared.ports.register.catalogue().await?;
    let portfolio = Portfolio::of(&dossier, &catalogue, shared.clock.today());
    let view = portfolio.project(project).ok_or(Stop::Status(404))?;
    let open = view.disputes().find(|(_, d)| d.matter == matter && d.typed == ours && d.public == public);
    let Some((gap, dispute)) = open else {
        posted.flaw("", asked.lang.settle_moved());
        return Ok(Came::back(posted, 409));
    };
    let onward = paths::desk(&asked.ipa, project);
    if action == difference::KEEP {
        let reason = match reason {
            Ok(Some(reason)) => reason,
            Ok(None) => {
                posted.flaw(field::REASON, asked.lang.settle_needs_reason());
                return Ok(Came::back(posted, 422));
            }
            Err(fault) => {
                posted.flaw(field::REASON, asked.lang.typed_fault(&fault));
                return Ok(Came::back(posted, 422));
            }
        };
        let edit = kept(asked, project, dispute, &reason, seen.first().copied().unwrap_or_default());
        return Ok(mend(asked, save(shared, asked, vec![edit], Some(reason), posted, onward).await?));
    }
    if action != difference::USE {
        return Err(Stop::Status(404));
    }
    let rows = rows(shared, asked, project, matter).await?;
    let mut versions: Vec<i64> = rows.iter().map(|k| k.version).collect();
    versions.sort_unstable();
    if versions != seen {
        posted.flaw("", asked.lang.settle_moved());
        return Ok(Came::back(posted, 409));
    }
    let known = catalogue.source(PA_DIGITALE).is_some();
    let edits: Vec<Edit> = match gap {
        Difference::Grant { public, .. } => granted(&dossier, project, &rows, *public, known),
        _ => rows.iter().map(undated).collect(),
    };
    // That the public value is to count is reason enough for what is unusual; what can't be, can't be so either.
    let reason = Lang::It.settle_took(&dispute.public);
    for (edit, held) in edits.iter().zip(&rows) {
        if edit.withdrawn {
            judge_withdrawal(shared, asked, &dossier, edit, held, Some(&reason), &mut posted).await?;
        } else {
            judge(shared, asked, &dossier, edit, Some(held), Some(&reason), &mut posted).await?;
        }
    }
    if !posted.flaws.is_empty() {
        return Ok(Came::back(posted, 422));
    }
    Ok(mend(asked, save(shared, asked, edits, Some(reason), posted, onward).await?))
}

/// A conflict has no two values to choose between here: it says that things have moved.
fn mend(asked: &Asked, came: Came) -> Came {
    match came {
        Came::Back(posted, 409) => {
            let mut posted = Posted { conflict: None, flaws: vec![], ..*posted };
            posted.flaw("", asked.lang.settle_moved());
            Came::back(posted, 409)
        }
        came => came,
    }
}

/// The word by which the office keeps its value.
fn kept(asked: &Asked, project: &Slug, dispute: Dispute, reason: &str, seen: i64) -> Edit {
    let record = Settled {
        ente: asked.ipa.clone(),
        project: project.clone(),
        matter: dispute.matter,
        typed: dispute.typed,
        public: dispute.public,
        reason: reason.to_owned(),
    };
    Edit { table: Settled::TABLE, values: record.store(), al: None, source: None, note: None, seen, withdrawn: false }
}

/// The rows on which the office's value rests.
async fn rows(shared: &Shared, asked: &Asked, project: &Slug, matter: Matter) -> Result<Vec<Kept>, Stop> {
    let table = if matter == Matter::Grant { FundingLine::TABLE } else { Milestone::TABLE };
    let kept = shared.ports.desk.kept(table, &asked.ipa, Some(project)).await?;
    let behind = behind(matter, &kept, table);
    Ok(kept.into_iter().filter(|k| behind.contains(&k.version)).collect())
}

/// A step without its date and the act that proves it; withdrawn where nothing else is left of it.
fn undated(held: &Kept) -> Edit {
    let edit = withdrawn(Milestone::TABLE, held, held.version);
    let rest = Milestone::load(&held.values).ok().filter(|m| m.baseline.is_some() || m.forecast.is_some());
    match rest {
        Some(rest) => {
            let values = Milestone { actual: None, act: None, ..rest }.store();
            Edit { values, withdrawn: false, ..edit }
        }
        None => edit,
    }
}

/// The PNRR lines withdrawn, so that the public ones show. Beside other typed money those would not be shown: then the first
/// line takes the public amount, with its source, and the others go.
fn granted(dossier: &Dossier, project: &Slug, rows: &[Kept], public: Amount, known: bool) -> Vec<Edit> {
    let lines = latest(dossier.funding.iter().filter(|f| f.project == *project), |f| f.item.clone());
    let others = lines.into_iter().any(|f| f.fund != Fund::Pnrr);
    rows.iter()
        .enumerate()
        .map(|(i, held)| {
            let edit = withdrawn(FundingLine::TABLE, held, held.version);
            match FundingLine::load(&held.values).ok().filter(|_| others && i == 0) {
                Some(line) => {
                    let values = FundingLine { amount: Some(public), act: None, ..line }.store();
                    let source = if known { Some(PA_DIGITALE.to_owned()) } else { edit.source.clone() };
                    Edit { values, al: None, source, note: None, withdrawn: false, ..edit }
                }
                None => edit,
            }
        })
        .collect()
}
