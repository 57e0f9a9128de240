//! Answers a request: its results, and what stands beside them, found at the same time.

use jiff::civil::Date;

use crate::query::plan::plan;
use crate::query::request::SearchRequest;
use crate::search::error::SearchError;
use crate::search::ladder::Found;
use crate::search::part::{Missing, Part};
use crate::search::response::{PageInfo, SearchResponse};
use crate::search::world::World;
use crate::search::{Searcher, answer, facets};

/// What readers are told where parts of the index cannot be read.
const PARTIAL: &str = "部分数据暂时无法读取，结果可能不全。";

impl Searcher {
    /// Answers a request; how long it took is for the caller to say.
    pub(super) async fn respond(
        &self,
        request: &SearchRequest,
        world: &World,
        today: Date,
    ) -> Result<SearchResponse, SearchError> {
        let mut understanding = self.understood(request, world, today).await?;
        let plan = plan(request, &understanding, &world.analyzer, today);
        // What stands beside the results is whole or missing, and is looked for at the same time.
        let beside = &SearchRequest { admits_partial: false, ..request.clone() };
        let shown = async {
            let found = Box::pin(self.find(request, &understanding, plan.clone())).await?;
            let results = found.results(request, &understanding, world, today);
            Ok::<_, SearchError>((found, results))
        };
        // Who only counts, or reads on, asks for no other search.
        let is_wanted = request.page.number() == 1 && request.page.size() > 0 && !request.alone;
        let company = async {
            if is_wanted {
                self.company_of(&plan, &understanding, world, today).await
            } else {
                Ok(Vec::new())
            }
        };
        let answers = async {
            if request.alone {
                return Ok(Vec::new());
            }
            answer::find(&*self.engine, beside, &understanding, world, today).await
        };
        let groups =
            async { if request.alone { Ok(Vec::new()) } else { self.groups(beside, today).await } };
        // Without results nothing is answered, and the rest is given up at once.
        let ((Found { plan, hits, loosened, note }, results), answers, related, groups) = tokio::try_join!(
            shown,
            async { Ok(answers.await) },
            async { Ok(company.await) },
            async { Ok(groups.await) },
        )?;
        understanding.notes.extend(note);
        if hits.is_partial {
            understanding.notes.push(PARTIAL.to_owned());
        }
        let mut missing = Missing::default();
        let answers = missing.or_nothing(Part::Answers, answers);
        let related = missing.or_nothing(Part::Related, related);
        let mut relief = Vec::new();
        if hits.total == 0 && !request.alone {
            relief = missing.or_nothing(Part::Relief, self.relief(beside, today).await);
        }
        let groups = missing.or_nothing(Part::Groups, groups);
        Ok(SearchResponse {
            query: request.text.clone(),
            scope: request.scope,
            total: hits.total,
            page: PageInfo::new(request.page, hits.total),
            answers,
            results,
            facets: facets::show(&hits, &plan, &world.lexicon),
            did_you_mean: understanding.correction.map(|correction| correction.query),
            understood: understanding.understood,
            hidden: hits.hidden.into(),
            notes: understanding.notes,
            related,
            groups,
            relief,
            missing,
            loosened,
            is_kept: false,
            took_ms: 0,
            generation: hits.generation,
            is_partial: hits.is_partial,
        })
    }
}
