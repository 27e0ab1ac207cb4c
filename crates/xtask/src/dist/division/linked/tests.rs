use super::*;

/// A section's number, the length of its bytes, and they.
fn section(number: u8, bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(bytes.len()).expect("a short section");
    [&[number, length], bytes].concat()
}

fn named(name: &str, bytes: &[u8]) -> Vec<u8> {
    let length = u8::try_from(name.len()).expect("a short name");
    [&[length], name.as_bytes(), bytes].concat()
}

/// A number in the five bytes that a linker gives each address.
fn padded(value: u8) -> [u8; 5] {
    [value & 0x7f | 0x80, value >> 7 | 0x80, 0x80, 0x80, 0]
}

/// A function `f` with an address in it, constants from 64 on, and a variable from 96 on.
fn module(address: u8, constants: &[u8], variable: u8) -> Vec<u8> {
    let body = [&[0, 0x41][..], &padded(address), &[0x1a, 0x0b]].concat();
    let length = u8::try_from(body.len()).expect("a short body");
    let place = |address: u8| [0, 0x41, address & 0x7f | 0x80, address >> 7, 0x0b];
    let data = [
        &[2][..],
        &place(64),
        &section(u8::try_from(constants.len()).expect("short"), constants)[..1],
        constants,
        &place(96),
        &[4, variable, 0, 0, 0],
    ];
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, &[1, 0x60, 0, 0]),
        section(3, &[1, 0]),
        section(5, &[1, 0, 1]),
        section(10, &[&[1, length][..], &body].concat()),
        section(11, &data.concat()),
        section(0, &named("name", &section(1, &[1, 0, 1, b'f']))),
    ]
    .concat()
}

/// The linker's: "one", which names "two", at 64; "two" at 72; `f` names the third byte of "one", the variable "one".
fn linked() -> Vec<u8> {
    let mut wasm = module(66, b"one.\x48\0\0\0two.....", 64);
    let segments = [
        &[2][..],
        &named(".rodata", &[2, 0]),
        &named(".data", &[2, 0]),
    ]
    .concat();
    let symbol = |segment, offset, size| [1, 0, 1, b's', segment, offset, size];
    let symbols = [
        &[3][..],
        &symbol(0, 0, 8),
        &symbol(0, 8, 8),
        &symbol(1, 0, 4),
    ]
    .concat();
    let linking = [&[2][..], &section(5, &segments), &section(8, &symbols)].concat();
    wasm.extend(section(0, &named("linking", &linking)));
    // R_WASM_MEMORY_ADDR_SLEB: behind the count, the length of the body, its locals and the instruction.
    wasm.extend(section(0, &named("reloc.CODE", &[3, 1, 4, 4, 0, 2])));
    // R_WASM_MEMORY_ADDR_I32: in the second half of "one", and in the variable.
    let data = [4, 2, 5, 7 + 4, 1, 0, 5, 7 + 16 + 6, 0, 0];
    wasm.extend(section(0, &named("reloc.DATA", &data)));
    wasm
}

#[test]
fn what_names_a_constant_is_read_from_the_linker_s_notes() {
    let wasm = linked();
    let linked = Linked::read(&wasm, &wasm).expect("notes");
    assert_eq!(linked.memory, 64..80);
    assert_eq!(linked.constants.all, [64..72, 72..80]);
    let address = Address {
        value: 66,
        constant: 0,
    };
    assert_eq!(linked.functions["f"], [address]);
    assert_eq!(linked.named_by, BTreeMap::from([(0, vec![1])]));
    assert_eq!(linked.named_elsewhere, [0]);
}

#[test]
fn constants_are_found_where_the_splitter_put_them() {
    let split = module(66 + 8, b"two.....one.\x40\0\0\0", 64 + 8);
    let linked = Linked::read(&linked(), &split).expect("notes");
    assert_eq!(linked.constants.all, [64..72, 72..80]);
    let address = Address {
        value: 74,
        constant: 1,
    };
    assert_eq!(linked.functions["f"], [address]);
    assert_eq!(linked.named_by, BTreeMap::from([(1, vec![0])]));
    assert_eq!(linked.named_elsewhere, [1]);
}

#[test]
fn what_no_known_constant_holds_may_be_named_from_anywhere() {
    // Another function in the place of `f`, as where it went to a chunk: only the variable tells where "one" is.
    let mut split = module(74, b"two.....one.\x40\0\0\0", 72);
    let name = split.len() - 1;
    split[name] = b'g';
    let linked = Linked::read(&linked(), &split).expect("notes");
    assert!(linked.functions.is_empty());
    assert!(linked.constants.all.is_empty(), "{:?}", linked.constants);
}

#[test]
fn places_that_share_bytes_are_all_found() {
    let places = Places::new(vec![10..50, 12..14, 20..30, 50..60]);
    let at = |address| places.at(address).collect::<Vec<_>>();
    assert_eq!(at(13), [1, 0]);
    assert_eq!(at(40), [0], "past the end of two others");
    assert_eq!(at(50), [3, 0], "one ends there");
    assert!(at(9).is_empty());
    assert_eq!(places.holding(50).collect::<Vec<_>>(), [3]);
}
