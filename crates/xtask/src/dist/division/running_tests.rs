//! Runs functions whole and divided, each of their regions taken once, and compares what they give back.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use wasmi::{Caller, Engine, Extern, Func, Instance, Linker, Module as Wasm, Ref, Store};

use super::{
    Constants, Divided, Late, LateModule, Linked, Profile, divide_by,
    linked::{Address, Places},
    module::Module,
    plan::Plan,
    profile,
    regions::Code,
};

/// Makes a region large enough to be taken.
const PAD: &str = "nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop ";

/// Bodies of a function of two numbers that gives one back, with `$x` and `$y` to keep numbers in.
const BODIES: [&str; 9] = [
    // Both arms change what is read after them.
    "(if (local.get $a) (then PAD (local.set $x (i32.add (local.get $b) (i32.const 5)))) (else PAD (local.set $y (local.get $a))))
     (i32.add (local.get $x) (i32.mul (local.get $y) (i32.const 100)))",
    // Skipped by a branch, and left by a return.
    "(block $out
       (br_if $out (local.get $a)) PAD
       (local.set $x (i32.const 7))
       (if (local.get $b) (then PAD (return (i32.add (local.get $x) (i32.const 1000))))))
     (i32.sub (local.get $x) (local.get $b))",
    // Left in three ways.
    "(block $two (block $one (block $go
       (br_if $go (i32.eqz (local.get $a))) PAD
       (local.set $x (i32.add (local.get $x) (local.get $a)))
       (br_if $one (i32.eq (local.get $b) (i32.const 1)))
       (br_if $two (i32.eq (local.get $b) (i32.const 2)))
       (local.set $y (i32.const 3)))
     (return (i32.add (local.get $x) (local.get $y))))
     (return (i32.add (local.get $x) (i32.const 50))))
     (i32.add (local.get $x) (i32.const 500))",
    // A table of branches, out of what is taken and within it.
    "(block $d (block $c (block $b2
       (if (i32.lt_u (local.get $a) (i32.const 4)) (then PAD
         (block $in (br_table $in $b2 $c $d (local.get $a)))
         (local.set $x (i32.const 11))))
       (local.set $y (i32.const 1)))
     (local.set $y (i32.add (local.get $y) (i32.const 2))))
     (local.set $x (i32.add (local.get $x) (i32.const 4))))
     (i32.add (local.get $x) (i32.mul (local.get $y) (i32.const 10)))",
    // In a loop, whose beginning it goes on to; a local keeps its value from one round to the next.
    "(loop $again
       (local.set $x (i32.add (local.get $x) (i32.const 1)))
       (if (i32.lt_u (local.get $x) (local.get $a)) (then PAD
         (local.set $y (i32.add (local.get $y) (local.get $x)))
         (br_if $again (i32.ne (local.get $y) (local.get $b)))
         (local.set $y (i32.const 77))
         (br $again))))
     (local.get $y)",
    // Goes on behind the loop or begins it again.
    "(loop $again
       (local.set $x (i32.add (local.get $x) (i32.const 1)))
       (block $skip
         (br_if $skip (i32.gt_u (local.get $x) (local.get $b))) PAD
         (local.set $y (i32.add (local.get $y) (i32.const 2)))
         (br_if $again (i32.lt_u (local.get $x) (local.get $a)))
         (local.set $y (i32.add (local.get $y) (i32.const 100)))))
     (i32.add (local.get $y) (local.get $x))",
    // Values lie on the stack before and after.
    "(i32.add (local.get $b) (block $v (result i32)
       (local.get $a)
       (br_if $v (local.get $b)) PAD
       (local.tee $x)
       (i32.mul (i32.const 3))))
     (i32.add (local.get $x))",
    // Never goes on.
    "(if (i32.eq (local.get $a) (i32.const 3)) (then PAD (local.set $x (i32.const 1)) (unreachable)))
     (i32.add (local.get $a) (local.get $x))",
    // Calls other functions, one of them in a table, and one taken region lies in the other.
    "(if (local.get $a) (then PAD
       (local.set $x (call $twice (local.get $b)))
       (if (local.get $b) (then PAD (local.set $y (call $thrice (local.get $x)))))
       (local.set $x (i32.add (local.get $x) (i32.const 1)))))
     (i32.add (local.get $x) (local.get $y))",
];

fn module_of(body: &str) -> Vec<u8> {
    module_with(body, "")
}

