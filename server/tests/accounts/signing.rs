//! Who signs in, who does not, and where it leads.

use crate::site::{HERE, PASSWORD, Site, THERE, WRONG};
use axum::http::Method;
use domain::{account::Accounts, member::Role};
use words::Lang;

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_comes_to_the_desk_and_who_signs_out_leaves_nothing_behind() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.browser();
    browser.get("/conto").await.leads("/accedi?next=%2Fconto");
    assert_eq!(browser.get("/accedi").await.status, 200);
    // Logins are compared in lower case, and a blank at their ends is nobody's.
    browser.sign_in(" UFFICIO ", PASSWORD).await.leads("/c_prova/scrivania");
    let own = browser.get("/conto").await;
    own.is(200, "Persona ufficio");
    assert_eq!(own.header("cache-control"), "no-store");
    let kept = browser.clone();
    browser.post("/esci", &[]).await.leads("/accedi?fatto=uscita");
    assert_eq!(browser.session(), "");
    assert!(!browser.is_in().await);
    // The token is dead, not only forgotten here.
    assert!(!kept.clone().is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_learns_whether_there_is_such_an_account() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let stopped = site.person("fermo", &[(HERE, Role::Manager)]).await;
    site.store.activate(stopped, false, None, site.clock.now()).await.unwrap();
    site.newcomer("nuovo", &[(HERE, Role::Manager)]).await;
    let mut answers = vec![];
    for (login, password) in
        [("ufficio", WRONG), ("nessuno", PASSWORD), ("fermo", PASSWORD), ("nuovo", PASSWORD), ("ufficio", "")]
    {
        let mut browser = site.browser();
        let page = browser.sign_in(login, password).await;
        page.is(422, Lang::It.access_wrong());
        assert!(page.set_cookies().is_empty(), "{login}");
        assert!(!page.body.contains(PASSWORD) && !page.body.contains(WRONG), "the password is on the page");
        let main = page.main();
        assert!(main.contains(&format!("\"{login}\"")), "what was typed is gone: {main}");
        answers.push(main.replace(&format!("\"{login}\""), "\"\""));
    }
    for answer in &answers {
        assert_eq!(Some(answer), answers.first());
    }
    site.browser().sign_in("", "").await.is(422, Lang::It.access_wrong());
    let english = site.browser().post("/accedi?lang=en", &[("login", "x"), ("password", "y")]).await;
    english.is(422, Lang::En.access_wrong());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sign_in_has_a_token_of_its_own() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let mut browser = site.browser();
    // Somebody has put a token of their own into the browser.
    let planted = "1".repeat(64);
    browser.cookies.insert("session".to_owned(), planted.clone());
    browser.sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
    let first = browser.session();
    assert_ne!(first, planted);
    let mut old = browser.clone();
    browser.sign_in("ufficio", PASSWORD).await.leads("/c_prova/scrivania");
    assert_ne!(browser.session(), first);
    assert!(browser.is_in().await);
    assert!(!old.is_in().await, "the session of before goes on");
    // A second browser does not end the first one's session.
    let mut other = site.signed_in("ufficio").await;
    assert!(other.is_in().await && browser.is_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_signing_in_one_stays_on_this_site() {
    let site = Site::new().await;
    site.person("ufficio", &[(HERE, Role::Manager)]).await;
    let enter = async |next: &str| {
        let fields = [("login", "ufficio"), ("password", PASSWORD), ("next", next)];
        site.browser().post("/accedi", &fields).await
    };
    enter("/c_prova/scrivania/send-2022?lang=en&x=%2F").await.leads("/c_prova/scrivania/send-2022?lang=en&x=%2F");
    for hostile in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/x\r\nSet-Cookie: session=1",
        "evil.example",
        "/accedi",
        "",
    ] {
        let page = enter(hostile).await;
        page.leads("/c_prova/scrivania");
        assert!(page.set_cookies().iter().all(|c| !c.contains("session=1;")), "{hostile:?}");
    }
    // From the address of the page, where the form does not say.
    let fields = [("login", "ufficio"), ("password", PASSWORD)];
    site.browser().post("/accedi?next=%2Fconto", &fields).await.leads("/conto");
    site.browser().post("/accedi?next=%2F%2Fevil.example", &fields).await.leads("/c_prova/scrivania");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_role_comes_to_their_account() {
    let site = Site::new().await;
    site.person("senza", &[]).await;
    site.browser().sign_in("senza", PASSWORD).await.leads("/conto");
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_changes_nothing() {
    let site = Site::new().await;
    let admin = site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut browser = site.signed_in("capo").await;
    let before = site.store.everybody().await.unwrap();
    for path in [
        "/esci".to_owned(),
        "/conto/sessioni".to_owned(),
        "/conto/password?current=a&password=b&repeat=b".to_owned(),
        format!("/{HERE}/persone/{admin}?action=stop"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let page = browser.ask(method.clone(), &path, None, "").await;
            assert!([404, 405].contains(&page.status), "{method} {path}: {}", page.status);
        }
    }
    let invited = browser.get(&format!("/{HERE}/persone?login=nuovo&name=Nuovo&role=amministratore")).await;
    assert_eq!(invited.status, 200);
    assert!(browser.is_in().await);
    assert_eq!(site.store.everybody().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_another_site_is_refused() {
    let site = Site::new().await;
    site.person("capo", &[(HERE, Role::Administrator)]).await;
    let mut browser = site.signed_in("capo").await;
    let before = site.store.everybody().await.unwrap();
    let invite: &[(&str, &str)] = &[("login", "nuovo"), ("name", "Nuovo arrivato"), ("role", "lettore")];
    let people = format!("/{HERE}/persone");
    let forms: [(&str, &[(&str, &str)]); 4] =
        [("/accedi", &[("login", "capo"), ("password", PASSWORD)]), ("/esci", &[]), ("/conto/sessioni", &[]), (&people, invite)];
    for (path, fields) in forms {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let page = browser.clone().saying(name, value).post(path, fields).await;
            assert_eq!(page.status, 403, "{path}, {name}: {value}");
            assert!(page.set_cookies().is_empty(), "{path}, {name}: {value}");
        }
    }
    assert!(browser.is_in().await);
    assert_eq!(site.store.everybody().await.unwrap(), before);
    let page = browser
        .clone()
        .saying("sec-fetch-site", "same-origin")
        .saying("origin", "http://comune.example")
        .post(&people, invite)
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_address_is_for_whom_it_is_for() {
    let site = Site::new().await;
    let capo = site.person("capo", &[(HERE, Role::Administrator)]).await;
    site.person("lettore", &[(HERE, Role::Reader)]).await;
    site.person("vicino", &[(THERE, Role::Administrator)]).await;
    let people = format!("/{HERE}/persone");
    let one = format!("{people}/{capo}");
    let fields: &[(&str, &str)] = &[("action", "stop"), ("login", "nuovo"), ("name", "Nuovo"), ("role", "lettore")];
    // Nobody: a page leads to signing in and back; a form says that nothing is lost.
    let mut nobody = site.browser();
    nobody.get(&people).await.leads("/accedi?next=%2Fc_prova%2Fpersone");
    for path in [&people, &one] {
        nobody.post(path, fields).await.is(401, Lang::It.refused_text(401));
    }
    nobody.post("/conto/sessioni", &[]).await.is(401, Lang::It.refused_title(401));
    for login in ["lettore", "vicino"] {
        let mut browser = site.signed_in(login).await;
        browser.get(&people).await.is(403, Lang::It.refused_title(403));
        for path in [&people, &one] {
            assert_eq!(browser.post(path, fields).await.status, 403, "{login}: {path}");
        }
    }
    assert!(site.store.credentials("capo").await.unwrap().unwrap().active);
    assert!(site.store.credentials("nuovo").await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_is_refused_with_a_page() {
    let site = Site::new().await;
    let mut browser = site.browser();
    for kind in [None, Some("text/plain"), Some("multipart/form-data; boundary=x")] {
        browser.ask(Method::POST, "/accedi", kind, "login=a&password=b").await.is(415, Lang::It.refused_title(415));
    }
    let form = Some("application/x-www-form-urlencoded");
    let long = format!("login={}", "x".repeat(70_000));
    browser.ask(Method::POST, "/accedi", form, &long).await.is(413, Lang::It.refused_title(413));
    browser.ask(Method::POST, "/accedi", form, &"a=b&".repeat(201)).await.is(400, Lang::It.refused_title(400));
}
