//! The one table of who may go where. The router is built from it and from nothing else: an address that is not here is not
//! served, and every request to one that is passes [`guard`] first.

use crate::{
    account, assets, desk, downloads, follow, odt, proposals, report, router, router::Shared, session, sitting, stage, tables,
    transparency, upload,
};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::Response,
    routing::{MethodRouter, get, post},
};
use domain::{
    identifier::{Ipa, Slug},
    member::{Rule, Verdict},
};

/// One address with one method.
pub struct Address {
    /// `GET` or `POST`. `HEAD` is what `GET` is.
    pub method: Method,
    /// As the router has it: `/{ipa}/progetti/{id}`.
    pub path: &'static str,
    /// Who it is for.
    pub rule: Rule,
    /// What answers.
    pub serve: Serve,
}

/// What answers at an address.
#[derive(Clone, Copy)]
pub enum Serve {
    /// A page of `app`.
    Page,
    /// A handler of this room.
    By(fn() -> MethodRouter<Shared>),
}

const fn page(path: &'static str, rule: Rule) -> Address {
    Address { method: Method::GET, path, rule, serve: Serve::Page }
}

const fn at(path: &'static str, rule: Rule, make: fn() -> MethodRouter<Shared>) -> Address {
    Address { method: Method::GET, path, rule, serve: Serve::By(make) }
}

const fn to(path: &'static str, rule: Rule, make: fn() -> MethodRouter<Shared>) -> Address {
    Address { method: Method::POST, path, rule, serve: Serve::By(make) }
}

