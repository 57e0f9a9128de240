//! Addresses of searches: everything that a page shows is in its address.

use form_urlencoded::Serializer;

use crate::query::facet::FacetField;
use crate::query::request::{Page, Scope, SearchRequest, Sort, ValidityFilter};
use crate::query::understand::{Understood, UnderstoodKind};
use crate::search::relief::Narrowing;

/// The parameter of links whose words the program wrote: following one is not typing.
const FROM: &str = "from";

/// What wrote the words of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A popular search.
    Popular,
    /// A related search.
    Related,
    /// A correction that was offered.
    Spelling,
    /// A query without something that was understood.
    Undo,
}

impl Source {
    fn name(self) -> &'static str {
        match self {
            Self::Popular => "popular",
            Self::Related => "related",
            Self::Spelling => "spelling",
            Self::Undo => "undo",
        }
    }
}

/// Makes addresses that differ from a request in one thing.
#[derive(Clone, Debug)]
pub(super) struct Links<'a> {
    request: &'a SearchRequest,
}

impl<'a> Links<'a> {
    /// Makes links from a request.
    pub(super) fn new(request: &'a SearchRequest) -> Self {
        Self { request }
    }

    /// Returns the address with a value of a dimension put in, or taken out where it is in force.
    pub(super) fn toggled(&self, field: FacetField, value: &str) -> String {
        let mut request = self.on_first_page();
        let selected =
            pairs(&request).iter().any(|(name, held)| name == field.name() && held == value);
        if selected {
            remove(&mut request, field, value);
        } else if field == FacetField::Validity && request.filters.validity == ValidityFilter::Any {
            request.filters.validity = ValidityFilter::default();
            let _ = request.filters.add(field, value);
        } else {
            let _ = request.filters.add(field, value);
        }
        address(&request)
    }

    /// Returns the address with every validity shown.
    pub(super) fn any_validity(&self) -> String {
        let mut request = self.on_first_page();
        request.filters.validity = ValidityFilter::Any;
        address(&request)
    }

    /// Returns the address without any filter.
    pub(super) fn without_filters(&self) -> String {
        let mut request = self.on_first_page();
        request.filters = crate::query::request::Filters::default();
        address(&request)
    }

    /// Returns the address without a bound: a date, a deadline or a citation.
    pub(super) fn without_bound(&self, name: &str) -> String {
        let mut request = self.on_first_page();
        match name {
            "date_from" => request.filters.date_from = None,
            "date_to" => request.filters.date_to = None,
            "deadline_before" => request.filters.deadline_before = None,
            "cites" => request.filters.cites = None,
            _ => {}
        }
        address(&request)
    }

    /// Returns the address of another page.
    pub(super) fn page(&self, number: usize) -> String {
        let mut request = self.request.clone();
        if let Ok(page) = Page::new(number, request.page.size()) {
            request.page = page;
        }
        address(&request)
    }

    /// Returns the address in another order.
    pub(super) fn sorted(&self, sort: Sort) -> String {
        let mut request = self.on_first_page();
        request.sort = sort;
        address(&request)
    }

    /// Returns the address of another question in the same scope, without filters.
    pub(super) fn asking(&self, text: &str, source: Source) -> String {
        let scope = self.request.scope;
        let request = SearchRequest { text: text.to_owned(), scope, ..SearchRequest::default() };
        followed(&request, source)
    }

    /// Returns the address with the results in groups, or in one list.
    pub(super) fn grouped(&self, group: Option<FacetField>) -> String {
        let mut request = self.on_first_page();
        request.group = group;
        address(&request)
    }

    /// Returns the address with the results of a group alone.
    pub(super) fn of_group(&self, field: FacetField, value: &str) -> String {
        let mut request = self.on_first_page();
        request.group = None;
        request.filters.values.remove(&field);
        let _ = request.filters.add(field, value);
        address(&request)
    }

    /// Returns the address without a filter.
    pub(super) fn relieved(&self, without: Narrowing) -> String {
        let mut request = self.on_first_page();
        without.take_off(&mut request.filters);
        address(&request)
    }

    /// Returns the address with so many results on a page.
    pub(super) fn sized(&self, size: usize) -> String {
        let mut request = self.on_first_page();
        if let Ok(page) = Page::new(1, size) {
            request.page = page;
        }
        address(&request)
    }

    /// Returns the address in another scope.
    pub(super) fn scoped(&self, scope: Scope) -> String {
        let mut request = self.on_first_page();
        request.scope = scope;
        address(&request)
    }

    /// Returns the address without a kind of understanding.
    pub(super) fn without(&self, kind: UnderstoodKind) -> String {
        let mut request = self.request.clone();
        request.without.insert(kind);
        address(&request)
    }

    /// Returns the address without something that was understood.
    pub(super) fn undoing(&self, understood: &Understood) -> String {
        let mut request = self.on_first_page();
        request.text.clone_from(&understood.undo);
        request.without.extend(understood.without);
        followed(&request, Source::Undo)
    }

