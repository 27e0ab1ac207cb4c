//! Which of the compressed copies beside a file may be sent.

use axum::http::{HeaderMap, header};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// What the compressed copy has at the end of its name.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The accepted encodings, smallest first: brotli beats gzip by a fifth, and browsers weigh both
/// the same.
pub(super) fn accepted(request: &HeaderMap) -> impl Iterator<Item = Encoding> {
    let codings: Vec<(String, bool)> = request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight = parts
                .find_map(|part| part.strip_prefix("q="))
                .map(str::parse::<f32>);
            (name, !matches!(weight, Some(Ok(0.0) | Err(_))))
        })
        .collect();
    let accepts = move |name: &str| {
        let named = |wanted: &str| codings.iter().find(|(coding, _)| coding == wanted);
        named(name)
            .or_else(|| named("*"))
            .is_some_and(|(_, wanted)| *wanted)
    };
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(move |encoding| encoding.name().is_some_and(&accepts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted_by(value: &'static str) -> Vec<Encoding> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
        accepted(&headers).collect()
    }

    #[test]
    fn brotli_comes_first_and_a_weight_of_nothing_refuses() {
        use Encoding::{Brotli, Gzip};
        assert_eq!(accepted(&HeaderMap::new()).count(), 0);
        assert_eq!(accepted_by("gzip, deflate, br, zstd"), [Brotli, Gzip]);
        assert_eq!(accepted_by("GZIP"), [Gzip]);
        assert_eq!(accepted_by("br;q=0, gzip;q=0.5"), [Gzip]);
        assert_eq!(accepted_by("*"), [Brotli, Gzip]);
        assert_eq!(accepted_by("*;q=0.0, br"), [Brotli]);
        assert_eq!(accepted_by("identity"), []);
    }
}
