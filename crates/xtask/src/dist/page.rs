//! The page of a build: `index.html` with what its `data-trunk` links name, as trunk would fill it in.
//!
//! Styles of the first view are inlined. The others are linked under trunk; a release brings them with its deferred
//! module, and a debug build, which has none, inlines them, too.

use std::{fmt::Write, fs};

use super::{Files, compile::NAME};
use crate::{
    places,
    report::{Outcome, Problem, While},
};

/// Where the files are served; the page's scripts and links begin with it.
const BASE: &str = "/";

/// How styles are linked that the first view does not need.
const LATER: &str = "css";

/// Where the styles go that the first view does not need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaterStyles {
    InThePage,
    Elsewhere,
}

/// The styles that the first view does not need.
pub(super) fn later_styles() -> Outcome<String> {
    let page = source_text("index.html")?;
    let links = page.lines().filter_map(data_trunk);
    let links = links.filter(|link| attribute(link, "rel") == Some(LATER));
    links
        .map(|link| source_text(attribute(link, "href").unwrap_or_default()))
        .collect()
}

/// Adds the files that the page names, and the page itself.
pub(super) fn add(files: &mut Files, later: LaterStyles) -> Outcome {
    let source = source_text("index.html")?;
    let patterns = Patterns::read(&source_text("Trunk.toml")?)?;
    let mut page = String::with_capacity(source.len());
    for line in source.lines() {
        let Some(link) = data_trunk(line) else {
            page.push_str(&line.replace("data-trunk-public-url", &format!("href=\"{BASE}\"")));
            page.push('\n');
            continue;
        };
        let attribute = |name| {
            attribute(link, name).ok_or_else(|| {
                Problem::new(format!("index.html has a data-trunk link without {name}"))
            })
        };
        match attribute("rel")? {
            LATER if later == LaterStyles::Elsewhere => {}
            "inline" | LATER => {
                let style = source_text(attribute("href")?)?;
                writeln!(page, "<style>{style}</style>").expect("a string takes every character");
            }
            "copy-file" => {
                let path = attribute("href")?;
                let name = path.rsplit('/').next().unwrap_or(path);
                let bytes = fs::read(places::root().join(path));
                files.insert(
                    name.to_owned(),
                    bytes.or_problem(format!("reading {path}"))?,
                );
            }
            "rust" => page.push_str(&patterns.preload),
            other => {
                return Err(Problem::new(format!(
                    "index.html has a data-trunk link of rel {other}, which cargo xtask dist does not know"
                )));
            }
        }
    }
    let page = page.replacen("</body>", &format!("{}\n</body>", patterns.script), 1);
    files.insert(super::DOCUMENT.to_owned(), page.into_bytes());
    Ok(())
}

/// How the page loads and starts the wasm: the same in a release and under trunk.
#[derive(Debug, PartialEq, Eq)]
struct Patterns {
    preload: String,
    script: String,
}

impl Patterns {
    fn read(settings: &str) -> Outcome<Self> {
        let pattern = |name: &str| {
            let found = settings
                .lines()
                .filter_map(|line| line.strip_prefix(name)?.trim().strip_prefix("= '"))
                .find_map(|value| value.strip_suffix('\''));
            let text = found
                .ok_or_else(|| Problem::new(format!("Trunk.toml has no {name} in one line")))?;
            Ok(text
                .replace("{base}", BASE)
                .replace("{js}", &format!("{NAME}.js"))
                .replace("{wasm}", &format!("{NAME}_bg.wasm"))
                .replace("{crossorigin}", "anonymous"))
        };
        Ok(Self {
            preload: pattern("pattern_preload")?,
            script: pattern("pattern_script")?,
        })
    }
}

/// What a line says to trunk.
fn data_trunk(line: &str) -> Option<&str> {
    line.trim().strip_prefix("<link data-trunk ")
}

fn attribute<'a>(link: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = link.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

fn source_text(path: &str) -> Outcome<String> {
    fs::read_to_string(places::root().join(path)).or_problem(format!("reading {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_are_those_of_trunk() {
        let settings = "[build]\npattern_preload = '<link href=\"{base}{js}\" crossorigin=\"{crossorigin}\">'\npattern_script = '<script>import(\"{base}{wasm}\")</script>'\n";
        let patterns = Patterns::read(settings).expect("both patterns");
        assert_eq!(
            patterns.preload,
            r#"<link href="/console.js" crossorigin="anonymous">"#
        );
        assert_eq!(
            patterns.script,
            r#"<script>import("/console_bg.wasm")</script>"#
        );
        assert!(Patterns::read("[build]").is_err());
    }

    #[test]
    fn an_attribute_is_read_by_its_name() {
        let link = r#"rel="inline" href="style/a.css" type="css" />"#;
        assert_eq!(attribute(link, "href"), Some("style/a.css"));
        assert_eq!(attribute(link, "media"), None);
    }

    #[test]
    fn the_page_has_every_style_and_starts_the_console() {
        let mut files = Files::new();
        add(&mut files, LaterStyles::InThePage).expect("this repository's page");
        let page = String::from_utf8_lossy(&files[super::super::DOCUMENT]).into_owned();
        assert!(!page.contains("data-trunk"), "every link is filled in");
        assert!(page.contains("--space-"), "the tokens are there");
        assert!(page.contains(r#"<base href="/" />"#));
        assert_eq!(page.matches("import(\"/console.js\")").count(), 1);
        assert!(files.contains_key("config.json"));

        add(&mut files, LaterStyles::Elsewhere).expect("this repository's page");
        let shorter = String::from_utf8_lossy(&files[super::super::DOCUMENT]).into_owned();
        let later = later_styles().expect("this repository's styles");
        let rule = |text: &str| text.contains(".chart");
        assert!(rule(&page) && rule(&later) && !rule(&shorter));
        assert!(!shorter.contains("data-trunk"), "no link is left");
    }
}