/// Every address there is.
pub static TABLE: &[Address] = &[
    at("/healthz", Rule::Everybody, || get(router::healthz)),
    at("/style.css", Rule::Everybody, || get(assets::serve)),
    at("/assets/{*path}", Rule::Everybody, || get(assets::serve)),
    at("/pkg/{*path}", Rule::Everybody, || get(assets::serve)),
    page("/", Rule::Everybody),
    page("/fonti", Rule::Everybody),
    page("/accessibilita", Rule::Everybody),
    page("/note-legali", Rule::Everybody),
    page("/privacy", Rule::Everybody),
    page("/{ipa}", Rule::Everybody),
    page("/{ipa}/progetti", Rule::Everybody),
    at("/{ipa}/progetti.csv", Rule::Everybody, || get(downloads::projects_csv)),
    at("/{ipa}/tabelle.xlsx", Rule::Everybody, || get(tables::xlsx)),
    at("/{ipa}/tabelle.ods", Rule::Everybody, || get(tables::ods)),
    at("/{ipa}/relazione.odt", Rule::Everybody, || get(odt::serve)),
    page("/{ipa}/progetti/{id}", Rule::Everybody),
    page("/{ipa}/misure", Rule::Everybody),
    page("/{ipa}/misure/{code}", Rule::Everybody),
    page("/{ipa}/cronoprogramma", Rule::Everybody),
    at("/{ipa}/cronoprogramma.csv", Rule::Everybody, || get(downloads::schedule_csv)),
    at("/{ipa}/cronoprogramma.svg", Rule::Everybody, || get(downloads::schedule_svg)),
    at("/{ipa}/cronoprogramma.json", Rule::Everybody, || get(downloads::schedule_json)),
    page("/{ipa}/finanziamenti", Rule::Everybody),
    at("/{ipa}/finanziamenti.csv", Rule::Everybody, || get(downloads::funding_csv)),
    at("/{ipa}/finanziamenti.svg", Rule::Everybody, || get(downloads::funding_svg)),
    page("/{ipa}/rischi", Rule::Everybody),
    at("/{ipa}/rischi.csv", Rule::Everybody, || get(downloads::exposure_csv)),
    page("/{ipa}/risposta", Rule::Everybody),
    at("/{ipa}/relazione.pdf", Rule::Everybody, || get(report::pdf)),
    page("/{ipa}/certificazioni", Rule::Everybody),
    page("/{ipa}/indicatori", Rule::Everybody),
    page("/{ipa}/dichiarazioni", Rule::Everybody),
    page("/{ipa}/confronto", Rule::Everybody),
    at("/{ipa}/confronto.csv", Rule::Everybody, || get(downloads::compare_csv)),
    page("/{ipa}/sedute", Rule::Everybody),
    to("/{ipa}/sedute", Rule::Administer, || post(sitting::create)),
    page("/{ipa}/sedute/{n}", Rule::Everybody),
    page("/{ipa}/sedute/{n}/{part}", Rule::Everybody),
    page("/{ipa}/sedute/{n}/{part}/{item}", Rule::Everybody),
    at("/{ipa}/sedute/{n}/file/{name}", Rule::Everybody, || get(sitting::file)),
    // Made from the document whenever it is asked for.
    page("/{ipa}/sedute/{n}/presentazione", Rule::Everybody),
    page("/{ipa}/sedute/{n}/presentazione/note", Rule::Present),
    at("/{ipa}/sedute/{n}/file/presentazione.html", Rule::Everybody, || get(stage::offline)),
    at("/{ipa}/sedute/{n}/file/relazione.pdf", Rule::Everybody, || get(report::pdf)),
    at("/{ipa}/sedute/{n}/file/relazione.odt", Rule::Everybody, || get(odt::serve)),
    at("/{ipa}/sedute/{n}/file/tabelle.xlsx", Rule::Everybody, || get(tables::xlsx)),
    at("/{ipa}/sedute/{n}/file/tabelle.ods", Rule::Everybody, || get(tables::ods)),
    // The presentation; its notes are internal.
    page("/{ipa}/presentazione", Rule::Everybody),
    at("/{ipa}/presentazione.html", Rule::Everybody, || get(stage::offline)),
    at("/{ipa}/p", Rule::Everybody, || get(stage::short)),
    at("/{ipa}/p/{n}", Rule::Everybody, || get(stage::short)),
    page("/{ipa}/presentazione/note", Rule::Present),
    page("/{ipa}/presentazione/ordine", Rule::Present),
    to("/{ipa}/presentazione/ordine", Rule::Present, || post(desk::slides)),
    page("/{ipa}/attuazione-misure-pnrr", Rule::Everybody),
    page("/{ipa}/attuazione-misure-pnrr/{id}", Rule::Everybody),
    at("/{ipa}/attuazione-misure-pnrr.csv", Rule::Everybody, || get(transparency::transparency_csv)),
    // To follow from elsewhere.
    at("/{ipa}/calendario.ics", Rule::Everybody, || get(follow::calendar)),
    at("/{ipa}/progetti/{id}/calendario.ics", Rule::Everybody, || get(follow::project_calendar)),
    at("/{ipa}/novita.atom", Rule::Everybody, || get(follow::news)),
    page("/{ipa}/incorpora/finanziamenti", Rule::Everybody),
    page("/{ipa}/incorpora/cronoprogramma", Rule::Everybody),
    // Accounts.
    page("/accedi", Rule::Everybody),
    to("/accedi", Rule::Everybody, || post(account::sign_in)),
    page("/accedi/recupero", Rule::Everybody),
    to("/accedi/recupero", Rule::Everybody, || post(account::recovery::recover)),
    page("/accedi/codice", Rule::Everybody),
    to("/accedi/codice", Rule::Everybody, || post(account::second::enter)),
    to("/accedi/oidc", Rule::Everybody, || post(account::oidc::start)),
    // The one GET that signs somebody in: the provider sends people back by a redirect, as its protocol says. It does so for
    // whoever began here, in this browser, within ten minutes, once; a link that somebody else has made does nothing.
    at("/accedi/oidc/ritorno", Rule::Everybody, || get(account::oidc::come_back)),
    to("/esci", Rule::SignedIn, || post(account::sign_out)),
    page("/invito/{token}", Rule::Everybody),
    to("/invito/{token}", Rule::Everybody, || post(account::choose_password)),
    page("/conto", Rule::SignedIn),
    to("/conto/password", Rule::SignedIn, || post(account::change_password)),
    to("/conto/sessioni", Rule::SignedIn, || post(account::end_sessions)),
    page("/conto/secondo-fattore", Rule::SignedIn),
    to("/conto/secondo-fattore", Rule::SignedIn, || post(account::second::change)),
    page("/{ipa}/persone", Rule::Administer),
    to("/{ipa}/persone", Rule::Administer, || post(account::people::invite)),
    to("/{ipa}/persone/{account}", Rule::Administer, || post(account::people::change)),
    // The desk.
    page("/{ipa}/scrivania", Rule::Insider),
    page("/{ipa}/scrivania/{id}", Rule::Insider),
    page("/{ipa}/scrivania/{id}/passo", Rule::Keep),
    to("/{ipa}/scrivania/{id}/passo", Rule::Keep, || post(desk::step)),
    page("/{ipa}/scrivania/{id}/piano", Rule::Keep),
    to("/{ipa}/scrivania/{id}/piano", Rule::Keep, || post(desk::plan)),
    to("/{ipa}/scrivania/{id}/differenza", Rule::Keep, || post(desk::settle)),
    page("/{ipa}/scrivania/{id}/{file}/{row}", Rule::Keep),
    to("/{ipa}/scrivania/{id}/{file}/{row}", Rule::Keep, || post(desk::thing)),
    page("/{ipa}/dati", Rule::Insider),
    page("/{ipa}/dati/{file}/{row}", Rule::Administer),
    to("/{ipa}/dati/{file}/{row}", Rule::Administer, || post(desk::shared)),
    page("/{ipa}/importa", Rule::Import),
    to("/{ipa}/importa", Rule::Import, || post(upload::look)),
    to("/{ipa}/importa/{token}", Rule::Import, || post(upload::confirm)),
    page("/{ipa}/storia", Rule::Insider),
    to("/{ipa}/storia/{entry}", Rule::Insider, || post(desk::restore)),
    // The second-person check.
    page("/{ipa}/conferme", Rule::Validate),
    to("/{ipa}/conferme", Rule::Administer, || post(proposals::require)),
    to("/{ipa}/conferme/{n}", Rule::Validate, || post(proposals::decide)),
    to("/{ipa}/conferme/{n}/ritiro", Rule::Insider, || post(proposals::take_back)),
];

