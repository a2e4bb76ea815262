//! Odd questions and hostile names.

use crate::{
    addresses::{DOWNLOADS, OFFICE},
    checks::{guarded, whole},
    site::Site,
    specimen::{HOSTILE, specimen},
};
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn odd_questions_get_a_page() {
    let site = Site::with(&specimen()).await;
    let long = "x".repeat(5_000);
    for query in [
        "q=%00",
        "q=%ff%fe",
        "q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "q='%20OR%201=1--",
        "q=%25%25%25___",
        "pagina=99999999999999999999",
        "pagina=-1",
        "pagina=0",
        "anno=abc",
        "anno=999999999999",
        "misura=%3Cscript%3E&stato=x&fondo=y&fase=z",
        "ordine=..%2f..%2f",
        "da=2023-02-31&a=boh&scala=secolo",
        "da=9999-12-31&a=0001-01-01",
        "esito=nessuno",
        "grafico=nessuno",
        "=&&&==",
        long.as_str(),
        format!("q={long}").as_str(),
        "a=1&".repeat(500).as_str(),
    ] {
        for path in [
            "/",
            "/c_e472",
            "/c_e472/progetti",
            "/c_e472/cronoprogramma",
            "/c_e472/finanziamenti",
            "/c_e472/dichiarazioni",
            "/prova_30/cronoprogramma",
        ] {
            let asked = format!("{path}?{query}");
            let page = site.page(&asked).await;
            guarded(&asked, &page);
            whole(&asked, &page);
            assert!(!page.body.contains("<script>alert"), "{asked}");
        }
        for (path, _) in DOWNLOADS {
            let path = path.split('?').next().unwrap_or_default();
            let asked = format!("{path}?{query}");
            guarded(&asked, &site.page(&asked).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_names_are_names() {
    let site = Site::with(&specimen()).await;
    for path in [
        "/",
        "/prova_30",
        "/prova_30/progetti",
        "/prova_30/progetti/prova-3",
        "/prova_30/cronoprogramma",
        "/prova_30/finanziamenti",
        "/prova_30/rischi",
        "/prova_30/certificazioni",
        "/prova_30/indicatori",
        "/prova_30/dichiarazioni",
        "/prova_30/misure",
        "/prova_30/cronoprogramma.svg",
        "/prova_30/finanziamenti.svg",
    ] {
        for path in [path.to_owned(), format!("{path}?lang=en")] {
            let page = site.page(&path).await;
            guarded(&path, &page);
            for raw in ["<script>alert", "</script> & ", "<i>servizi</i>"] {
                assert!(!page.body.contains(raw), "{path} has «{raw}» as it was typed");
            }
            if path.starts_with("/prova_30/progetti/prova-3") {
                assert!(page.main().contains("&lt;script&gt;alert("), "{path}: the name is gone");
            }
        }
    }
    // A spreadsheet computes nothing of what somebody typed.
    for path in ["/prova_30/progetti.csv", "/prova_30/cronoprogramma.csv"] {
        let body = site.page(path).await.body;
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
        let cells: Vec<String> = rows.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(cells.iter().any(|c| c == "'=1+1"), "{path}: the name is gone");
        assert!(!cells.iter().any(|c| c.starts_with(['=', '+', '-', '@', '\t'])), "{path}");
        assert!(cells.iter().any(|c| c == HOSTILE), "{path}: the name is gone, or changed");
    }
}

/// Two hundred texts that somebody might type to do harm. Each has a tag that no page writes by itself.
fn hostile() -> Vec<String> {
    let hearts = [
        "<tg-evil>",
        "</title><tg-evil>",
        "</textarea><tg-evil>",
        "</script><tg-evil>",
        "\"><tg-evil>",
        "'><tg-evil>",
        "--><tg-evil>",
        "]]><tg-evil>",
        "<svg onload=alert(1)><tg-evil>",
        "<img src=x onerror=alert(1)><tg-evil>",
        "\" onmouseover=\"alert(1)\" <tg-evil>",
        "javascript:alert(1)//<tg-evil>",
        "{{7*7}}<tg-evil>",
        "${7*7}<tg-evil>",
        "' OR '1'='1' --<tg-evil>",
        "%3Ctg-evil%3E<tg-evil>",
        "&lt;tg-evil&gt;<tg-evil>",
        "\u{202e}<tg-evil>\u{202c}",
        "\u{feff}<tg-evil>\u{200b}",
        "<TG-EVIL/x=1><tg-evil>",
    ];
    let heads = ["", "=1+1 ", "+", "-2", "@SUM(A1) ", "=cmd|' /C calc'!A0 ", "è ", "a\tb ", "1;2;", "\"q\" "];
    heads.iter().flat_map(|head| hearts.iter().map(move |heart| format!("{head}{heart}"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_hostile_texts_in_every_field_stay_texts() {
    use domain::{
        cell::{Form, Value},
        desk::{Author, Desk, Edit, Saved},
        fact::{Note, Record},
        identifier::{Ipa, Slug},
        member::Role,
        records::{EnteRecord, OF_A_PROJECT, OF_AN_ENTE, Project},
    };
    let site = Site::with(&[]).await;
    let strings = hostile();
    assert_eq!(strings.len(), 200);
    let (ipa, slug) = (Ipa::read("c_e472").unwrap(), Slug::read("send-2022").unwrap());
    let author = || Author { user: Some(1), name: strings[0].clone(), reason: Some(strings[1].clone()) };
    let today = crate::common::today();
    let mut filled = 0;
    for table in OF_A_PROJECT.into_iter().chain(OF_AN_ENTE.into_iter().filter(|t| !OF_A_PROJECT.contains(t))) {
        // Every field that takes words has them; the others what their form allows.
        let edits: Vec<Edit> = strings
            .iter()
            .enumerate()
            .filter(|(i, _)| *i == 0 || table != Project::TABLE && table != EnteRecord::TABLE)
            .filter_map(|(i, text)| {
                let mut values: Vec<Value> = vec![];
                for column in table.columns {
                    let typed = match (column.name, column.form) {
                        ("ente", _) => "c_e472".to_owned(),
                        ("project", _) => "send-2022".to_owned(),
                        ("indicator", _) => "notifiche-digitali".to_owned(),
                        ("line", _) => "1.4.5".to_owned(),
                        (_, Form::Choice(words)) => words[i % words.len()].to_owned(),
                        (_, Form::Date | Form::Day) => format!("{:02}/01/2025", 1 + i % 28),
                        (_, Form::Money | Form::Figure) => "12,50".to_owned(),
                        (_, Form::Number) => (i + 100).to_string(),
                        (_, Form::Line) => text.clone(),
                    };
                    values.extend((column.parse)(&typed).ok()?);
                }
                let al = Some(domain::when::When::Day(today.checked_sub_days(chrono::Days::new(i as u64)).unwrap()));
                Some(Edit {
                    table,
                    values,
                    al,
                    source: None,
                    note: Note::typed(Some(text.clone()), Some(true)),
                    seen: 0,
                    withdrawn: false,
                })
            })
            .collect();
        for mut edit in edits {
            if table == EnteRecord::TABLE {
                edit.seen = site.store.kept(table, &ipa, None).await.unwrap()[0].version;
            }
            // Where the key is a choice the first words stand: the rest are conflicts, which is what they should be.
            if let Saved::Done(_) = site.store.save(vec![edit], author(), chrono::Utc::now(), today).await.unwrap() {
                filled += 1;
            }
        }
        assert!(!site.store.kept(table, &ipa, Some(&slug)).await.unwrap().is_empty(), "{}", table.name);
    }
    assert!(filled > 1_500, "{filled}");
    let session = site.member("capo", "c_e472", &[Role::Administrator], &[]).await;
    for path in [
        "/c_e472",
        "/c_e472/progetti",
        "/c_e472/progetti/send-2022",
        "/c_e472/cronoprogramma",
        "/c_e472/finanziamenti",
        "/c_e472/certificazioni",
        "/c_e472/indicatori",
        "/c_e472/dichiarazioni",
        "/c_e472/rischi",
        "/c_e472/risposta",
        "/c_e472/sedute",
        "/c_e472/presentazione",
        "/c_e472/presentazione.html",
        "/c_e472/attuazione-misure-pnrr",
        "/c_e472/attuazione-misure-pnrr/send-2022",
        "/c_e472/confronto?al=2025-10-29",
        "/c_e472/incorpora/cronoprogramma",
        "/fonti",
        "/c_e472/cronoprogramma.svg",
        "/c_e472/finanziamenti.svg?grafico=fonti",
        "/c_e472/scrivania",
        "/c_e472/scrivania/send-2022",
        "/c_e472/scrivania/send-2022/passo",
        "/c_e472/scrivania/send-2022/rischi/nuova",
        "/c_e472/storia",
        "/c_e472/persone",
        "/c_e472/importa",
        "/c_e472/dati",
    ] {
        for path in [path.to_owned(), format!("{path}{}lang=en", if path.contains('?') { '&' } else { '?' })] {
            let page = site.get_as(&session, &path).await;
            guarded(&path, &page);
            let lower = page.body.to_lowercase();
            assert!(!lower.contains("<tg-evil"), "{path} has a tag that somebody typed");
            assert!(!lower.contains("href=\"javascript:"), "{path} has a link that runs");
        }
    }
    assert!(site.get("/c_e472/progetti/send-2022").await.body.contains("&lt;tg-evil&gt;"), "the texts are shown");
    // Every download: no cell that a spreadsheet computes, no tag, and a file that can be made at all.
    let csv = DOWNLOADS.iter().filter(|(_, kind)| kind.starts_with("text/csv"));
    let funding = ["tempo", "termini"].map(|chart| format!("/c_e472/finanziamenti.csv?grafico={chart}"));
    for path in csv.map(|(path, _)| (*path).to_owned()).chain(funding) {
        let body = site.page(&path).await.body;
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(body.as_bytes());
        let cells: Vec<String> = rows.records().flat_map(|r| r.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(!cells.is_empty(), "{path}");
        // A number below zero is one, and no formula.
        let computed = |c: &&String| c.starts_with(['=', '+', '-', '@', '\t']) && c.parse::<f64>().is_err();
        assert_eq!(cells.iter().find(computed), None, "{path}");
    }
    for path in OFFICE.map(|(path, ..)| path).into_iter().chain(["/c_e472/relazione.pdf"]) {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in ["/c_e472/novita.atom", "/c_e472/calendario.ics", "/c_e472/cronoprogramma.json"] {
        let body = site.page(path).await.body.to_lowercase();
        let json = path.ends_with(".json");
        assert!(json || path.ends_with(".ics") || !body.contains("<tg-evil"), "{path}");
        // A line that somebody typed would be a property of its own.
        let begun = body.lines().any(|line| ["1;2;", "=cmd", "<tg-evil"].iter().any(|begin| line.starts_with(begin)));
        assert!(json || !begun, "{path}");
    }
}

/// Without blanks: where a header is folded, readers differ about them.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn two_hundred_hostile_names_in_a_letter_stay_names() {
    use server::mail::{Letter, Matter, Occasion, address, sender};
    let from = sender("Traguardi <no-reply@comune.example>").unwrap();
    let link = format!("https://traguardi.comune.example/invito/{}", "0".repeat(64));
    let now = chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    for text in hostile() {
        // As it is typed, and with what would begin a header, a body or a second message.
        for name in [
            text.clone(),
            format!("{text}\r\nBcc: evil@evil.example\r\n\r\n<tg-evil>\r\n.\r\nMAIL FROM:<evil@evil.example>"),
            format!("{text}\n\rX-Evil: 1\u{2028}\u{85}\u{0}x"),
        ] {
            let matter = Matter { occasion: Occasion::Invited(&name), login: "ufficio@comune.example", ente: &name, link: &link };
            let raw = Letter::write(address("ufficio@comune.example").unwrap(), &matter).message(&from, now).unwrap().formatted();
            assert!(raw.is_ascii() && raw.split(|b| *b == b'\n').all(|line| line.len() < 998 && line != b".\r"), "{name:?}");
            let message = mail_parser::MessageParser::default().parse(&raw).unwrap();
            let mut headers: Vec<String> = message.headers().iter().map(|h| h.name().to_lowercase()).collect();
            headers.sort();
            let ours = [
                "auto-submitted",
                "content-transfer-encoding",
                "content-type",
                "date",
                "from",
                "message-id",
                "mime-version",
                "subject",
                "to",
            ];
            assert_eq!(headers, ours, "{name:?}");
            let to: Vec<_> = message.to().unwrap().iter().map(|a| a.address().unwrap()).collect();
            assert_eq!(to, ["ufficio@comune.example"], "{name:?}");
            let text = message.body_text(0).unwrap();
            assert_eq!((message.text_body_count(), message.attachment_count()), (1, 0), "{name:?}");
            assert_eq!(text.lines().filter(|l| l.contains("http")).collect::<Vec<_>>(), [link.as_str()], "{name:?}");
            assert!(text.contains("<tg-evil>"), "the name is gone: {text}");
            // Each name is in the middle of a sentence of ours, in each language.
            assert_eq!(text.lines().filter(|l| l.contains("evil")).count(), 2, "{text}");
            let subject = bare(message.subject().unwrap());
            assert!(subject.starts_with("InvitoaTraguardi:") && subject.to_lowercase().contains("<tg-evil"), "{subject}");
        }
    }
}
