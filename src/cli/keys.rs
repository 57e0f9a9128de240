//! `zhengsou keys`: makes, lists, renews and revokes the keys of those who write and operate.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use clap::{ArgAction, Args, Subcommand};
use jiff::SignedDuration;
use jiff::civil::Date;

use crate::access::key::{Key, NewKey, ProvenBy, Standing};
use crate::access::keyring::Keyring;
use crate::access::scope::Scope;
use crate::access::token::Token;
use crate::cli::options::{IndexOption, KeysOption};
use crate::cli::{Outcome, Terminal, now};
use crate::durable::system::System;

/// Make, list, renew and revoke the keys of those who write and operate. A server that runs takes
/// every change up at once.
#[derive(Debug, Args)]
pub(super) struct Keys {
    #[command(subcommand)]
    command: KeysCommand,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    keys: KeysOption,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make a key and print it, once.
    Create(Create),
    /// List keys, without their secrets.
    List(List),
    /// Give a key another secret and print it, once.
    Rotate(Rotate),
    /// End a key for good.
    Revoke {
        /// Id of the key, as `list` gives it.
        id: String,
    },
}

#[derive(Debug, Args)]
struct Create {
    /// Who or what uses it, such as 门户网站.
    #[arg(long)]
    name: String,
    /// What it may be used for; several may be given.
    #[arg(long, required = true, action = ArgAction::Append, value_name = "read|write|operate")]
    scope: Vec<Scope>,
    /// Last day on which it may be used.
    #[arg(long, value_name = "DATE")]
    expires: Option<Date>,
    /// Make it for signed requests: its secret is never sent. The key that signs is derived from the
    /// secret and kept in the file of keys, so that whoever reads that file could sign; of other keys
    /// only a digest is kept, which cannot be used.
    #[arg(long)]
    signing: bool,
}

#[derive(Debug, Args)]
struct List {
    /// Print one JSON object a key.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Rotate {
    /// Id of the key, as `list` gives it.
    id: String,
    /// How long the secret before is still good, such as `24h`; it ends at once without this.
    #[arg(long, value_name = "DURATION")]
    grace: Option<SignedDuration>,
}

impl Keys {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let file = self.keys.file(&self.index);
        let at = now().timestamp();
        match self.command {
            KeysCommand::Create(create) => {
                let new = create.new_key();
                let token = Keyring::change(&file, &System, |ring| ring.create(new, at))?;
                print_secret(&token, terminal)?;
            }
            KeysCommand::List(list) => return list.run(&file, terminal),
            KeysCommand::Rotate(Rotate { id, grace }) => {
                let grace = grace.filter(SignedDuration::is_positive);
                let token = Keyring::change(&file, &System, |ring| ring.rotate(&id, grace, at))?;
                print_secret(&token, terminal)?;
            }
            KeysCommand::Revoke { id } => {
                Keyring::change(&file, &System, |ring| ring.revoke(&id, at))?;
                writeln!(terminal.err, "revoked: {id}")?;
            }
        }
        Ok(Outcome::Done)
    }
}

impl Create {
    fn new_key(self) -> NewKey {
        let mut scopes = self.scope;
        scopes.sort_unstable();
        scopes.dedup();
        let proven_by = if self.signing { ProvenBy::Signature } else { ProvenBy::Bearer };
        NewKey { name: self.name, scopes, proven_by, expires_on: self.expires }
    }
}

impl List {
    fn run(&self, file: &Path, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let ring = Keyring::read(file)?;
        for key in ring.keys() {
            if self.json {
                print_json(key, terminal).context("a key cannot be printed")?;
            } else {
                print_line(key, terminal)?;
            }
        }
        Ok(if ring.keys().is_empty() { Outcome::Partly } else { Outcome::Done })
    }
}

/// Prints a key as one JSON object.
fn print_json(key: &Key, terminal: &mut Terminal) -> anyhow::Result<()> {
    let line = serde_json::json!({
        "id": key.id,
        "name": key.name,
        "scopes": key.scopes,
        "proven_by": key.proven_by,
        "standing": key.standing(&now()),
        "created_at": key.created_at,
        "renewed_at": key.renewed_at(),
        "expires_on": key.expires_on,
        "revoked_at": key.revoked_at,
    });
    Ok(writeln!(terminal.out, "{line}")?)
}

/// Prints a key as a line of columns.
fn print_line(key: &Key, terminal: &mut Terminal) -> anyhow::Result<()> {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.name()).collect();
    let how = match key.proven_by {
        ProvenBy::Bearer => "bearer",
        ProvenBy::Signature => "signing",
    };
    let standing = match key.standing(&now()) {
        Standing::Good => {
            key.expires_on.map_or_else(|| "no last day".to_owned(), |last| format!("until {last}"))
        }
        Standing::Expired => "expired".to_owned(),
        Standing::Revoked => "revoked".to_owned(),
    };
    let Key { id, name, .. } = key;
    writeln!(terminal.out, "{id}\t{}\t{how}\t{standing}\t{name}", scopes.join(","))?;
    Ok(())
}

/// Prints a key: the secret to standard output alone, so that it can be put where it belongs.
fn print_secret(token: &Token, terminal: &mut Terminal) -> anyhow::Result<()> {
    writeln!(terminal.out, "{}", token.reveal())?;
    writeln!(
        terminal.err,
        "this is the key `{}`; it is shown this once and kept nowhere",
        token.id()
    )?;
    Ok(())
}
