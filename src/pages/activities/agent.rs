//! What a user agent is, in a few words: browsers say a great deal and mean little.

/// `Firefox 150 on macOS` for a browser; anything else as it is.
pub fn short(agent: &str) -> String {
    let known = agent
        .starts_with("Mozilla/5.0 ")
        .then(|| browser(agent).zip(system(agent)));
    match known.flatten() {
        Some((browser, system)) => format!("{browser} on {system}"),
        None => agent.to_owned(),
    }
}

/// The first of these that stands in the text decides: most browsers also name those they descend from.
fn browser(agent: &str) -> Option<String> {
    const NAMES: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("HeadlessChrome/", "Headless Chrome"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ];
    NAMES.iter().find_map(|(sign, name)| {
        let (_, version) = agent.split_once(sign)?;
        let end = version.find(|letter: char| !letter.is_ascii_digit());
        Some(format!(
            "{name} {}",
            &version[..end.unwrap_or(version.len())]
        ))
    })
}

fn system(agent: &str) -> Option<&'static str> {
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iOS"),
        ("Windows", "Windows"),
        ("Macintosh", "macOS"),
        ("Linux", "Linux"),
    ];
    let found = SYSTEMS.iter().find(|(sign, _)| agent.contains(sign));
    found.map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn browsers_are_called_by_name_and_everything_else_stays() {
        assert_eq!(
            short(
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"
            ),
            "Chrome 156 on Linux"
        );
        assert_eq!(
            short(
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0"
            ),
            "Firefox 150 on macOS"
        );
        for agent in ["", "curl/8.14.1", "Mozilla/5.0 (who knows)", "Mozilla/5.0"] {
            assert_eq!(short(agent), agent);
        }
    }
}
