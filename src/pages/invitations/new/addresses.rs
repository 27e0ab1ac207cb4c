//! The addresses in a pasted text: one a line or many with commas, bare or as `Name <address>`.

/// The addresses as they were written, each with what stands around it taken off. What is no address is
/// kept as it is, to be told.
pub fn addresses(text: &str) -> Vec<String> {
    text.lines().flat_map(of_line).collect()
}

fn of_line(line: &str) -> Vec<String> {
    let pieces = split(line);
    let mut found = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        // "Okafor, Ada <ada@example.com>": the first half of a name that has a comma.
        let is_half_a_name = !piece.contains(['@', '<', '"'])
            && pieces
                .get(place + 1)
                .is_some_and(|next| next.contains('<') && !next.starts_with('<'));
        if is_half_a_name {
            continue;
        }
        match within_brackets(piece) {
            Some(address) => found.push(bare(address)),
            None => found.extend(of_piece(piece)),
        }
    }
    found.retain(|address| !address.is_empty());
    found
}

/// Splits at commas and semicolons outside of quotes and angle brackets.
fn split(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut quoted, mut bracketed) = (false, false);
    for letter in line.chars() {
        match letter {
            '"' if !bracketed => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' => bracketed = false,
            ',' | ';' | '\t' if !quoted && !bracketed => {
                pieces.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = pieces.last_mut() {
            last.push(letter);
        }
    }
    let pieces = pieces.into_iter();
    pieces
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn within_brackets(piece: &str) -> Option<&str> {
    let (_, rest) = piece.rsplit_once('<')?;
    rest.split_once('>').map(|(address, _)| address)
}

/// Several addresses with spaces between them, or one thing as it is.
fn of_piece(piece: &str) -> Vec<String> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.contains('@')) {
        words.into_iter().map(bare).collect()
    } else {
        vec![bare(piece)]
    }
}

fn bare(address: &str) -> String {
    let address = address.trim().trim_matches(['"', '\'']);
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    address.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_semicolons_and_lines_part_addresses() {
        let found = addresses("a@x.com, b@x.com;c@x.com\n\nd@x.com\r\ne@x.com\tf@x.com g@x.com");
        let names = ["a", "b", "c", "d", "e", "f", "g"];
        assert_eq!(found, names.map(|name| format!("{name}@x.com")));
    }

    #[test]
    fn names_around_addresses_are_taken_off() {
        let text = "Ada <ada@x.com>, \"Okafor, Bo\" <bo@x.com>\nOkafor, Cy <cy@x.com>\n<dee@x.com>\nmailto:eve@x.com.";
        let names = ["ada", "bo", "cy", "dee", "eve"];
        assert_eq!(addresses(text), names.map(|name| format!("{name}@x.com")));
    }

    #[test]
    fn what_is_no_address_is_kept_to_be_told() {
        assert_eq!(addresses("ada, bo@x.com"), ["ada", "bo@x.com"]);
        assert_eq!(addresses("ada lovelace"), ["ada lovelace"]);
        assert_eq!(addresses("ada@ x.com"), ["ada@ x.com"]);
        assert!(addresses(" ,;\n\"\" \n").is_empty());
    }
}
