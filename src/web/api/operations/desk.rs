//! Operations of the precedent desk.

use serde_json::json;

use crate::precedent::check::Check;
use crate::precedent::drafting::nearest::Drafting;
use crate::precedent::drafting::topics::Lacking;
use crate::precedent::facts::table::{FactOrder, FactTable};
use crate::precedent::notices::fate::Fate;
use crate::precedent::notices::shown::NoticesCompared;
use crate::precedent::notices::years::Years;
use crate::precedent::similar::Precedents;
use crate::precedent::timeline::Timeline;
use crate::precedent::wording::Wordings;
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::parameter::{Parameter, one_of};
use crate::web::api::precedents::{CompareBody, TextBody};
use crate::web::api::{check, notices, precedents};
use crate::web::desk::draft::DraftParams;
use crate::web::desk::{facts, passage, topic, variants};

pub(super) fn operations() -> Vec<Operation> {
    [similar(), wordings(), over_places(), between_notices(), drafting()]
        .into_iter()
        .flatten()
        .collect()
}

fn similar() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/clauses/{id}/similar", precedents::of_clause)
            .named(Tag::Precedents, "similar_clauses", "Finds clauses elsewhere that put the same.")
            .details("Each with the words that it shares and those that differ; own notice apart.")
            .takes(passage::GROUPS)
            .answers::<Precedents>()
            .example("/api/v1/clauses/zhengwugongkai~qingze-2024:87858506/similar?per_page=3"),
        Operation::get("/api/v1/similar", precedents::similar)
            .named(Tag::Precedents, "similar", "Finds clauses that put the same as a text.")
            .with(sought())
            .takes(passage::GROUPS)
            .answers::<Precedents>()
            .fails(404)
            .example("/api/v1/similar?text=政策文件公开发布时同步公开解读材料&per_page=3"),
        Operation::post("/api/v1/similar", precedents::of_body)
            .named(Tag::Precedents, "similar_by_body", "Finds the same for a text in a body.")
            .takes(passage::GROUPS)
            .body::<TextBody>(r#"{"text": "政策文件公开发布时同步公开解读材料"}"#)
            .answers::<Precedents>(),
    ]
}

fn wordings() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/variants", precedents::variants)
            .named(Tag::Precedents, "variants", "Sorts the clauses of a requirement into wordings.")
            .details("Each wording with its clauses, first and last use, and what differs.")
            .with(sought())
            .with([baseline_wording()])
            .takes(variants::GROUPS)
            .answers::<Wordings>()
            .fails(404)
            .example("/api/v1/variants?text=政策文件与解读方案同步组织、同步审签、同步部署"),
        Operation::post("/api/v1/variants", precedents::variants_of_body)
            .named(Tag::Precedents, "variants_by_body", "Sorts the same for a text in a body.")
            .with([baseline_wording()])
            .takes(variants::GROUPS)
            .body::<TextBody>(r#"{"text": "政策文件与解读方案同步组织、同步审签、同步部署"}"#)
            .answers::<Wordings>(),
    ]
}

fn over_places() -> Vec<Operation> {
    let order = Parameter::new(
        "order",
        "What the rows are sorted by.",
        one_of(FactOrder::ALL.map(FactOrder::name)),
    );
    vec![
        Operation::get("/api/v1/facts", precedents::facts)
            .named(Tag::Precedents, "facts", "Answers one question for many places.")
            .details(
                "A row a notice: value, lead, responsible, deadline, and the clause behind it.",
            )
            .with([order])
            .takes(facts::GROUPS)
            .answers::<FactTable>()
            .requires("q")
            .example("/api/v1/facts?q=列席政府常务会议每年不少于几次"),
        Operation::get("/api/v1/timeline", precedents::timeline)
            .named(Tag::Precedents, "timeline", "Counts a topic by year, level and province.")
            .details("Always within this library; every count is the total of a search.")
            .takes(topic::GROUPS)
            .answers::<Timeline>()
            .requires("q")
            .example("/api/v1/timeline?q=解读材料"),
    ]
}

fn between_notices() -> Vec<Operation> {
    let several = |pattern, least, most| {
        let items = json!({ "type": "string", "pattern": pattern });
        json!({ "type": "array", "items": items, "minItems": least, "maxItems": most, "uniqueItems": true })
    };
    let fate = Parameter::new(
        "fate",
        "Which clauses of two notices are listed; all without it.",
        one_of(Fate::ALL.map(Fate::name)),
    );
    vec![
        Operation::get("/api/v1/compare", precedents::compare)
            .named(Tag::Precedents, "compare", "Compares clauses, or two whole notices.")
            .details("Give `c` two to six times, or `n` twice, the baseline first.")
            .with([
                Parameter::new("c", "Keys of clauses, two to six.", several("^[^:]+:[^:]+$", 2, 6)),
                Parameter::new(
                    "base",
                    "Which clause the others are compared with, from 1.",
                    json!({ "type": "integer", "minimum": 1, "maximum": 6, "default": 1 }),
                ),
                Parameter::new(
                    "n",
                    "Keys of two notices, the baseline first.",
                    several("\\S", 2, 2),
                ),
                fate,
            ])
            .answers::<CompareBody>()
            .fails(404)
            .example("/api/v1/compare?n=zhengwugongkai~qingze-2023&n=zhengwugongkai~qingze-2024"),
        Operation::get("/api/v1/notices/{id}/years", notices::years)
            .named(Tag::Notices, "years", "Returns the same place's notices of other years.")
            .answers::<Years>()
            .example("/api/v1/notices/zhengwugongkai~qingze-2024/years"),
        Operation::get("/api/v1/notices/{id}/compare", notices::compare)
            .named(Tag::Notices, "compare_years", "Compares a notice with that of the year before.")
            .answers::<NoticesCompared>()
            .example("/api/v1/notices/zhengwugongkai~qingze-2024/compare"),
    ]
}

fn drafting() -> Vec<Operation> {
    let part = Parameter::new(
        "part",
        "Which part of the notice, from 1.",
        json!({ "type": "integer", "minimum": 1, "default": 1 }),
    );
    vec![
        Operation::get("/api/v1/notices/{id}/drafting", notices::drafting)
            .named(Tag::Precedents, "drafting", "Finds the nearest clauses for a part of a notice.")
            .with([part])
            .answers::<Drafting>()
            .example("/api/v1/notices/zhengwugongkai~qingze-2024/drafting?part=1"),
        Operation::get("/api/v1/notices/{id}/topics", notices::topics)
            .named(Tag::Precedents, "topics", "Lists topics that others of its kind have.")
            .answers::<Lacking>()
            .example("/api/v1/notices/zhengwugongkai~qingze-2024/topics"),
        Operation::post("/api/v1/check", check::check)
            .named(Tag::Precedents, "check", "Checks a draft; nothing of it is kept.")
            .details("Cited numbers, names of departments, clauses without lead or deadline.")
            .body::<DraftParams>(
                r#"{"text": "一、各部门要于年底前完成自查。", "region": "990100"}"#,
            )
            .answers::<Check>(),
    ]
}

fn sought() -> [Parameter; 2] {
    [
        Parameter::new(
            "clause",
            "Key of the clause that is sought for; goes before `text`.",
            json!({ "type": "string" }),
        ),
        Parameter::new(
            "text",
            "The text that is sought for.",
            json!({ "type": "string", "maxLength": passage::LONGEST }),
        ),
    ]
}

fn baseline_wording() -> Parameter {
    let letter = json!({ "type": "string", "pattern": "^[A-Za-z]$" });
    Parameter::new("base", "Letter of the wording that the others are compared with.", letter)
}
