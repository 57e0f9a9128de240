//! Which options are keys of the file.

use clap::{Arg, ArgAction, Command};

use crate::cli::config::FILE;

/// The command whose options are in the file.
const OF: &str = "serve";

/// Returns the options that are keys, in the order of the command's help.
pub(super) fn keys(program: &Command) -> impl Iterator<Item = &Arg> {
    let arguments = program.find_subcommand(OF).into_iter().flat_map(Command::get_arguments);
    arguments.filter(|argument| argument.get_env().is_some() && argument.get_id() != FILE)
}

/// Returns the name of a key: that of its flag.
pub(super) fn name(key: &Arg) -> &str {
    key.get_long().unwrap_or(key.get_id().as_str())
}

/// Returns the option of a name.
pub(super) fn find<'a>(program: &'a Command, wanted: &str) -> Option<&'a Arg> {
    keys(program).find(|key| name(key) == wanted)
}

/// Tells whether a key may have several values.
pub(super) fn takes_several(key: &Arg) -> bool {
    matches!(key.get_action(), ArgAction::Append)
}