/// The line of the table for a request.
#[must_use]
pub fn address(method: &Method, path: &str) -> Option<&'static Address> {
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    TABLE.iter().find(|a| a.method == *method && a.path == path)
}

/// Lets a request through, or not. Everything that a handler may know of who asks is found out here.
pub async fn guard(State(shared): State<Shared>, matched: MatchedPath, mut request: Request, next: Next) -> Response {
    let Some(address) = address(request.method(), matched.as_str()) else {
        let methods: Vec<&str> = TABLE.iter().filter(|a| a.path == matched.as_str()).map(|a| a.method.as_str()).collect();
        if methods.is_empty() {
            return router::again(&shared, request, 404).await;
        }
        let mut response = router::again(&shared, request, 405).await;
        if let Ok(allow) = HeaderValue::from_str(&methods.join(", ")) {
            response.headers_mut().insert(header::ALLOW, allow);
        }
        return response;
    };
    let member = match session::member(&shared, request.headers()).await {
        Ok(member) => member,
        Err(_) => return router::again(&shared, request, 503).await,
    };
    let mut segments = request.uri().path().split('/').skip(1);
    let ente = segments.next().and_then(|s| Ipa::read(s).ok()).filter(|_| address.path.starts_with("/{ipa}"));
    let project = segments.nth(1).and_then(|s| Slug::read(s).ok()).filter(|_| address.path.contains("/{id}"));
    let verdict = address.rule.verdict(member.as_ref(), ente.as_ref(), project.as_ref());
    // Whoever may go on by the role may still have to get a second factor first.
    let first = match &member {
        Some(member) if verdict == Verdict::Allowed => account::second::comes_first(&shared, address, member).await,
        _ => Ok(false),
    };
    if let Some(member) = member {
        request.extensions_mut().insert(member);
    }
    match verdict {
        Verdict::Allowed => match first {
            Ok(false) => next.run(request).await,
            Ok(true) => account::second::lead(&shared, request).await,
            Err(_) => router::again(&shared, request, 503).await,
        },
        Verdict::SignIn => session::ask(&shared, request).await,
        Verdict::Forbidden => router::again(&shared, request, 403).await,
    }
}
