//! Which wordings are asked for, out of an address: what precedents are sought for, and `base`, the
//! wording that the others are compared with.

use form_urlencoded::Serializer;

use crate::precedent::wording::Wordings;
use crate::web::desk::FromQuery;
use crate::web::desk::passage::{PassageParams, Sought};
use crate::web::error::{AppError, ParamError};
use crate::web::params::group::Group;
use crate::web::state::AppState;

/// Groups of the parameters of a search that this takes.
pub(in crate::web) const GROUPS: &[Group] = &[Group::Narrowing];

/// What is sorted into wordings, and the baseline.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::web) struct VariantParams {
    pub(in crate::web) baseline: Option<char>,
    pub(in crate::web) passage: PassageParams,
}

impl FromQuery for VariantParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let (mut baseline, mut errors) = (None, Vec::new());
        let mut rest = Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if name != "base" {
                rest.append_pair(&name, &value);
                continue;
            }
            match value.trim().chars().collect::<Vec<char>>()[..] {
                [] => {}
                [letter] if letter.is_ascii_alphabetic() => {
                    baseline = Some(letter.to_ascii_uppercase());
                }
                _ => errors.push(ParamError {
                    parameter: "base".to_owned(),
                    reason: "expected the letter of a wording".to_owned(),
                }),
            }
        }
        match PassageParams::read_with(&rest.finish(), strict, GROUPS) {
            Ok(passage) if errors.is_empty() => Ok(Self { baseline, passage }),
            Ok(_) => Err(errors),
            Err(others) => Err(errors.into_iter().chain(others).collect()),
        }
    }
}

impl VariantParams {
    /// Sorts the clauses that put the requirement.
    ///
    /// # Errors
    ///
    /// There is no such clause, or the index cannot be read.
    pub(in crate::web) async fn wordings(
        &self,
        sought: &Sought,
        app: &AppState,
    ) -> Result<Wordings, AppError> {
        let (desk, today) = (app.desk(), app.today());
        let passage = sought.passage(&desk, today).await?;
        Ok(desk.wordings(&passage, self.baseline, &self.passage.request(), today).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::VariantParams;
    use crate::web::desk::FromQuery;

    #[test]
    fn a_baseline_stands_beside_what_is_sought() {
        let params = VariantParams::read("text=x&base=b&year=2024", true).expect("all known");
        assert_eq!(params.baseline, Some('B'));
        assert!(params.passage.sought.is_some());
        let errors = VariantParams::read("base=AB&colour=red", true).expect_err("both wrong");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["base", "colour"]);
    }
}
