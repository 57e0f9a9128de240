#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| zhengsou_fuzz::write::run(bytes));