fn module_with(body: &str, data: &str) -> Vec<u8> {
    let body = body.replace("PAD", PAD);
    wat::parse_str(format!(
        "(module
           (memory (export \"memory\") 1)
           (table 2 funcref)
           (elem (i32.const 1) $twice)
           {data}
           (func $f (export \"f\") (param $a i32) (param $b i32) (result i32) (local $x i32) (local $y i32) {body})
           (func $twice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
           (func $thrice (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))"
    ))
    .expect("a module")
}

/// What the function gives back for small numbers; nothing where it traps.
fn answers(store: &mut Store<()>, instance: Instance) -> Vec<Option<i32>> {
    let f = instance
        .get_typed_func::<(i32, i32), i32>(&*store, "f")
        .expect("f");
    let inputs = (0..6).flat_map(|a| (0..6).map(move |b| (a, b)));
    inputs
        .map(|input| f.call(&mut *store, input).ok())
        .collect()
}

fn answers_whole(wasm: &[u8]) -> Vec<Option<i32>> {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let instance = instance(&Linker::new(&engine), &mut store, wasm);
    answers(&mut store, instance)
}

fn answers_divided(wasm: &[u8], profile: &Profile, linked: &Linked) -> Vec<Option<i32>> {
    let divided = divide_by(wasm, profile, linked).expect("modules");
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut imports = Linker::new(&engine);
    for late in Late::ALL {
        // They are all there before anything runs.
        let load = Func::wrap(&mut store, || ());
        imports
            .define("late", late.name(), load)
            .expect("a new name");
    }
    let main = instance(&imports, &mut store, &divided.main);
    show(&mut imports, &store, main);
    for LateModule { wasm, .. } in &divided.late {
        instance(&imports, &mut store, wasm);
    }
    answers(&mut store, main)
}

#[test]
fn a_function_without_a_region_gives_what_it_gave() {
    for body in BODIES {
        let mut taken = 0;
        let wasm = module_of(body);
        let whole = answers_whole(&wasm);
        let module = Module::read(&wasm).expect("wasm");
        let (_, function) = module.functions().next().expect("a function");
        let code = Code::read(function).expect("code");
        let mark = profile::mark("f", code.shape(function));
        for region in 1..code.regions.len() {
            for late in Late::ALL {
                let profile = Profile {
                    cold: BTreeMap::from([(mark.clone(), BTreeMap::from([(region, late)]))]),
                    ..Profile::default()
                };
                let to_validate = super::module::to_validate(&wasm).expect("valid wasm");
                let plan = Plan::of(&module, to_validate, &profile).expect("a plan");
                taken += plan.parts_of(late).count();
                assert_eq!(
                    answers_divided(&wasm, &profile, &Linked::default()),
                    whole,
                    "region {region} of {body}"
                );
            }
        }
        assert!(taken > 0, "nothing was taken of {body}");
    }
}

#[test]
fn a_function_that_moved_gives_what_it_gave() {
    for body in BODIES {
        let wasm = module_of(body);
        let profile = Profile {
            unused: profile::marks(&wasm, &[("f", Late::Deferred), ("twice", Late::SignIn)]),
            ..Profile::default()
        };
        assert_eq!(
            answers_divided(&wasm, &profile, &Linked::default()),
            answers_whole(&wasm),
            "{body}"
        );
    }
}

/// Calls a function through the table while the module that has it is not there yet.
#[test]
fn a_stall_fetches_what_stands_in_its_place() {
    let body = "PAD (call_indirect (param i32) (result i32) (i32.add (local.get $a) (local.get $b)) (i32.const 1))";
    let wasm = module_of(body);
    let whole = answers_whole(&wasm);
    // The caller is in the main module, or comes late itself.
    for caller in [None, Some(Late::SignIn)] {
        let unused = [("twice", Some(Late::Deferred)), ("f", caller)];
        let unused = unused
            .into_iter()
            .filter_map(|(name, late)| Some((name, late?)));
        let profile = Profile {
            unused: profile::marks(&wasm, &unused.collect::<Vec<_>>()),
            ..Profile::default()
        };
        let divided = divide_by(&wasm, &profile, &Linked::default()).expect("modules");
        let (answers, fetched) = answers_on_demand(&divided);
        assert_eq!(answers, whole, "called from {caller:?}");
        let expected: Vec<Late> = caller.into_iter().chain([Late::Deferred]).collect();
        assert_eq!(fetched, expected, "each once, when it is needed");
    }
}

/// What the function gives back where late modules come when they are asked for, and which came.
fn answers_on_demand(divided: &Divided) -> (Vec<Option<i32>>, Vec<Late>) {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut imports = Linker::new(&engine);
    let fetched = Arc::new(Mutex::new(vec![]));
    let shown: Arc<Mutex<Linker<()>>> = Arc::new(Mutex::new(Linker::new(&engine)));
    for LateModule { late, wasm, .. } in &divided.late {
        let (late, module) = (*late, Wasm::new(&engine, wasm).expect("a module"));
        let (fetched, shown) = (Arc::clone(&fetched), Arc::clone(&shown));
        let load = Func::wrap(&mut store, move |mut caller: Caller<'_, ()>| {
            fetched.lock().expect("no panic").push(late);
            let shown = shown.lock().expect("no panic").clone();
            shown
                .instantiate_and_start(&mut caller, &module)
                .expect("an instance");
        });
        imports
            .define("late", late.name(), load)
            .expect("a new name");
    }
    let main = instance(&imports, &mut store, &divided.main);
    show(&mut shown.lock().expect("no panic"), &store, main);
    let answers = answers(&mut store, main);
    let fetched = fetched.lock().expect("no panic").clone();
    (answers, fetched)
}

fn instance(imports: &Linker<()>, store: &mut Store<()>, wasm: &[u8]) -> Instance {
    let module = Wasm::new(store.engine(), wasm).expect("a module");
    let instance = imports.instantiate_and_start(&mut *store, &module);
    instance.expect("an instance")
}

/// Lets late modules take what the main one has, as the page's script does.
fn show(imports: &mut Linker<()>, store: &Store<()>, main: Instance) {
    let shown: Vec<(String, Extern)> = main
        .exports(store)
        .map(|export| (export.name().to_owned(), export.into_extern()))
        .collect();
    for (name, item) in shown {
        imports.define("main", &name, item).expect("a new name");
    }
    for name in ["late", "t0"] {
        let Some(table) = main.get_table(store, name) else {
            continue;
        };
        for slot in 0..table.size(store) {
            if let Some(Ref::Func(function)) = table.get(store, slot)
                && let Some(function) = function.val()
            {
                imports
                    .define(name, &slot.to_string(), *function)
                    .expect("a new name");
            }
        }
    }
}

/// A function that reads one constant always and another in a region, which goes to `late`.
struct TwoConstants {
    wasm: Vec<u8>,
    profile: Profile,
}

impl TwoConstants {
    fn with(late: Late) -> Self {
        let body = "(if (result i32) (local.get $a)
           (then PAD (i32.load (i32.const 48)))
           (else (i32.load (i32.const 16))))";
        let data = "always always always always alwararely rarely rarely rarely rare";
        let wasm = module_with(body, &format!("(data (i32.const 16) \"{data}\")"));
        let module = Module::read(&wasm).expect("wasm");
        let (_, function) = module.functions().next().expect("a function");
        let code = Code::read(function).expect("code");
        let mark = profile::mark("f", code.shape(function));
        let profile = Profile {
            cold: BTreeMap::from([(mark, BTreeMap::from([(1, late)]))]),
            ..Profile::default()
        };
        Self { wasm, profile }
    }

    fn linked() -> Linked {
        Linked {
            memory: 16..80,
            constants: Places::new(vec![16..48, 48..80]),
            ..Linked::default()
        }
    }

    fn constants(&self, linked: &Linked) -> Constants {
        let module = Module::read(&self.wasm).expect("wasm");
        let to_validate = super::module::to_validate(&self.wasm).expect("valid wasm");
        let plan = Plan::of(&module, to_validate, &self.profile).expect("a plan");
        Constants::of(&module, &plan, linked).expect("data")
    }
}

#[test]
fn constants_that_only_a_late_module_reads_come_with_it() {
    for late in Late::ALL {
        let case = TwoConstants::with(late);
        let linked = TwoConstants::linked();
        assert_eq!(
            answers_divided(&case.wasm, &case.profile, &linked),
            answers_whole(&case.wasm)
        );
        let constants = case.constants(&linked);
        assert!(constants.main[0].starts_with(b"always"));
        assert!(constants.main[0][32..].iter().all(|byte| *byte == 0));
        for module in [late, Late::Deferred] {
            let [piece] = &constants.late[module as usize][..] else {
                panic!("{} brings one piece", module.name());
            };
            assert_eq!(piece.address, 48);
            assert!(piece.bytes.starts_with(b"rarely"));
        }
    }
}

#[test]
fn a_constant_stays_that_may_be_reached_from_the_main_module() {
    let case = TwoConstants::with(Late::Deferred);
    let stays = |edit: &dyn Fn(&mut Linked)| {
        let mut linked = TwoConstants::linked();
        edit(&mut linked);
        case.constants(&linked).late.iter().all(Vec::is_empty)
    };
    assert!(!stays(&|_| ()));
    assert!(stays(&|linked| {
        linked.named_by.insert(0, vec![1]);
    }));
    assert!(stays(&|linked| linked.named_elsewhere.push(1)));
    let address = |value| Address { value, constant: 1 };
    // As the optimiser left it, in what stays; or made something else of it.
    for value in [16, 1000] {
        assert!(stays(&|linked| {
            let addresses = vec![address(value)];
            linked.functions.insert("f".to_owned(), addresses);
        }));
    }
    assert!(!stays(&|linked| {
        let addresses = vec![address(48)];
        linked.functions.insert("f".to_owned(), addresses);
    }));
}
