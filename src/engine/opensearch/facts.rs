//! What follows for each notice from all others: what ends it, which copies it has. Told when a
//! generation is published, and written into the documents that it changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::engine::days::NO_DAY;
use crate::engine::error::EngineError;
use crate::engine::opensearch::bulk::{self, Operation};
use crate::engine::opensearch::client::Client;
use crate::engine::opensearch::documents::{Document, add_held, notice_id};
use crate::engine::opensearch::mapping::{NOTICE, facet};
use crate::engine::opensearch::names::texts;
use crate::engine::opensearch::pages;
use crate::engine::opensearch::parts::{has, has_any};
use crate::engine::opensearch::records;
use crate::engine::relations::{self, Named, Told};
use crate::notice::id::NoticeId;
use crate::notice::status::Validity;
use crate::query::facet::FacetField;

/// How many notices are asked for their documents at once.
const NOTICES_AT_ONCE: usize = 200;

/// How many documents are read and written again at once.
const DOCUMENTS_AT_ONCE: usize = 200;

/// What is known of a notice from all others.
#[derive(Clone, Debug, Default, PartialEq)]
struct Facts {
    ended: Option<Ended>,
    copy: Option<Copy>,
}

/// What ends a notice.
#[derive(Clone, Debug, PartialEq)]
struct Ended {
    by: String,
    value: String,
    on: Option<i32>,
    /// From which day it counts as ended; `None` where its page states a validity.
    from: Option<i32>,
}

/// Which copy a notice is.
#[derive(Clone, Debug, PartialEq)]
struct Copy {
    /// The one that is shown in place of all.
    shown: String,
    rank: u32,
    others: BTreeSet<String>,
}

/// A document of a notice, as far as copies of it are told by.
struct Unit {
    id: String,
    key: String,
    text: String,
    twin: u64,
    fold_at: Option<String>,
}

/// Tells what follows for each notice, and writes it where it is not so yet.
pub(super) async fn settle(client: &Client, index: &str, version: u64) -> Result<(), EngineError> {
    let validity = facet(FacetField::Validity);
    let columns = [
        "key",
        "names",
        "repeals",
        "expires",
        "copy_keys",
        "whole",
        "completeness",
        "dated_on",
        "ended_by",
        "ended_value",
        "ended_on",
        "ended_from",
        "copy_rank",
        "shown",
        "also_at",
        &validity,
    ];
    let notices = pages::all(client, index, &has("unit", NOTICE), &columns).await?;
    let named: Vec<Named<'_>> = notices.iter().map(named).collect();
    let told = relations::tell(&named);
    let states_nothing = |place: usize| {
        texts(&notices[place]["fields"][&validity]).next() == Some(Validity::Unknown.name())
    };
    let facts = facts(&told, &named, &states_nothing);
    let mut concerned: BTreeMap<&str, (&Facts, bool)> = BTreeMap::new();
    let nothing = Facts::default();
    for (place, notice) in notices.iter().enumerate() {
        let wanted = facts.get(&place).unwrap_or(&nothing);
        let is_changed = *wanted != held(&notice["fields"]);
        if is_changed || wanted.copy.is_some() {
            concerned.insert(named[place].key, (wanted, is_changed));
        }
    }
    write(client, index, version, &concerned).await
}

/// Reads what relations are told from of a notice.
fn named(hit: &Value) -> Named<'_> {
    let fields = &hit["fields"];
    let all = |name: &str| texts(&fields[name]).collect();
    Named {
        key: texts(&fields["key"]).next().unwrap_or_default(),
        names: all("names"),
        repeals: all("repeals"),
        expires: all("expires"),
        copy_keys: all("copy_keys"),
        completeness: fields["completeness"][0].as_u64().unwrap_or(0),
        day: day(&fields["dated_on"]).unwrap_or(NO_DAY),
        whole: texts(&fields["whole"]).next(),
    }
}

