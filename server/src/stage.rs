//! The presentation outside its page: as one file for a room without network, and at an address that is short enough to type.

use crate::{assets, downloads, router, router::Shared, visit::Slot};
use app::{
    gantt::drawing::escape,
    pages::stage::{self, Show},
    paths,
};
use axum::{
    Extension,
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::identifier::Ipa;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use words::Lang;

/// The script of the page, which is that of the file too.
const SCRIPT: &str = include_str!("../../style/scripts/stage.js");
/// The emblem, by its address and as it is.
const EMBLEM: (&str, &str) = ("/assets/icons/eu-emblem.svg", include_str!("../../style/icons/eu-emblem.svg"));
/// The weights that slides use.
const FONTS: [u16; 2] = [400, 700];

/// `/{ipa}/p`, `/{ipa}/p/{n}`: to the presentation, live or of a frozen situation, with what the address asks for.
pub async fn short(State(shared): State<Shared>, request: Request) -> Response {
    let mut segments = request.uri().path().split('/').skip(1);
    let ipa = segments.next().and_then(|s| Ipa::read(s).ok());
    let number = segments.nth(1).map(str::parse::<u32>);
    let to = match (ipa, number) {
        (Some(ipa), None) => format!("/{ipa}/{}", paths::STAGE),
        (Some(ipa), Some(Ok(number))) => format!("{}/{}", paths::situation(&ipa, number), paths::STAGE),
        (None, _) | (_, Some(Err(_))) => return router::again(&shared, request, 404).await,
    };
    let query = request.uri().query().map(|q| format!("?{q}")).unwrap_or_default();
    Redirect::temporary(&format!("{to}{query}")).into_response()
}

/// `/{ipa}/presentazione.html`: the slides of the page in one file that asks for nothing. The same for everybody: without notes.
pub async fn offline(State(shared): State<Shared>, Extension(slot): Extension<Slot>) -> Response {
    let scene = match downloads::since(&shared, &slot).await {
        Ok(scene) => scene,
        Err(answer) => return answer,
    };
    let sitting = scene.frozen.as_ref().map(|f| f.cover.sitting.number);
    let Ok(arrangement) = stage::arrangement(&scene.given, scene.ipa(), sitting).await else {
        return downloads::unreadable();
    };
    let path = stage::address(&scene);
    let body = stage::offline(&scene, &Show { seal: stage::seal(&scene).as_deref(), arrangement: &arrangement, path: &path });
    let file = document(scene.lang, &stage::title(&scene), &body, &look());
    downloads::file(&downloads::name(&scene, paths::STAGE, "html"), "text/html; charset=utf-8", file.into_bytes())
}

/// The style sheet with its fonts inside. Of a binary without style nothing: the slides are whole without it.
fn look() -> String {
    let sheet = assets::read("style.css").and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let mut out = without_faces(&sheet);
    for weight in FONTS {
        let Some(font) = assets::read(&format!("assets/fonts/titillium-web-latin-{weight}-normal.woff2")) else { continue };
        let _ = write!(
            out,
            "@font-face{{font-family:\"Titillium Web\";font-style:normal;font-weight:{weight};src:url({}) format(\"woff2\")}}",
            data("font/woff2", &font)
        );
    }
    out
}

/// A style sheet without its fonts, which have addresses.
fn without_faces(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, face)) = rest.split_once("@font-face") {
        out.push_str(before);
        rest = face.split_once('}').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn data(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}

/// The whole file. Its policy allows its own style and script, by their digests, and nothing else.
fn document(lang: Lang, title: &str, body: &str, look: &str) -> String {
    let digest = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text.as_bytes())));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; font-src data:; base-uri 'none'; form-action 'none'",
        digest(look),
        digest(SCRIPT)
    );
    let (address, emblem) = EMBLEM;
    let body = body.replace(address, &data("image/svg+xml", emblem.as_bytes()));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{look}</style>\n</head>\n\
         <body>{body}<script>{SCRIPT}</script></body>\n</html>\n",
        lang.code(),
        escape(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_with_addresses_are_left_out_and_nothing_else() {
        let sheet = "a{b:c}@font-face{font-family:\"T\";src:url(\"/assets/x.woff2\")}@font-face{src:url(\"/y\")}d{e:f}";
        assert_eq!(without_faces(sheet), "a{b:c}d{e:f}");
        assert_eq!(without_faces("a{b:c}"), "a{b:c}");
    }

    #[test]
    fn the_file_carries_its_emblem_and_a_policy_that_fits_its_own_script_and_style() {
        let file = document(Lang::It, "</title><script>", "<img src=\"/assets/icons/eu-emblem.svg\">", "a{b:c}");
        assert!(file.contains("<img src=\"data:image/svg+xml;base64,") && !file.contains("/assets/"), "{file}");
        assert!(file.contains("<title>&lt;/title&gt;&lt;script&gt;</title>"), "{file}");
        let inside = |open: &str, close: &str| file.split_once(open).unwrap().1.split_once(close).unwrap().0;
        for (open, close, directive) in [("<style>", "</style>", "style-src"), ("<script>", "</script>", "script-src")] {
            let digest = BASE64_STANDARD.encode(Sha256::digest(inside(open, close).as_bytes()));
            assert!(file.contains(&format!("{directive} 'sha256-{digest}'")), "{directive}");
        }
        assert_eq!(file.matches("<script").count(), 1);
    }

    #[test]
    fn the_script_can_stand_inside_a_page() {
        // Either would end the element that it stands in, or begin another.
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--"));
    }
}
