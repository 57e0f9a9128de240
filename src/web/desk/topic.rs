//! A topic that is followed over years and places, out of an address.

use crate::query::request::SearchRequest;
use crate::web::desk::FromQuery;
use crate::web::error::ParamError;
use crate::web::params::beside_a_search;
use crate::web::params::group::Group;

/// Groups of the parameters of a search that this takes.
pub(in crate::web) const GROUPS: &[Group] = &[Group::Text, Group::Narrowing, Group::Reading];

/// The search whose results are followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::web) struct TopicParams(pub(in crate::web) SearchRequest);

impl FromQuery for TopicParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        Ok(Self(beside_a_search(query, strict, GROUPS, |_, _| None)?.request))
    }
}
