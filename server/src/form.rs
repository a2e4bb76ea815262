//! Forms, as browsers send them: names and values, urlencoded, not many and not long.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, header},
};

/// Names and values, in the order in which they were sent.
pub type Fields = Vec<(String, String)>;

/// The longest form, in bytes.
const LARGEST: usize = 64 * 1024;
/// The most fields.
const MOST: usize = 200;
/// The same of a form with a text for each line of a long list: two hundred of 4,000 letters, each letter up to six bytes.
const LONGEST: usize = 4 * 1024 * 1024;
const LONG: usize = 2_000;

/// Reads a form out of a request, which comes back without its body.
///
/// # Errors
/// With the request and a status, where it is no form (415), too long (413), or has too many fields (400).
#[allow(clippy::result_large_err, reason = "the request goes on to the page that says why")]
pub async fn read(request: Request) -> Result<(Request, Fields), (Request, u16)> {
    read_up_to(request, MOST).await
}

/// The same of a form that may have so many fields: one with a box to tick for each line of a long list.
///
/// # Errors
/// Those of [`read`].
#[allow(clippy::result_large_err, reason = "the request goes on to the page that says why")]
pub async fn read_up_to(request: Request, most: usize) -> Result<(Request, Fields), (Request, u16)> {
    read_within(request, most, LARGEST).await
}

/// The same of a form with a text for each line of a long list.
///
/// # Errors
/// Those of [`read`].
#[allow(clippy::result_large_err, reason = "the request goes on to the page that says why")]
pub async fn read_long(request: Request) -> Result<(Request, Fields), (Request, u16)> {
    read_within(request, LONG, LONGEST).await
}

#[allow(clippy::result_large_err, reason = "the request goes on to the page that says why")]
async fn read_within(request: Request, most: usize, largest: usize) -> Result<(Request, Fields), (Request, u16)> {
    let (parts, body) = request.into_parts();
    let read = fields(&parts.headers, body, most, largest).await;
    let request = Request::from_parts(parts, Body::empty());
    match read {
        Ok(fields) => Ok((request, fields)),
        Err(status) => Err((request, status)),
    }
}

async fn fields(headers: &HeaderMap, body: Body, most: usize, largest: usize) -> Result<Fields, u16> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|t| t.to_str().ok()).and_then(|t| t.split(';').next());
    if !kind.is_some_and(|k| k.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")) {
        return Err(415);
    }
    // A body that breaks off is answered the same: nobody is there any more to read it.
    let bytes = to_bytes(body, largest).await.map_err(|_| 413_u16)?;
    let fields: Fields = form_urlencoded::parse(&bytes).into_owned().take(most + 1).collect();
    if fields.len() > most { Err(400) } else { Ok(fields) }
}

/// The value of a field, the first one; empty where there is none.
#[must_use]
pub fn value<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default()
}

/// All values of a field that may be given several times.
pub fn values<'f>(fields: &'f [(String, String)], name: &'f str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sent(kind: Option<&str>, body: impl Into<Body>) -> Result<Fields, u16> {
        let mut request = Request::post("/accedi");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        match read(request.body(body.into()).unwrap()).await {
            Ok((request, fields)) => {
                assert_eq!(to_bytes(request.into_body(), 1).await.unwrap().len(), 0);
                Ok(fields)
            }
            Err((_, status)) => Err(status),
        }
    }

    const FORM: Option<&str> = Some("application/x-www-form-urlencoded");

    #[tokio::test]
    async fn names_and_values_come_back_decoded_and_in_order() {
        let fields = sent(
            Some("Application/X-WWW-Form-Urlencoded; charset=UTF-8"),
            "role=lettore&name=D%27Angel%C3%B2+S.&role=validatore&x",
        )
        .await
        .unwrap();
        assert_eq!(value(&fields, "name"), "D'Angelò S.");
        assert_eq!(values(&fields, "role").collect::<Vec<_>>(), ["lettore", "validatore"]);
        assert_eq!((value(&fields, "x"), value(&fields, "y")), ("", ""));
    }

    #[tokio::test]
    async fn other_kinds_are_refused() {
        for kind in [None, Some("multipart/form-data; boundary=x"), Some("application/json"), Some("text/plain"), Some("")] {
            assert_eq!(sent(kind, "a=b").await, Err(415), "{kind:?}");
        }
    }

    #[tokio::test]
    async fn what_is_too_long_is_refused() {
        assert!(sent(FORM, format!("a={}", "x".repeat(LARGEST - 2))).await.is_ok());
        assert_eq!(sent(FORM, format!("a={}", "x".repeat(LARGEST))).await, Err(413));
        assert!(sent(FORM, "a=b&".repeat(MOST)).await.is_ok());
        assert_eq!(sent(FORM, "a=b&".repeat(MOST + 1)).await, Err(400));
        let long = |fields| {
            let request = Request::post("/x").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            read_up_to(request.body(Body::from("a=b&".repeat(fields))).unwrap(), 500)
        };
        assert_eq!(long(500).await.unwrap().1.len(), 500);
        assert_eq!(long(501).await.unwrap_err().1, 400);
    }
}
