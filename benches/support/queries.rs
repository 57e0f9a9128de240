//! What is searched for, and the plan of words as they stand.

use jiff::civil::{Date, date};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::query::facet::FacetField;
use zhengsou::query::plan::{QueryPlan, plan};
use zhengsou::query::request::{FacetRequest, SearchRequest};
use zhengsou::query::understand::{Knowledge, UnderstoodKind, understand};

/// Values of each dimension that are returned.
pub(crate) const VALUES: usize = 20;

/// The day on which is asked.
pub(crate) const TODAY: Date = date(2025, 6, 1);

/// Single words that notices of all fields hold.
pub(crate) const ONE: [&str; 5] = ["检索", "补贴", "住房", "环境", "公开"];

/// Three of them, a blank between.
pub(crate) const THREE: [&str; 5] =
    ["政务 公开 检索", "养老 服务 补贴", "住房 公积金 贷款", "优化 营商 环境", "突发 公共 卫生"];

/// Makes the plan of words as they stand, with counts of some dimensions.
pub(crate) fn literal_plan(text: &str, facets: &[FacetField]) -> QueryPlan {
    thread_local! {
        static LEXICON: Lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    }
    let mut request = SearchRequest {
        text: text.to_owned(),
        facets: counted(facets),
        ..SearchRequest::default()
    };
    request.without.extend(UnderstoodKind::OPTIONAL);
    LEXICON.with(|lexicon| {
        let analyzer = &lexicon.analyzer();
        let knowledge = Knowledge { lexicon, analyzer, spelling: None, today: TODAY };
        plan(&request, &understand(&request, &knowledge), analyzer, TODAY)
    })
}

/// Asks for counts of dimensions.
pub(crate) fn counted(fields: &[FacetField]) -> Vec<FacetRequest> {
    fields.iter().map(|field| FacetRequest { field: *field, size: VALUES }).collect()
}
