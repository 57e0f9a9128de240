//! Prints why a result is shown and what its score is made of.

use std::io::Write;

use crate::engine::explanation::{Cause, TermForm, Unit};
use crate::search::response::Explained;

/// Prints an explanation, a line a part: what it adds, what it is.
pub(super) fn print(explained: Option<&Explained>, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(Explained { why, explanation }) = explained else { return Ok(()) };
    writeln!(out, "   为何显示：{}", why.join("；"))?;
    writeln!(out, "   {:.3} score", explanation.score)?;
    for share in &explanation.shares {
        writeln!(
            out,
            "     {:.3} {}, its parts times {}",
            share.score,
            unit(share.of),
            share.weight
        )?;
        for part in &share.parts {
            writeln!(out, "       {:.3} {}", part.score, cause(&part.cause))?;
        }
    }
    Ok(())
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Notice => "notice",
        Unit::Clause => "clause",
        Unit::Head => "title and number",
        Unit::Whole => "whole",
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Term { form, field, text: term, asked, weight } => {
            let form = match form {
                TermForm::Word => "word",
                TermForm::Pair => "pair",
                TermForm::Character => "character",
            };
            let whose = if *asked { "" } else { " of a concept" };
            format!("{form} {term}{whose} in {}, weight {weight:.3}", field.name())
        }
        Cause::Concept { field, said, official, plain, weight, .. } => {
            let said = said.as_deref().unwrap_or("the query");
            let found = [official.as_slice(), plain].concat().join("、");
            format!("{found} for {said} in {}, weight {weight:.3}", field.name())
        }
        Cause::WholeQuery { field, text: query } => {
            format!("{query} as one phrase in {}", field.name())
        }
        Cause::Near { words } => format!("{} close together", words.join(" and ")),
        Cause::Quoted { text } => format!("“{text}” as quoted"),
        Cause::Preference { dimension, stated: true } => format!("{dimension} preferred"),
        Cause::Preference { dimension, stated: false } => format!("{dimension} not stated"),
        Cause::MostWords => "most words".to_owned(),
    }
}
