//! A list that is too long to be held as one text: written piece by piece while it is sent.

use std::{fmt, mem};

use serde::Serialize;
use uuid::Uuid;

/// Items that are written at a time: about 100 KB of activities.
const PIECE: usize = 256;

/// What follows the beginning of a body.
pub struct Rest(Box<dyn Iterator<Item = Vec<u8>> + Send>);

impl Iterator for Rest {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        self.0.next()
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Rest")
    }
}

/// The envelope of a list: its beginning, and what follows it unless that is all.
///
/// The items are owned, so that they are written when the sandbox is long free for others.
pub(crate) fn list<T, W>(request_id: Uuid, items: Vec<T>, write: W) -> (Vec<u8>, Option<Rest>)
where
    T: Send + 'static,
    W: Fn(&T, &mut Vec<u8>) -> serde_json::Result<()> + Send + 'static,
{
    let head = format!(r#"{{"status":200,"requestId":"{request_id}","result":["#);
    let mut pieces = Pieces {
        next: head.into_bytes(),
        items: items.into_iter(),
        write,
        ended: false,
    };
    let begin = pieces.next().unwrap_or_default();
    let rest = (!pieces.ended).then(|| Rest(Box::new(pieces)));
    (begin, rest)
}

/// Writes one item of a list.
pub(crate) fn write(view: &impl Serialize, out: &mut Vec<u8>) -> serde_json::Result<()> {
    serde_json::to_writer(out, view)
}

struct Pieces<T, W> {
    /// What the next piece begins with.
    next: Vec<u8>,
    items: std::vec::IntoIter<T>,
    write: W,
    ended: bool,
}

impl<T, W> Iterator for Pieces<T, W>
where
    W: Fn(&T, &mut Vec<u8>) -> serde_json::Result<()>,
{
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.ended {
            return None;
        }
        let mut piece = mem::take(&mut self.next);
        for item in self.items.by_ref().take(PIECE) {
            if (self.write)(&item, &mut piece).is_err() {
                // The list stays open, so that nobody takes it for a whole one.
                self.ended = true;
                return Some(piece);
            }
            piece.push(b',');
        }
        if self.items.len() == 0 {
            if piece.last() == Some(&b',') {
                piece.pop();
            }
            piece.extend_from_slice(b"]}");
            self.ended = true;
        }
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn whole(count: usize) -> (usize, Value) {
        let items: Vec<usize> = (0..count).collect();
        let (mut body, rest) = list(Uuid::nil(), items, write);
        let rest: Vec<Vec<u8>> = rest.into_iter().flatten().collect();
        body.extend(rest.iter().flatten());
        let value = serde_json::from_slice(&body).expect("JSON");
        (rest.len(), value)
    }

    #[test]
    fn a_list_comes_in_as_many_pieces_as_it_needs() {
        for (count, more) in [
            (0, 0),
            (1, 0),
            (PIECE, 0),
            (PIECE + 1, 1),
            (2 * PIECE, 1),
            (3 * PIECE + 5, 3),
        ] {
            let (pieces, value) = whole(count);
            let numbers: Vec<usize> = (0..count).collect();
            assert_eq!(pieces, more, "{count}");
            assert_eq!(value["result"], json!(numbers));
            assert_eq!(value["status"], 200);
        }
    }
}
