//! Answers questions: who, when, how much, on what condition, with the clause that says so.
//!
//! A card is shown when enough of what the question says stands around a span of a clause and no
//! other value of the same place comes close, one card for each place where the question names
//! none; otherwise there is no card, since a wrong one is worse. How it works and how well stands
//! in docs/answers.md.

pub(crate) mod candidate;
mod choose;
pub(crate) mod evidence;
pub(crate) mod measure;
pub(crate) mod normal;
pub(crate) mod question;
pub(crate) mod score;
pub(crate) mod span;
pub(crate) mod text;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Engine;
use crate::query::request::{SearchRequest, Sort};
use crate::query::understand::{Understanding, UnderstoodKind};
use crate::search::answer::question::Question;
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::world::World;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// 谁负责: units in charge.
    Who,
    /// 什么时候: a date, a period or a time limit.
    When,
    /// 多少: a number with its unit.
    HowMuch,
    /// 什么条件: what must be met.
    Condition,
    /// 什么材料: papers to bring.
    Papers,
    /// 怎么办, 在哪办: the way or the place.
    How,
    /// 电话是多少: a telephone number.
    Phone,
    /// 能不能: the words that decide it.
    YesNo,
}

impl AnswerKind {
    const ALL: [Self; 8] = [
        Self::Who,
        Self::When,
        Self::HowMuch,
        Self::Condition,
        Self::Papers,
        Self::How,
        Self::Phone,
        Self::YesNo,
    ];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the name in JSON and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::When => "when",
            Self::HowMuch => "how_much",
            Self::Condition => "condition",
            Self::Papers => "papers",
            Self::How => "how",
            Self::Phone => "phone",
            Self::YesNo => "yes_no",
        }
    }

    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Who => "责任单位",
            Self::When => "时间",
            Self::HowMuch => "数额",
            Self::Condition => "条件",
            Self::Papers => "材料",
            Self::How => "办理方式",
            Self::Phone => "电话",
            Self::YesNo => "规定",
        }
    }
}

/// An answer in a form that programs compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Normalised {
    /// An amount (`50 万元`, `3-5 年`), a fraction (`2/3`), an ISO date, a period (two dates with `/`
    /// between), `yes` or `no`.
    Value(String),
    /// Units in charge.
    Units(Vec<String>),
}

/// An answer to a question, with the clause that gives it.
///
/// Example: spans 2000元, sentence 每张床位给予一次性建设补助2000元。
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Answer {
    /// What was asked for.
    pub kind: AnswerKind,
    /// The words that answer, as the clause writes them; several where a list answers.
    pub spans: Vec<String>,
    /// The same in a form that programs compare, where there is one.
    pub normalised: Option<Normalised>,
    /// The sentence of the clause that holds them.
    pub sentence: String,
    /// Key of the clause in the library: `notice:clause`.
    pub clause: String,
    /// Where the clause stands in its notice.
    pub address: String,
    /// How much of the question stands around the answer, about 0 to 1.
    pub score: f32,
    /// The notice that holds the clause, with its date, place and validity.
    pub notice: NoticeSummary,
}

/// Answers a request where its text is a question: the best answer first, one a place where the
/// question names none; nothing where no answer is sure enough.
///
/// # Errors
///
/// As [`crate::search::Searcher::search`].
pub(super) async fn find(
    engine: &dyn Engine,
    request: &SearchRequest,
    understanding: &Understanding,
    world: &World,
    today: Date,
) -> Result<Vec<Answer>, SearchError> {
    let Some(mut question) =
        wanted(request).then(|| Question::read(&request.text, understanding, world)).flatten()
    else {
        return Ok(Vec::new());
    };
    let pool = candidate::pool(engine, request, understanding, &question, world, today).await?;
    let texts: Vec<&str> = pool.iter().map(|clause| clause.all_words.as_str()).collect();
    evidence::weigh(&mut question.features, &texts);
    let found = score::spans(&pool, &question, &understanding.concepts);
    Ok(choose::answers(&found, &question, today))
}

/// Tells whether a request is one that answers are shown for: the first page by relevance.
fn wanted(request: &SearchRequest) -> bool {
    let is_first = request.page.number() == 1 && request.page.size() > 0;
    is_first
        && request.sort == Sort::Relevance
        && !request.without.contains(&UnderstoodKind::Answer)
}