/// Returns what follows from relations, by place; nothing for most notices.
fn facts(
    told: &Told,
    named: &[Named<'_>],
    states_nothing: &dyn Fn(usize) -> bool,
) -> HashMap<usize, Facts> {
    let mut facts: HashMap<usize, Facts> = HashMap::new();
    for (place, (by, value)) in &told.ended {
        let ender = &named[*by];
        facts.entry(*place).or_default().ended = Some(Ended {
            by: ender.key.to_owned(),
            value: value.name().to_owned(),
            on: Some(ender.day).filter(|day| *day != NO_DAY),
            from: states_nothing(*place).then_some(ender.day),
        });
    }
    for group in &told.groups {
        let keys: BTreeSet<String> = group.iter().map(|place| named[*place].key.into()).collect();
        for (rank, place) in (0..).zip(group) {
            let mut others = keys.clone();
            others.remove(named[*place].key);
            let shown = named[group[0]].key.to_owned();
            facts.entry(*place).or_default().copy = Some(Copy { shown, rank, others });
        }
    }
    facts
}

/// Reads what a notice's document says already.
fn held(fields: &Value) -> Facts {
    let text = |name: &str| texts(&fields[name]).next().map(str::to_owned);
    let ended = text("ended_by").zip(text("ended_value")).map(|(by, value)| Ended {
        by,
        value,
        on: day(&fields["ended_on"]),
        from: day(&fields["ended_from"]),
    });
    let copy = text("shown").zip(day(&fields["copy_rank"])).map(|(shown, rank)| Copy {
        shown,
        rank: u32::try_from(rank).unwrap_or(0),
        others: texts(&fields["also_at"]).map(str::to_owned).collect(),
    });
    Facts { ended, copy }
}

fn day(field: &Value) -> Option<i32> {
    field[0].as_i64().and_then(|day| i32::try_from(day).ok())
}

/// Writes the documents of the notices concerned again where they say something else.
async fn write(
    client: &Client,
    index: &str,
    version: u64,
    concerned: &BTreeMap<&str, (&Facts, bool)>,
) -> Result<(), EngineError> {
    let keys: Vec<String> = concerned.keys().map(|key| (*key).to_owned()).collect();
    let mut units = Vec::new();
    for some in keys.chunks(NOTICES_AT_ONCE) {
        let columns = ["key", "text_digest", "twin", "fold_at"];
        let found = pages::all(client, index, &has_any("key", some), &columns).await?;
        units.extend(found.iter().filter_map(unit));
    }
    let folds = folds(&units, concerned);
    let differs = |unit: &&Unit| {
        let fold_at = folds.get(&unit.id).map(|(fold, rank)| format!("{fold} {rank}"));
        concerned[unit.key.as_str()].1 || fold_at != unit.fold_at
    };
    let changed: Vec<&Unit> = units.iter().filter(differs).collect();
    for some in changed.chunks(DOCUMENTS_AT_ONCE) {
        let wanted: Vec<(String, String)> =
            some.iter().map(|unit| (unit.id.clone(), routing(&unit.key))).collect();
        let mut sources = records::read(client, index, &wanted, &["*"]).await?;
        let mut operations = Vec::with_capacity(some.len());
        for unit in some {
            let Some(Value::Object(mut source)) = sources.remove(&unit.id) else { continue };
            let is_notice = source["unit"] == NOTICE;
            set(&mut source, concerned[unit.key.as_str()].0, is_notice, folds.get(&unit.id));
            add_held(&mut source);
            let (id, routing) = (unit.id.clone(), routing(&unit.key));
            operations.push(Operation::Index(Document { id, routing, source }));
        }
        bulk::write(client, index, version, &operations).await?;
    }
    Ok(())
}

fn routing(key: &str) -> String {
    notice_id(&NoticeId::given(key))
}

fn unit(hit: &Value) -> Option<Unit> {
    let fields = &hit["fields"];
    Some(Unit {
        id: hit["_id"].as_str()?.to_owned(),
        key: texts(&fields["key"]).next()?.to_owned(),
        text: texts(&fields["text_digest"]).next()?.to_owned(),
        twin: fields["twin"][0].as_u64().unwrap_or(0),
        fold_at: texts(&fields["fold_at"]).next().map(str::to_owned),
    })
}

/// Which copy of a notice, and row before paragraph: the lowest is shown.
type Rank = (u32, u64);

/// Tells of each document whose text stands several times where it stands among these: by which copy
/// of the notice, and row before paragraph.
fn folds<'a>(
    units: &'a [Unit],
    concerned: &BTreeMap<&str, (&Facts, bool)>,
) -> HashMap<&'a String, (String, usize)> {
    let mut texts: BTreeMap<String, Vec<(Rank, &String)>> = BTreeMap::new();
    for unit in units {
        let copy = concerned[unit.key.as_str()].0.copy.as_ref();
        let (home, rank) = match copy {
            Some(copy) => (&copy.shown, copy.rank),
            None if unit.twin > 0 => (&unit.key, 0),
            None => continue,
        };
        let fold = format!("{} {}", routing(home), unit.text);
        texts.entry(fold).or_default().push(((rank, unit.twin), &unit.id));
    }
    let mut folds = HashMap::new();
    for (fold, places) in texts {
        let ranks: BTreeSet<Rank> = places.iter().map(|(rank, _)| *rank).collect();
        let is_alone = ranks.len() == 1 && places.iter().all(|((_, twin), _)| *twin == 0);
        if is_alone {
            continue;
        }
        for (rank, id) in places {
            let at = ranks.iter().position(|held| *held == rank).unwrap_or(0);
            folds.insert(id, (fold.clone(), at));
        }
    }
    folds
}

/// Writes into a document's fields what is known of it, in place of what they said.
fn set(
    source: &mut Map<String, Value>,
    facts: &Facts,
    is_notice: bool,
    fold: Option<&(String, usize)>,
) {
    let mut put = |name: &str, value: Option<Value>| match value {
        Some(value) => drop(source.insert(name.to_owned(), value)),
        None => drop(source.remove(name)),
    };
    let (ended, copy) = (facts.ended.as_ref(), facts.copy.as_ref());
    put("ended_value", ended.map(|ended| json!(ended.value)));
    put("ended_from", ended.and_then(|ended| ended.from).map(Value::from));
    put("copy_rank", copy.map(|copy| json!(copy.rank)));
    put("fold", fold.map(|(fold, _)| json!(fold)));
    put("fold_rank", fold.map(|(_, rank)| json!(rank)));
    put("fold_at", fold.map(|(fold, rank)| json!(format!("{fold} {rank}"))));
    if is_notice {
        put("ended_by", ended.map(|ended| json!(ended.by)));
        put("ended_on", ended.and_then(|ended| ended.on).map(Value::from));
        put("shown", copy.map(|copy| json!(copy.shown)));
        put("also_at", copy.map(|copy| json!(copy.others)));
    }
}
