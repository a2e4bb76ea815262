//! Makes an empty database of the present schema, for checking the queries against: `schema FILE`.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args_os().nth(1).ok_or("which file?")?;
    store::Store::create(std::path::Path::new(&path)).await?.close().await;
    Ok(())
}
