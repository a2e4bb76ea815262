//! The look: the style sheet that Sass makes of `style/`, the fonts that npm brings, our icons, and the script of the presentation.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{files, root, say, tools};

/// Compiles the style sheet and copies fonts and icons, unless nothing changed since they were last made.
pub fn build() -> Result<()> {
    let stamp = root::target().join("style-build/inputs.sha256");
    let sheet = root::site().join("style.css");
    let inputs = files::digest(&["style", "xtask/src/style.rs"])?;
    if files::stamped(&stamp, &inputs)
        && sheet.is_file()
        && root::site().join("assets").is_dir()
        && root::site().join("print").is_dir()
    {
        say::step("The style sheet is up to date.");
        return Ok(());
    }
    say::step("Compiling the style sheet.");
    packages()?;
    compile(&sheet)?;
    copy_assets(&root::site().join("assets"))?;
    copy_print(&root::site().join("print"))?;
    files::write(&stamp, inputs.as_bytes())
}

/// The folder of the npm packages that style and islands are made with, filled.
pub fn packages() -> Result<PathBuf> {
    let folder = root::path().join("style");
    tools::packages(&folder)?;
    Ok(folder.join("node_modules"))
}

fn compile(sheet: &Path) -> Result<()> {
    let before = fs::read(sheet).ok().zip(modified(sheet));
    tools::run(tools::npm("npm").args(["run", "--silent", "build"]).current_dir(root::path().join("style")))
        .context("The style sheet was not compiled: the message above says which line of style/ to mend")?;
    ensure!(sheet.is_file(), "`npm run build` in style/ made no {}: its `build` script must write there", sheet.display());
    // Sass always writes; when it wrote the same, the old date spares the server a rebuild.
    if let Some((bytes, date)) = before
        && files::read(sheet)? == bytes
    {
        fs::File::options().write(true).open(sheet)?.set_modified(date)?;
    }
    Ok(())
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    path.metadata().ok()?.modified().ok()
}

fn copy_assets(assets: &Path) -> Result<()> {
    let style = root::path().join("style");
    let fonts = style.join("node_modules/@fontsource/titillium-web/files");
    let list = fs::read_to_string(style.join("fonts.txt"))
        .context("style/fonts.txt is missing: it lists the font files to serve, one a line")?;
    for name in listed(&list) {
        files::copy(&fonts.join(name), &assets.join("fonts").join(name))
            .with_context(|| format!("style/fonts.txt names {name}, which npm did not bring"))?;
    }
    for icon in files::below(&style.join("icons"))? {
        if let (Some("svg"), Some(name)) = (icon.extension().and_then(|ending| ending.to_str()), icon.file_name()) {
            files::copy(&icon, &assets.join("icons").join(name))?;
        }
    }
    for script in files::below(&style.join("scripts"))? {
        if let (Some("js"), Some(name)) = (script.extension().and_then(|ending| ending.to_str()), script.file_name()) {
            files::copy(&script, &assets.join(name))?;
        }
    }
    Ok(())
}

/// The fonts that reports are printed in: whole TrueType files, beside what is served and not part of it.
fn copy_print(print: &Path) -> Result<()> {
    let style = root::path().join("style");
    let fonts = style.join("node_modules/@expo-google-fonts/titillium-web");
    let list = fs::read_to_string(style.join("print-fonts.txt"))
        .context("style/print-fonts.txt is missing: it lists the fonts that reports are printed in, one a line")?;
    for path in listed(&list) {
        let from = fonts.join(path);
        let name = from.file_name().with_context(|| format!("style/print-fonts.txt: {path} names no file"))?;
        files::copy(&from, &print.join(name))
            .with_context(|| format!("style/print-fonts.txt names {path}, which npm did not bring"))?;
    }
    Ok(())
}

/// The names in a list of one a line, with remarks after `#`.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn a_list_may_have_remarks_and_empty_lines() {
        let names: Vec<_> = listed("# upright\na.woff2\n\n  b.woff2  # bold\n").collect();
        assert_eq!(names, ["a.woff2", "b.woff2"]);
    }
}
