//! Functions that are like each other stand beside each other: what repeats near by costs less once compressed.

use super::module::Module;

/// What two functions are compared by: byte strings of this length.
const STRING: usize = 4;

/// How many numbers stand for a function; as many of them are equal as the functions share strings (min-hash).
const NUMBERS: usize = 128;

/// Each function followed by that of the others that is most like it.
pub(super) fn by_likeness(module: &Module<'_>, functions: Vec<u32>) -> Vec<u32> {
    let mut left: Vec<Described> = functions
        .into_iter()
        .map(|function| Described {
            function,
            size: module.size(function),
            numbers: numbers(module.body(function).as_bytes()),
        })
        .collect();
    let mut ordered = vec![];
    let mut next = (!left.is_empty()).then_some(0);
    while let Some(place) = next {
        // The order of those left decides between equals, so it is kept.
        let last = left.remove(place);
        let likeness = |(_, other): &(usize, &Described)| last.likeness(other);
        next = left
            .iter()
            .enumerate()
            .max_by_key(likeness)
            .map(|(place, _)| place);
        ordered.push(last.function);
    }
    ordered
}

struct Described {
    function: u32,
    size: u64,
    numbers: [u32; NUMBERS],
}

impl Described {
    /// Equal numbers; where there are as many, the smaller difference of size.
    fn likeness(&self, other: &Self) -> (usize, std::cmp::Reverse<u64>) {
        let pairs = self.numbers.iter().zip(&other.numbers);
        let equal = pairs.filter(|(one, other)| one == other).count();
        (equal, std::cmp::Reverse(self.size.abs_diff(other.size)))
    }
}

fn numbers(body: &[u8]) -> [u32; NUMBERS] {
    let mut least = [u32::MAX; NUMBERS];
    for string in body.windows(STRING.min(body.len()).max(1)) {
        // FNV-1a, and one multiplication more for each number.
        let hash = string
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
        let mut factor: u64 = 0x9e37_79b9_7f4a_7c15;
        for number in &mut least {
            let mixed = hash.wrapping_mul(factor).to_be_bytes();
            let mixed = u32::from_be_bytes([mixed[0], mixed[1], mixed[2], mixed[3]]);
            *number = mixed.min(*number);
            factor = factor.wrapping_add(2 * 2_654_435_769);
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_functions_follow_each_other_and_none_is_lost() {
        let add = "local.get 0 i32.const 7 i32.add local.get 0 i32.mul i32.const 11 i32.xor";
        let float = "local.get 0 f64.convert_i32_u f64.sqrt f64.ceil f64.abs i32.trunc_f64_u";
        let bodies = [
            add,
            float,
            &format!("{add} i32.eqz"),
            &format!("{float} i32.eqz"),
        ];
        let functions = bodies.map(|body| format!("(func (param i32) (result i32) {body})"));
        let wasm = wat::parse_str(format!("(module {})", functions.concat())).expect("a module");
        let module = Module::read(&wasm).expect("wasm");
        assert_eq!(by_likeness(&module, vec![0, 1, 2, 3]), [0, 2, 3, 1]);
        assert!(by_likeness(&module, vec![]).is_empty());
    }
}
