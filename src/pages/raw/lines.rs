//! JSON as lines, in its own order and with its own numbers: it is not read into values and written again.

/// Deeper than any answer; what is deeper is shown as it came.
const DEEPEST: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub depth: usize,
    /// Where it stands, as jq writes it: `.result.endpoints[0].host`.
    pub path: String,
    pub text: String,
    /// Whether it is a value of its own and not the frame of others.
    pub is_leaf: bool,
}

/// The lines of a JSON text; `None` when it is none.
pub fn lines(json: &str) -> Option<Vec<Line>> {
    let mut reader = Reader {
        json,
        at: 0,
        lines: Vec::new(),
    };
    reader.value(0, String::new(), "")?;
    reader.skip_space();
    (reader.at == json.len()).then_some(reader.lines)
}

struct Reader<'a> {
    json: &'a str,
    at: usize,
    lines: Vec<Line>,
}

impl<'a> Reader<'a> {
    /// Reads a value whose line begins with `before`, such as the name of its field.
    fn value(&mut self, depth: usize, path: String, before: &str) -> Option<()> {
        self.skip_space();
        match self.peek()? {
            _ if depth > DEEPEST => None,
            '{' => self.frame(depth, path, before, '{', '}'),
            '[' => self.frame(depth, path, before, '[', ']'),
            '"' => {
                let text = self.string()?;
                self.push(depth, path, format!("{before}{text}"), true);
                Some(())
            }
            _ => {
                let text = self.scalar()?;
                self.push(depth, path, format!("{before}{text}"), true);
                Some(())
            }
        }
    }

    fn frame(
        &mut self,
        depth: usize,
        path: String,
        before: &str,
        open: char,
        close: char,
    ) -> Option<()> {
        self.at += 1;
        self.skip_space();
        if self.peek()? == close {
            self.at += 1;
            self.push(depth, path, format!("{before}{open}{close}"), true);
            return Some(());
        }
        self.push(depth, path.clone(), format!("{before}{open}"), false);
        for place in 0.. {
            if open == '{' {
                self.skip_space();
                let name = self.string()?;
                self.skip_space();
                self.take(':')?;
                self.value(
                    depth + 1,
                    format!("{path}{}", step(name)),
                    &format!("{name}: "),
                )?;
            } else {
                self.value(depth + 1, format!("{path}[{place}]"), "")?;
            }
            self.skip_space();
            if self.peek()? == ',' {
                self.at += 1;
                if let Some(last) = self.lines.last_mut() {
                    last.text.push(',');
                }
            } else {
                break;
            }
        }
        self.take(close)?;
        self.push(depth, path, close.to_string(), false);
        Some(())
    }

    fn push(&mut self, depth: usize, path: String, text: String, is_leaf: bool) {
        let path = if path.is_empty() { ".".into() } else { path };
        self.lines.push(Line {
            depth,
            path,
            text,
            is_leaf,
        });
    }

    /// A string with its quotes and escapes as they stand.
    fn string(&mut self) -> Option<&'a str> {
        let rest = self.json.get(self.at..)?.strip_prefix('"')?;
        let mut escaped = false;
        let length = rest.find(|letter| {
            let ends = letter == '"' && !escaped;
            escaped = letter == '\\' && !escaped;
            ends
        })?;
        let text = self.json.get(self.at..self.at + length + 2)?;
        self.at += text.len();
        Some(text)
    }

    fn scalar(&mut self) -> Option<&'a str> {
        let rest = self.json.get(self.at..)?;
        let length = rest
            .find(|letter: char| ",]}".contains(letter) || letter.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let text = rest.get(..length).filter(|text| !text.is_empty())?;
        self.at += length;
        Some(text)
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    fn peek(&self) -> Option<char> {
        self.json.get(self.at..)?.chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.json.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_ascii_start().len();
    }
}

/// The step into a field: `.name`, or `["two words"]`.
fn step(quoted: &str) -> String {
    let name = quoted.trim_matches('"');
    let is_plain = name.bytes().enumerate().all(|(place, byte)| {
        byte == b'_' || byte.is_ascii_alphabetic() || (place > 0 && byte.is_ascii_digit())
    });
    if is_plain && !name.is_empty() {
        format!(".{name}")
    } else {
        format!("[{quoted}]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(json: &str) -> Option<Vec<(usize, String, String)>> {
        let lines = lines(json)?;
        Some(
            lines
                .into_iter()
                .map(|line| (line.depth, line.path, line.text))
                .collect(),
        )
    }

    fn line(depth: usize, path: &str, text: &str) -> (usize, String, String) {
        (depth, path.into(), text.into())
    }

    #[test]
    fn order_numbers_and_escapes_stay_as_they_came() {
        let json = r#" {"z":1.50, "a b":["x\",\"y", null],"e":{},"_1":[] } "#;
        let expected = [
            line(0, ".", "{"),
            line(1, ".z", r#""z": 1.50,"#),
            line(1, r#"["a b"]"#, r#""a b": ["#),
            line(2, r#"["a b"][0]"#, r#""x\",\"y","#),
            line(2, r#"["a b"][1]"#, "null"),
            line(1, r#"["a b"]"#, "],"),
            line(1, ".e", r#""e": {},"#),
            line(1, "._1", r#""_1": []"#),
            line(0, ".", "}"),
        ];
        assert_eq!(told(json).expect("JSON"), expected);
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        for text in [
            "",
            "{",
            r#"{"a"}"#,
            "[1,]",
            "[1 2]",
            r#""open"#,
            "<html>x</html> y",
            "1 2",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        assert_eq!(told(&"[".repeat(100_000)), None);
    }
}
