//! Copies in brotli and gzip, made once at the highest level, so that no server has to compress.

use std::{collections::BTreeMap, io::Write, thread};

use flate2::{Compression, write::GzEncoder};

use super::{Files, has_extension};

/// Kinds of files that shrink. `config.json` stays alone: its operator edits it, and a compressed copy of the
/// old one would go on being served.
const COMPRESSIBLE: [&str; 8] = ["html", "js", "mjs", "css", "svg", "json", "wasm", "txt"];
const EDITED_IN_PLACE: &str = "config.json";

pub(super) struct Copy {
    pub(super) brotli: Vec<u8>,
    pub(super) gzip: Vec<u8>,
}

pub(super) type Copies = BTreeMap<String, Copy>;

pub(super) fn with_copies(files: &Files) -> Copies {
    thread::scope(|scope| {
        let running: Vec<_> = files
            .iter()
            .filter(|(name, _)| is_compressible(name))
            .map(|(name, bytes)| {
                let brotli = scope.spawn(move || brotli(bytes));
                (name, brotli, gzip(bytes))
            })
            .collect();
        running
            .into_iter()
            .map(|(name, brotli, gzip)| {
                let brotli = brotli.join().expect("compressing does not panic");
                (name.clone(), Copy { brotli, gzip })
            })
            .collect()
    })
}

fn is_compressible(name: &str) -> bool {
    name != EDITED_IN_PLACE
        && COMPRESSIBLE
            .iter()
            .any(|extension| has_extension(name, extension))
}

/// Quality 11 with the largest window of the plain format.
pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 1 << 16, 11, 24);
    writer.write_all(bytes).expect("memory takes every byte");
    drop(writer);
    compressed
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}

pub(super) fn print(files: &Files, copies: &Copies) {
    let row = |name: &str, sizes: [usize; 3]| {
        println!(
            "   {name:<48} {:>10} {:>10} {:>10}",
            sizes[0], sizes[1], sizes[2]
        );
    };
    println!(
        "   {:<48} {:>10} {:>10} {:>10}",
        "bytes", "raw", "gzip", "brotli"
    );
    let mut total = [0; 3];
    for (name, bytes) in files {
        let sizes = match copies.get(name) {
            Some(copy) => [bytes.len(), copy.gzip.len(), copy.brotli.len()],
            None => [bytes.len(); 3],
        };
        row(name, sizes);
        total = std::array::from_fn(|column| total[column] + sizes[column]);
    }
    row("total", total);
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_copies_hold_the_bytes_of_the_file() {
        let bytes = "a table of services, ".repeat(400).into_bytes();
        let copies = with_copies(&Files::from([("app.js".to_owned(), bytes.clone())]));
        let copy = &copies["app.js"];
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&copy.gzip[..])
            .read_to_end(&mut unpacked)
            .expect("is gzip");
        assert_eq!(unpacked, bytes);
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&copy.brotli[..], 4096)
            .read_to_end(&mut unpacked)
            .expect("is brotli");
        assert_eq!(unpacked, bytes);
        assert!(copy.brotli.len() < bytes.len() / 20);
    }

    #[test]
    fn what_is_edited_in_place_or_does_not_shrink_has_no_copy() {
        let files =
            ["config.json", "logo.png", "index.html"].map(|name| (name.to_owned(), vec![b' '; 9]));
        let copies = with_copies(&Files::from(files));
        assert_eq!(copies.keys().collect::<Vec<_>>(), ["index.html"]);
    }
}
