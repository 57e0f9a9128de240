//! Tells the tests whether the real notices that some of them read are on this machine, so that
//! those are counted as ignored, not as passed, where they are not.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(shared)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ZHENGSOU_SHARED");
    #[expect(clippy::disallowed_methods, reason = "a build has no options but the environment")]
    let shared = std::env::var("ZHENGSOU_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    if Path::new(&shared).join("notices").is_dir() {
        println!("cargo::rustc-cfg=shared");
    }
}
