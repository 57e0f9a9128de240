//! Writes the configuration file that documents every key with its default.

use std::fmt::Write;

use clap::{Arg, Command};

use crate::cli::config::keys;

/// Characters of a line of the file, its sign of a comment included.
const WIDTH: usize = 100;

const HEAD: &str = "\
# Configuration of zhengsou serve. Every key is an option of the command without its two dashes:
# flags stand above the environment, the environment above this file, this file above the default.
# What stands here with a # before its name is the default, or an example where there is none.
# Relative paths start in the folder in which the program is started.
# Check this file with: zhengsou config --check FILE
";

/// Returns the text of the file.
pub(super) fn text(program: &Command) -> String {
    let mut text = HEAD.to_owned();
    let mut heading = "";
    for key in keys::keys(program) {
        let of = key.get_help_heading().unwrap_or("Library and site");
        if of != heading {
            heading = of;
            let _ = write!(text, "\n# == {heading} ==\n");
        }
        text.push('\n');
        let help = key.get_long_help().or(key.get_help());
        let help = help.map(|help| help.to_string().replace('\n', " ")).unwrap_or_default();
        let variable = key.get_env().map(|variable| variable.to_string_lossy());
        let _ = writeln!(text, "{}", comment(&with_stop(&help)));
        let _ = writeln!(text, "# In the environment: {}", variable.unwrap_or_default());
        let _ = writeln!(text, "#{} = {}", keys::name(key), value(key, &help));
    }
    text
}

/// Ends a text with a full stop.
fn with_stop(text: &str) -> String {
    format!("{}.", text.trim_end().trim_end_matches('.'))
}

/// Breaks a text into lines of a comment.
fn comment(text: &str) -> String {
    let mut lines = vec!["#".to_owned()];
    for word in text.split_whitespace() {
        let full = lines.last().is_some_and(|line| line.len() + 1 + word.len() > WIDTH);
        if full {
            lines.push("#".to_owned());
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n")
}

/// Writes the default of a key, or the example that its help gives.
fn value(key: &Arg, help: &str) -> String {
    let defaults = key.get_default_values().iter();
    let mut values: Vec<String> = defaults.map(|value| quoted(&value.to_string_lossy())).collect();
    if values.is_empty() {
        values.push(quoted(example(help).unwrap_or_default()));
    }
    let values = values.join(", ");
    if keys::takes_several(key) { format!("[{values}]") } else { values }
}

/// Returns what a help gives as its first example: such as `300/m`.
fn example(help: &str) -> Option<&str> {
    let (_, after) = help.split_once("such as `")?;
    after.split_once('`').map(|(example, _)| example)
}

/// Writes a value as TOML has it.
fn quoted(value: &str) -> String {
    let is_bare = value == "true" || value == "false" || value.parse::<u64>().is_ok();
    let escaped = || value.replace('\\', "\\\\").replace('"', "\\\"");
    if is_bare { value.to_owned() } else { format!("\"{}\"", escaped()) }
}
