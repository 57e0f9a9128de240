//! Which clauses are compared or collected, out of an address: `c` for each, `base` for the
//! baseline.

use form_urlencoded::Serializer;

use crate::notice::id::ClauseKey;
use crate::precedent::side_by_side::{COMPARED, SideBySide};
use crate::web::desk::FromQuery;
use crate::web::error::{AppError, ParamError};
use crate::web::state::AppState;

/// The clauses, and which of them is the baseline, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Compared {
    pub(in crate::web) keys: Vec<ClauseKey>,
    pub(in crate::web) baseline: usize,
}

impl FromQuery for Compared {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let (mut keys, mut baseline, mut errors) = (Vec::new(), 1, Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let reason = match &*name {
                "c" => match ClauseKey::parse(value.trim()) {
                    Some(key) => {
                        if !keys.contains(&key) {
                            keys.push(key);
                        }
                        continue;
                    }
                    None => "expected notice:clause".to_owned(),
                },
                "base" => match value.trim().parse() {
                    Ok(number) => {
                        baseline = number;
                        continue;
                    }
                    Err(_) => "expected a whole number".to_owned(),
                },
                _ if strict => "is unknown; known are c, base".to_owned(),
                _ => continue,
            };
            errors.push(ParamError { parameter: name.into_owned(), reason });
        }
        let mut wrong = |parameter: &str, reason: String| {
            errors.push(ParamError { parameter: parameter.to_owned(), reason });
        };
        if !COMPARED.contains(&keys.len()) {
            wrong("c", format!("expected {} to {} clauses", COMPARED.start(), COMPARED.end()));
        } else if !(1..=keys.len()).contains(&baseline) {
            wrong("base", format!("expected 1 to {}", keys.len()));
        }
        if errors.is_empty() { Ok(Self { keys, baseline }) } else { Err(errors) }
    }
}

impl Compared {
    /// Puts the clauses side by side.
    ///
    /// # Errors
    ///
    /// There is no such clause, or the index cannot be read.
    pub(in crate::web) async fn compare(&self, app: &AppState) -> Result<SideBySide, AppError> {
        let found = app.desk().compare(&self.keys, self.baseline - 1, app.today()).await?;
        found.map_err(|key| AppError::NotFound(format!("clause {key}")))
    }

    /// Returns the address of the same clauses with another baseline.
    pub(in crate::web) fn with_baseline(&self, baseline: usize) -> String {
        format!("/compare?{}&base={baseline}", self.query())
    }

    /// Returns the addresses of the clauses as proof, each with its name.
    pub(in crate::web) fn evidence(&self) -> [(&'static str, String); 3] {
        [("Word 文档", "docx"), ("表格（CSV）", "csv"), ("Markdown", "md")]
            .map(|(name, ending)| (name, format!("/evidence.{ending}?{}", self.query())))
    }

    fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        for key in &self.keys {
            query.append_pair("c", &key.to_string());
        }
        query.finish()
    }
}

/// The most clauses that are collected in one address.
const MOST_COLLECTED: usize = 50;

/// Clauses that are collected, in the order of the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Collected(pub(in crate::web) Vec<ClauseKey>);

impl FromQuery for Collected {
    /// Reads them; pages alone ask for them, so that other parameters are passed over.
    fn read(query: &str, _strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut keys: Vec<ClauseKey> = Vec::new();
        let wrong = |reason: String| vec![ParamError { parameter: "c".to_owned(), reason }];
        for (_, value) in form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "c") {
            let key = ClauseKey::parse(value.trim());
            let key = key.ok_or_else(|| wrong("expected notice:clause".to_owned()))?;
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if (1..=MOST_COLLECTED).contains(&keys.len()) {
            Ok(Self(keys))
        } else {
            Err(wrong(format!("expected 1 to {MOST_COLLECTED} clauses")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Collected, Compared, MOST_COLLECTED};
    use crate::web::desk::FromQuery;

    #[test]
    fn some_clauses_are_collected_in_order() {
        let two = Collected::read("c=b:2&c=a:1&c=b:2&from=x", false).expect("two clauses");
        let keys: Vec<String> = two.0.iter().map(ToString::to_string).collect();
        assert_eq!(keys, ["b:2", "a:1"]);
        let many: Vec<String> = (0..=MOST_COLLECTED).map(|at| format!("c=a:{at}")).collect();
        let many = many.join("&");
        for query in ["", "c=a", &many] {
            assert!(Collected::read(query, false).is_err(), "{query}");
        }
    }

    #[test]
    fn two_to_six_clauses_are_compared() {
        let read = |query: &str| Compared::read(query, true);
        let two = read("c=a:1&c=b:2&c=a:1&base=2").expect("two clauses");
        assert_eq!((two.keys.len(), two.baseline), (2, 2));
        assert_eq!(two.with_baseline(1), "/compare?c=a%3A1&c=b%3A2&base=1");
        for (query, parameter) in [
            ("c=a:1", "c"),
            ("c=a:1&c=b", "c"),
            ("c=a:1&c=b:2&base=3", "base"),
            ("c=a:1&c=b:2&base=x", "base"),
            ("c=a:1&c=b:2&colour=red", "colour"),
            ("c=a:1&c=b:1&c=c:1&c=d:1&c=e:1&c=f:1&c=g:1", "c"),
        ] {
            let errors = read(query).expect_err(query);
            assert_eq!(errors[0].parameter, parameter, "{query}");
        }
    }
}
