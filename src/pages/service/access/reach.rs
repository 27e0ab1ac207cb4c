//! Who may connect over the internet, summed up from an IP access list.

use cloud_api::{
    access,
    services::{IpAccess, Service},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The API did not tell the list.
    Unknown,
    Nobody,
    /// At least one entry lets every address of its IP version in.
    Anywhere,
    /// So many entries.
    Entries(usize),
}

impl Reach {
    pub fn of(service: &Service) -> Self {
        service
            .ip_access_list
            .as_deref()
            .map_or(Self::Unknown, Self::of_list)
    }

    pub fn of_list(list: &[IpAccess]) -> Self {
        match list.len() {
            0 => Self::Nobody,
            _ if list.iter().any(|entry| is_anywhere(&entry.source)) => Self::Anywhere,
            count => Self::Entries(count),
        }
    }
}

/// Whether the source lets every address in.
pub fn is_anywhere(source: &str) -> bool {
    access::parse(source).is_ok_and(|network| access::is_anywhere(&network))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(list: &str) -> Reach {
        let json = format!(r#"{{"id":"x","ipAccessList":{list}}}"#);
        Reach::of(&serde_json::from_str(&json).expect("a service"))
    }

    #[test]
    fn one_open_entry_opens_the_whole_list() {
        assert_eq!(reach("null"), Reach::Unknown);
        assert_eq!(reach("[]"), Reach::Nobody);
        assert_eq!(reach(r#"[{"source":"192.0.2.1"}]"#), Reach::Entries(1));
        assert_eq!(
            reach(r#"[{"source":"192.0.2.1"},{"source":"0.0.0.0/0"}]"#),
            Reach::Anywhere
        );
        assert_eq!(reach(r#"[{"source":"::/0"}]"#), Reach::Anywhere);
        assert_eq!(reach(r#"[{"source":"not an address"}]"#), Reach::Entries(1));
    }
}
