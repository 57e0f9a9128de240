//! What `/compare` is asked, out of an address: clauses, or two whole notices by `n`, the baseline
//! first.

use form_urlencoded::Serializer;

use crate::notice::id::NoticeId;
use crate::precedent::notices::COMPARED;
use crate::precedent::notices::fate::Fate;
use crate::precedent::notices::shown::NoticesCompared;
use crate::web::desk::FromQuery;
use crate::web::desk::compared::Compared;
use crate::web::error::{AppError, ParamError};
use crate::web::state::AppState;

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) enum Asked {
    /// Clauses side by side.
    Clauses(Compared),
    /// Two whole notices.
    Notices(Notices),
    /// One notice, for which another one is to be chosen; only pages take it.
    Notice(NoticeId),
}

/// Two whole notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct Notices {
    /// The notice that the other one is compared with.
    pub(in crate::web) baseline: NoticeId,
    /// The other one.
    pub(in crate::web) other: NoticeId,
    /// The fate of the clauses that are shown; all where it is `None`.
    pub(in crate::web) fate: Option<Fate>,
}

impl FromQuery for Asked {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        if form_urlencoded::parse(query.as_bytes()).all(|(name, _)| name != "n") {
            return Compared::read(query, strict).map(Self::Clauses);
        }
        let (mut ids, mut fate, mut errors) = (Vec::new(), None, Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            let read = match &*name {
                "n" if value.is_empty() => Err("expected the key of a notice".to_owned()),
                "n" => {
                    ids.push(NoticeId::given(value));
                    Ok(())
                }
                "fate" if value.is_empty() => Ok(()),
                "fate" => value.parse().map(|named| fate = Some(named)),
                "c" => Err("clauses and whole notices are not compared together".to_owned()),
                _ if strict => Err("is unknown; known are n, fate".to_owned()),
                _ => Ok(()),
            };
            if let Err(reason) = read {
                errors.push(ParamError { parameter: name.into_owned(), reason });
            }
        }
        ids.dedup();
        let several = ids.len() > COMPARED;
        if errors.is_empty()
            && let Ok([baseline, other]) = <[NoticeId; COMPARED]>::try_from(ids.clone())
        {
            return Ok(Self::Notices(Notices { baseline, other, fate }));
        }
        match ids.pop() {
            Some(id) if errors.is_empty() && !several && !strict => Ok(Self::Notice(id)),
            _ => {
                if errors.is_empty() {
                    let reason =
                        format!("expected {COMPARED} different notices, the baseline first");
                    errors.push(ParamError { parameter: "n".to_owned(), reason });
                }
                Err(errors)
            }
        }
    }
}

impl Notices {
    /// Compares them.
    ///
    /// # Errors
    ///
    /// There is no such notice, or the index cannot be read.
    pub(in crate::web) async fn compare(
        &self,
        app: &AppState,
    ) -> Result<NoticesCompared, AppError> {
        let found = app.desk().compare_notices(&self.baseline, &self.other, app.today()).await?;
        let mut compared = found.map_err(|id| AppError::NotFound(format!("notice {id}")))?;
        if let Some(fate) = self.fate {
            compared.retain(fate);
        }
        Ok(compared)
    }

    /// Returns the address of the same notices, with the clauses of one fate alone.
    pub(in crate::web) fn showing(&self, fate: Option<Fate>) -> String {
        let address = comparison(self.baseline.as_str(), self.other.as_str());
        fate.map_or(address.clone(), |fate| format!("{address}&fate={}", fate.name()))
    }

    /// Returns the address of the same notices, the other one as the baseline.
    pub(in crate::web) fn turned(&self) -> String {
        comparison(self.other.as_str(), self.baseline.as_str())
    }
}

/// Returns the address of a comparison of two notices.
pub(in crate::web) fn comparison(baseline: &str, other: &str) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("n", baseline).append_pair("n", other);
    format!("/compare?{}", query.finish())
}

/// Returns the address where a notice is chosen that another one is compared with.
pub(in crate::web) fn choice(id: &str) -> String {
    let query = Serializer::new(String::new()).append_pair("n", id).finish();
    format!("/compare?{query}")
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::precedent::notices::fate::Fate;
    use crate::web::desk::FromQuery;

    #[test]
    fn two_notices_are_compared_whole() {
        let asked = Asked::read("n=a&n=b&fate=added", true).expect("two notices");
        let Asked::Notices(notices) = asked else { panic!("{asked:?}") };
        assert_eq!((notices.baseline.as_str(), notices.other.as_str()), ("a", "b"));
        assert_eq!(notices.fate, Some(Fate::Added));
        assert_eq!(notices.turned(), "/compare?n=b&n=a");
        assert_eq!(notices.showing(Some(Fate::Kept)), "/compare?n=a&n=b&fate=kept");
        assert!(matches!(Asked::read("c=a:1&c=b:2", true), Ok(Asked::Clauses(_))));
    }

    #[test]
    fn one_notice_is_for_pages_alone() {
        assert!(matches!(Asked::read("n=a", false), Ok(Asked::Notice(_))));
        for (query, parameter) in [
            ("n=a", "n"),
            ("n=a&n=a", "n"),
            ("n=a&n=b&n=c", "n"),
            ("n=a&n=", "n"),
            ("n=a&c=a:1", "c"),
            ("n=a&n=b&fate=lost", "fate"),
            ("n=a&n=b&colour=red", "colour"),
        ] {
            let errors = Asked::read(query, true).expect_err(query);
            assert_eq!(errors[0].parameter, parameter, "{query}");
        }
    }
}
