//! The table: what each engine took, and how far ahead ours is.

use std::time::Duration;

use zhengsou_peers_contract::report::Search;

use crate::library::Library;
use crate::peer::Report;
use crate::queries::{ONE, THREE};
use crate::table::{Budget, Table};
use crate::timing::Times;

/// How far ahead of an engine ours is to be in three words with four facets.
const AHEAD: [(&str, f64); 2] = [("Lucene", 5.0), ("SeekStorm", 8.0)];

/// How far ahead of SeekStorm, which cuts texts itself, ours is to be in indexing.
const INDEXING: f64 = 1.4;

/// Of a hundred runs, those whose time is told.
const PERCENTS: [usize; 2] = [50, 99];

/// What is told of an engine, where it has it.
type Figure<'a> = &'a dyn Fn(&Report) -> Option<f64>;

/// What was measured.
pub(crate) struct Comparison<'a> {
    /// The library that all were measured over.
    pub(crate) over: &'a Library,
    /// What ours took.
    pub(crate) ours: Report,
    /// What others took.
    pub(crate) others: Vec<Report>,
    /// What was left out, and why.
    pub(crate) left_out: Vec<String>,
}

impl Report {
    /// Returns what it is called in the table.
    fn name(&self) -> String {
        let cuts = if self.searched.is_none() { ", cutting itself" } else { "" };
        format!("{}{cuts}", self.indexed.engine)
    }

    fn is(&self, engine: &str) -> bool {
        self.indexed.engine.starts_with(engine)
    }

    /// Returns what it found and counted, query by query, where it tells its counts.
    fn counts(&self) -> impl Iterator<Item = (u64, &Vec<Vec<u64>>)> {
        let searches = self.searched.iter().flat_map(|searched| &searched.searches);
        let counted = searches.filter(|search| !search.counts.is_empty());
        counted.map(|search| (search.found, &search.counts))
    }

    /// Returns the searches of some queries.
    fn searches(&self, texts: &[&str], counted: bool) -> impl Iterator<Item = &Search> {
        let searches = self.searched.iter().flat_map(|searched| &searched.searches);
        searches.filter(move |search| {
            search.counted == counted && texts.contains(&search.text.as_str())
        })
    }

    /// Returns the processor times of some queries, where they were searched.
    fn times(&self, texts: &[&str], counted: bool) -> Option<Times> {
        let times: Vec<Duration> = self
            .searches(texts, counted)
            .flat_map(|search| &search.processor)
            .map(|milliseconds| Duration::from_secs_f64(milliseconds / 1000.0))
            .collect();
        (!times.is_empty()).then(|| Times::of(times))
    }
}

impl Comparison<'_> {
    /// Makes the table.
    pub(crate) fn table(&self) -> Table {
        let mut table = Table { measured: self.measured(), ..Table::default() };
        self.indexing(&mut table);
        for (kind, texts) in [("one word", &ONE), ("three words", &THREE)] {
            for counted in [false, true] {
                self.searching(&mut table, kind, texts, counted);
            }
        }
        self.ahead(&mut table);
        table
    }

    /// Says what was indexed, what was left out, and who counts otherwise than the rest.
    fn measured(&self) -> String {
        let Library { notices, made_of, bytes, .. } = self.over;
        let megabytes = *bytes as f64 / 1e6;
        let mut lines = vec![format!("{notices} notices of {made_of}, {megabytes:.1} MB")];
        lines.extend(self.left_out.iter().map(|reason| format!("left out: {reason}")));
        lines.extend(self.disagreements());
        lines.join("\n")
    }

    /// Returns who found or counted something else of the same terms, a line each.
    fn disagreements(&self) -> Vec<String> {
        let mut peers = self.others.iter().filter(|report| report.counts().next().is_some());
        let Some(first) = peers.next() else { return Vec::new() };
        let differs = |other: &Report| {
            let differing = first.counts().zip(other.counts()).filter(|(one, two)| one != two);
            let differing = differing.count();
            (differing > 0).then(|| {
                let (other, first) = (other.name(), first.name());
                format!("{other} counts otherwise than {first} in {differing} queries")
            })
        };
        peers.filter_map(differs).collect()
    }

    fn indexing(&self, table: &mut Table) {
        let megabytes = self.over.bytes as f64 / 1e6;
        let speed = |report: &Report| megabytes / report.indexed.processor;
        let figures: [(&str, &str, Figure<'_>); 4] = [
            ("indexing", "MB/cpu-s", &|report| Some(speed(report))),
            ("index size", "MB", &|report| Some(report.indexed.bytes as f64 / 1e6)),
            ("memory while indexing, peak", "MB", &|report| Some(report.indexed.peak)),
            ("memory after searches", "MB", &|report| Some(report.searched.as_ref()?.memory)),
        ];
        for (what, unit, figure) in figures {
            self.figures(table, what, unit, figure);
        }
        for other in self.others.iter().filter(|other| other.is("SeekStorm")) {
            let name = format!("indexing: ahead of {}", other.name());
            let line = table.add(name, speed(&self.ours) / speed(other), "times");
            if other.searched.is_none() {
                line.within(Budget::Least(INDEXING));
            }
        }
    }

    fn searching(&self, table: &mut Table, kind: &str, texts: &[&str], counted: bool) {
        let said = if counted { "four facets" } else { "no facets" };
        if counted {
            self.figures(table, &format!("{kind}, notices found"), "", &|report| {
                let found = report.searches(texts, counted).map(|search| search.found);
                report.searched.as_ref().map(|_| found.sum::<u64>() as f64)
            });
        }
        for percent in PERCENTS {
            self.figures(table, &format!("{kind}, {said}, p{percent}"), "cpu-ms", &|report| {
                Some(report.times(texts, counted)?.percentile(percent))
            });
        }
    }

    /// Adds a figure of every engine that has it, beside that of ours.
    fn figures(&self, table: &mut Table, what: &str, unit: &str, figure: Figure<'_>) {
        let Some(ours) = figure(&self.ours) else { return };
        table.add(format!("{what}: {}", self.ours.name()), ours, unit);
        for other in &self.others {
            if let Some(value) = figure(other) {
                let name = format!("{what}: {}", other.name());
                table.add(name, value, unit).beside(ours, "of ours");
            }
        }
    }

    fn ahead(&self, table: &mut Table) {
        for (engine, least) in AHEAD {
            for other in self.others.iter().filter(|other| other.is(engine)) {
                let (Some(ours), Some(theirs)) =
                    (self.ours.times(&THREE, true), other.times(&THREE, true))
                else {
                    continue;
                };
                for percent in PERCENTS {
                    let ahead = theirs.percentile(percent) / ours.percentile(percent);
                    let name = format!("three words, four facets: ahead of {engine}, p{percent}");
                    table.add(name, ahead, "times").within(Budget::Least(least));
                }
            }
        }
    }
}