    /// Returns what a form must carry beside the words it asks for.
    pub(super) fn hidden_fields(&self) -> Vec<(String, String)> {
        let mut request = self.on_first_page();
        request.text.clear();
        pairs(&request)
    }

    /// Returns what the form of dates must carry beside them.
    pub(super) fn undated_fields(&self) -> Vec<(String, String)> {
        let mut request = self.on_first_page();
        request.filters.date_from = None;
        request.filters.date_to = None;
        pairs(&request)
    }

    /// Returns the feeds of the search, each with its media type.
    pub(super) fn feeds(&self) -> Vec<(&'static str, String)> {
        let request = SearchRequest {
            sort: Sort::default(),
            page: Page::default(),
            facets: Vec::new(),
            group: None,
            ..self.request.clone()
        };
        vec![
            ("application/atom+xml", at("/feed.atom", &request)),
            ("application/feed+json", at("/feed.json", &request)),
        ]
    }

    fn on_first_page(&self) -> SearchRequest {
        let mut request = self.request.clone();
        if let Ok(page) = Page::new(1, request.page.size()) {
            request.page = page;
        }
        request
    }
}

/// Returns the address of a request whose words the program wrote.
pub(super) fn followed(request: &SearchRequest, source: Source) -> String {
    let address = address(request);
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{FROM}={}", source.name())
}

/// Tells whether the query of an address is one of a link whose words the program wrote.
pub(super) fn is_followed(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == FROM)
}

fn remove(request: &mut SearchRequest, field: FacetField, value: &str) {
    if field == FacetField::Validity {
        if let ValidityFilter::Only(values) = &mut request.filters.validity {
            values.retain(|held| held.name() != value);
            if values.is_empty() {
                request.filters.validity = ValidityFilter::default();
            }
        }
        return;
    }
    if let Some(values) = request.filters.values.get_mut(&field) {
        values.remove(value);
        if values.is_empty() {
            request.filters.values.remove(&field);
        }
    }
}

/// Returns the address of a request.
pub(super) fn address(request: &SearchRequest) -> String {
    at("/search", request)
}

/// Returns the address at which a path answers a request.
pub(super) fn at(path: &str, request: &SearchRequest) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in pairs(request) {
        query.append_pair(&name, &value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Returns the parameters of a request that are not as usual.
fn pairs(request: &SearchRequest) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
    if !request.text.is_empty() {
        add("q", request.text.clone());
    }
    if request.scope != Scope::default() {
        add("scope", request.scope.to_string());
    }
    for (field, values) in &request.filters.values {
        for value in values {
            add(field.name(), value.clone());
        }
    }
    match &request.filters.validity {
        ValidityFilter::NotEnded => {}
        ValidityFilter::Any => add("validity", "any".to_owned()),
        ValidityFilter::Only(values) => {
            for value in values {
                add("validity", value.name().to_owned());
            }
        }
    }
    let filters = &request.filters;
    for (name, date) in [
        ("date_from", filters.date_from),
        ("date_to", filters.date_to),
        ("deadline_before", filters.deadline_before),
    ] {
        if let Some(date) = date {
            add(name, date.to_string());
        }
    }
    if let Some(number) = &filters.cites {
        add("cites", number.to_string());
    }
    for kind in &request.without {
        add("without", kind.name().to_owned());
    }
    if request.sort != Sort::default() {
        add("sort", request.sort.to_string());
    }
    if let Some(field) = request.group {
        add("group", field.name().to_owned());
    }
    let usual = Page::default();
    if request.page.number() != usual.number() {
        add("page", request.page.number().to_string());
    }
    if request.page.size() != usual.size() {
        add("per_page", request.page.size().to_string());
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{Links, address};
    use crate::query::facet::FacetField;
    use crate::query::request::SearchRequest;
    use crate::web::params::{Others, search};

    fn request(query: &str) -> SearchRequest {
        search(query, Others::PassedOver).expect("known parameters").request
    }

    #[test]
    fn an_address_reads_back_as_its_request() {
        for query in [
            "",
            "q=a+%22b%22&year=2024&validity=any&sort=newest&page=3&per_page=20",
            "validity=expired&scope=clauses&cites=%E5%9B%BD%E5%8A%9E%E5%8F%91%E3%80%942017%E3%80%9547%E5%8F%B7&date_from=2024-01-01",
        ] {
            let asked = request(query);
            let address = address(&asked);
            let read = request(address.split_once('?').map_or("", |(_, query)| query));
            assert_eq!(read, asked, "{address}");
        }
    }

    #[test]
    fn a_value_is_put_in_and_taken_out() {
        let asked = request("q=a&year=2024&page=2");
        let links = Links::new(&asked);
        assert_eq!(links.toggled(FacetField::Year, "2024"), "/search?q=a");
        assert_eq!(links.toggled(FacetField::Year, "2023"), "/search?q=a&year=2023&year=2024");
        assert_eq!(
            links.toggled(FacetField::Validity, "expired"),
            "/search?q=a&year=2024&validity=expired"
        );
    }
}
