//! `zhengsou search`: searches from the terminal.

use std::io::{IsTerminal, Write};

use clap::Args;
use jiff::civil::Date;

use crate::cli::filters::FilterOptions;
use crate::cli::options::IndexOption;
use crate::cli::{Outcome, Terminal, block_on, score, today};
use crate::query::request::{FacetRequest, Page, Scope, SearchRequest, Sort};
use crate::query::understand::UnderstoodKind;
use crate::search::response::{ClauseSummary, NoticeSummary, SearchResponse, SearchResult};

/// Search from the terminal. Repeated options are alternatives, different ones narrow each other.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// What to search; quotes, a leading minus and field:value are understood.
    #[arg(value_name = "QUERY", default_value = "")]
    query: String,
    #[command(flatten)]
    index: IndexOption,
    /// What is searched: notices, clauses or assignments.
    #[arg(long, default_value_t = Scope::Notices)]
    scope: Scope,
    #[command(flatten)]
    filters: FilterOptions,
    /// relevance, newest, oldest or deadline.
    #[arg(long, default_value_t = Sort::Relevance)]
    sort: Sort,
    /// Page, from 1.
    #[arg(long, default_value_t = 1)]
    page: usize,
    /// Results on a page.
    #[arg(long, default_value_t = 10)]
    per_page: usize,
    /// Dimensions to count, such as region:20.
    #[arg(long, value_delimiter = ',')]
    facets: Vec<FacetRequest>,
    /// Kinds of understanding that are not wanted: place, year, plain, question.
    #[arg(long, value_delimiter = ',', value_parser = UnderstoodKind::optional)]
    without: Vec<UnderstoodKind>,
    /// The day on which validity is judged; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Say of each result why it is shown and what its score is made of.
    #[arg(long)]
    explain: bool,
    /// Print what the API answers.
    #[arg(long)]
    json: bool,
}

impl Search {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.today.unwrap_or_else(today);
        let request = self.request()?;
        let searcher = self.index.searcher()?;
        let response = block_on(async { Ok(searcher.search(&request, today).await?) })?;
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&response)?)?;
        } else {
            print(&response, terminal)?;
        }
        Ok(if response.total > 0 { Outcome::Done } else { Outcome::Partly })
    }

    fn request(&self) -> anyhow::Result<SearchRequest> {
        let filters = self.filters.filters()?;
        let page = Page::new(self.page, self.per_page).map_err(|(option, expected)| {
            anyhow::anyhow!("--{}: {expected}", option.replace('_', "-"))
        })?;
        Ok(SearchRequest {
            text: self.query.clone(),
            scope: self.scope,
            filters,
            sort: self.sort,
            page,
            facets: self.facets.clone(),
            without: self.without.iter().copied().collect(),
            explain: self.explain,
            group: None,
            admits_partial: true,
            // What stands beside the results is not printed.
            alone: !self.json,
        })
    }
}

fn print(response: &SearchResponse, terminal: &mut Terminal) -> anyhow::Result<()> {
    let bold = std::io::stdout().is_terminal();
    let out = &mut terminal.out;
    write!(out, "{} {}", response.total, response.scope)?;
    if response.hidden.not_in_force > 0 {
        write!(
            out,
            " ({} more not in force; --validity any shows them)",
            response.hidden.not_in_force
        )?;
    }
    writeln!(out)?;
    for understood in &response.understood {
        write!(out, "  {}：{}", understood.kind.label(), understood.from)?;
        match understood.to.as_str() {
            "" => writeln!(out)?,
            to => writeln!(out, " → {to}")?,
        }
    }
    for note in &response.notes {
        writeln!(out, "  {note}")?;
    }
    let first = (response.page.number - 1) * response.page.size + 1;
    for (result, rank) in response.results.iter().zip(first..) {
        match result {
            SearchResult::Notice(result) => {
                writeln!(out, "\n{rank}. {}", plain(&result.title_html, bold))?;
                print_notice(&result.notice, out)?;
                for clause in &result.clauses {
                    print_clause(clause, bold, out)?;
                }
                score::print(result.explanation.as_ref(), out)?;
            }
            SearchResult::Clause(result) => {
                writeln!(out, "\n{rank}. {}", result.notice.title)?;
                print_notice(&result.notice, out)?;
                print_clause(&result.clause, bold, out)?;
                score::print(result.explanation.as_ref(), out)?;
            }
        }
    }
    for (field, entries) in &response.facets {
        writeln!(out, "\n{}", field.label())?;
        for entry in entries {
            writeln!(out, "  {} {}", entry.label, entry.count)?;
        }
    }
    Ok(())
}

fn print_notice(notice: &NoticeSummary, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut facts: Vec<String> = Vec::new();
    facts.extend(notice.doc_number.as_ref().map(ToString::to_string));
    facts.push(notice.issuers.join("、"));
    facts.extend(notice.dated_on().map(|date| date.to_string()));
    facts.push(notice.validity.label().to_owned());
    facts.push(notice.source.clone());
    facts.retain(|fact| !fact.is_empty());
    writeln!(out, "   {}", facts.join(" · "))?;
    Ok(())
}

fn print_clause(clause: &ClauseSummary, bold: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "   [{}] {}", clause.address, plain(&clause.html, bold))?;
    let mut who: Vec<String> = Vec::new();
    for (label, units) in
        [("牵头", &clause.lead), ("责任", &clause.responsible), ("配合", &clause.supporting)]
    {
        if !units.is_empty() {
            who.push(format!("{label}：{}", units.join("、")));
        }
    }
    who.extend(clause.deadline.as_ref().map(|deadline| format!("时限：{}", deadline.text)));
    if !who.is_empty() {
        writeln!(out, "     {}", who.join("；"))?;
    }
    Ok(())
}

/// Turns marked HTML into text; marks are bold on a terminal.
fn plain(html: &str, bold: bool) -> String {
    let (on, off) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    html.replace("<mark>", on)
        .replace("</mark>", off)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replace('\n', " ")
}
