//! What a node keeps: indices of documents, aliases, versions. It finds notices as such and nothing
//! else.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use crate::support::double::Refuses;

/// The indices of a node.
#[derive(Default)]
pub(crate) struct Store {
    indices: BTreeMap<String, BTreeMap<String, Kept>>,
    /// The indices that aliases name.
    aliases: BTreeMap<String, Vec<String>>,
    /// How many writes there were.
    writes: u64,
    /// How often each document came in a bulk.
    came: HashMap<String, usize>,
}

#[derive(Clone)]
struct Kept {
    source: Value,
    version: u64,
    write: u64,
}

type Answer = (u16, Value);

fn refusal(status: u16, kind: &str, reason: &str) -> Answer {
    let error = json!({"type": kind, "reason": reason, "root_cause": [{"reason": reason}]});
    (status, json!({"error": error, "status": status}))
}

fn done() -> Answer {
    (200, json!({"acknowledged": true}))
}

impl Store {
    /// Does what is asked and says what came of it.
    pub(super) fn answer(
        &mut self,
        method: &str,
        path: &str,
        query: &str,
        body: &str,
        refuses: Option<&Refuses>,
    ) -> Answer {
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let json = || serde_json::from_str::<Value>(body).unwrap_or_default();
        match (method, parts.as_slice()) {
            ("GET", [""]) => about(),
            ("GET", ["_alias", alias]) => self.named(alias),
            ("GET", ["_cat", "indices", _]) => self.list(),
            ("GET", ["_cluster", "health", ..]) => {
                (200, json!({"status": "green", "timed_out": false}))
            }
            ("POST", ["_aliases"]) => self.switch(&json()),
            ("POST", ["_bulk"]) => self.bulk(body, refuses),
            (_, [index, "_doc" | "_create", id]) => {
                self.document(method, (index, id), query, parts[1] == "_create", json())
            }
            ("PUT", [from, "_clone", to]) => {
                let documents = self.indices.get(*from).cloned();
                documents.map_or_else(not_found, |documents| self.make(to, documents))
            }
            ("PUT", [index]) => self.make(index, BTreeMap::new()),
            ("DELETE", [index]) => {
                self.aliases.values_mut().for_each(|named| named.retain(|name| name != index));
                self.indices.remove(*index).map_or_else(not_found, |_| done())
            }
            (_, [index, ..]) if !self.indices.contains_key(*index) => not_found(),
            ("POST", [index, "_mget"]) => self.read(index, &json()),
            ("POST", [index, "_count"]) => {
                let count = self.found(index, &json()["query"]).len();
                (
                    200,
                    json!({"count": count, "_shards": {"total": 1, "successful": 1, "failed": 0}}),
                )
            }
            ("POST", [index, "_search"]) => self.search(index, &json()),
            ("POST", [_, "_refresh"]) => {
                (200, json!({"_shards": {"total": 1, "successful": 1, "failed": 0}}))
            }
            ("GET", [index, "_settings", ..]) => {
                (200, json!({(*index): {"settings": {"index.number_of_shards": "1"}}}))
            }
            _ => done(),
        }
    }

    /// Returns the documents of the index that an alias names, by their ids.
    pub(super) fn published(&self, alias: &str) -> Option<Vec<(String, Value)>> {
        let index = self.aliases.get(alias)?.first()?;
        let documents = self.indices[index].iter();
        Some(documents.map(|(id, kept)| (id.clone(), kept.source.clone())).collect())
    }

    /// Returns the names of the indices.
    pub(super) fn indices(&self) -> Vec<String> {
        self.indices.keys().cloned().collect()
    }

    /// Puts a document in, as another writer does.
    pub(crate) fn put(&mut self, index: &str, id: &str, source: Value, version: u64) {
        self.writes += 1;
        let kept = Kept { source, version, write: self.writes };
        self.indices.entry(index.to_owned()).or_default().insert(id.to_owned(), kept);
    }

    /// Takes a document away.
    pub(crate) fn remove(&mut self, index: &str, id: &str) {
        self.indices.get_mut(index).and_then(|documents| documents.remove(id));
    }

    /// Returns a document.
    pub(crate) fn get(&self, index: &str, id: &str) -> Option<&Value> {
        Some(&self.indices.get(index)?.get(id)?.source)
    }

    fn named(&self, alias: &str) -> Answer {
        match self.aliases.get(alias) {
            Some(indices) if !indices.is_empty() => {
                let named = |index: &String| (index.clone(), json!({"aliases": {alias: {}}}));
                (200, Value::Object(indices.iter().map(named).collect()))
            }
            _ => not_found(),
        }
    }

    fn list(&self) -> Answer {
        (200, self.indices.keys().map(|index| json!({"index": index})).collect())
    }

    fn make(&mut self, index: &str, documents: BTreeMap<String, Kept>) -> Answer {
        if self.indices.contains_key(index) {
            return refusal(400, "resource_already_exists_exception", "it is there");
        }
        self.indices.insert(index.to_owned(), documents);
        done()
    }

    fn switch(&mut self, body: &Value) -> Answer {
        for action in body["actions"].as_array().unwrap() {
            for (what, about) in action.as_object().unwrap() {
                let said = |name: &str| about[name].as_str().unwrap().to_owned();
                let named = self.aliases.entry(said("alias")).or_default();
                let before = named.len();
                named.retain(|index| *index != said("index"));
                if what == "add" {
                    named.push(said("index"));
                } else if named.len() == before && about["must_exist"] != false {
                    return refusal(404, "aliases_not_found_exception", "it names no such index");
                }
            }
        }
        done()
    }

    fn document(
        &mut self,
        method: &str,
        (index, id): (&str, &str),
        query: &str,
        is_new: bool,
        source: Value,
    ) -> Answer {
        let Some(documents) = self.indices.get_mut(index) else { return not_found() };
        let held = documents.get(id);
        if method == "GET" {
            return held.map_or_else(not_found, |kept| {
                let write = kept.write;
                (200, json!({"_source": kept.source, "_seq_no": write, "_primary_term": 1}))
            });
        }
        let wanted = query.split('&').find_map(|part| part.strip_prefix("if_seq_no="));
        let is_other =
            wanted.is_some_and(|wanted| held.is_none_or(|kept| kept.write.to_string() != wanted));
        if is_other || is_new && held.is_some() {
            return refusal(409, "version_conflict_engine_exception", "it is another one");
        }
        if method == "DELETE" {
            return documents.remove(id).map_or_else(not_found, |_| done());
        }
        self.put(index, id, source, 1);
        (201, json!({"_seq_no": self.writes, "_primary_term": 1}))
    }

    fn bulk(&mut self, body: &str, refuses: Option<&Refuses>) -> Answer {
        let mut lines = body.lines();
        let mut items = Vec::new();
        while let Some(line) = lines.next() {
            let order: Map<String, Value> = serde_json::from_str(line).unwrap();
            let (what, about) = order.into_iter().next().unwrap();
            let source = if what == "index" { lines.next() } else { None };
            let source = source.map(|source| serde_json::from_str(source).unwrap());
            let id = about["_id"].as_str().unwrap();
            let came = self.came.entry(id.to_owned()).or_default();
            *came += 1;
            let instead = refuses.and_then(|refuses| refuses(id, *came - 1));
            let index = about["_index"].as_str().unwrap();
            let version = about["version"].as_u64().unwrap();
            let item = match instead {
                Some((status, error)) => json!({"_id": id, "status": status, "error": error}),
                None => self.write(index, id, version, source),
            };
            items.push(json!({what: item}));
        }
        (200, json!({"errors": true, "items": items}))
    }

    /// Writes a document where no later version of it is there.
    fn write(&mut self, index: &str, id: &str, version: u64, source: Option<Value>) -> Value {
        let documents = self.indices.get_mut(index).unwrap();
        if documents.get(id).is_some_and(|kept| kept.version > version) {
            let error = json!({"type": "version_conflict_engine_exception", "reason": "older"});
            return json!({"_id": id, "status": 409, "error": error});
        }
        match source {
            Some(source) => {
                self.put(index, id, source, version);
                json!({"_id": id, "status": 201})
            }
            None => match documents.remove(id) {
                Some(_) => json!({"_id": id, "status": 200}),
                None => json!({"_id": id, "status": 404}),
            },
        }
    }

    fn read(&self, index: &str, body: &Value) -> Answer {
        let read = |wanted: &Value| {
            let id = wanted["_id"].as_str().unwrap();
            match self.indices[index].get(id) {
                Some(kept) => json!({"_id": id, "found": true, "_source": kept.source}),
                None => json!({"_id": id, "found": false}),
            }
        };
        let documents: Vec<Value> = body["docs"].as_array().unwrap().iter().map(read).collect();
        (200, json!({"docs": documents}))
    }

    /// Returns the documents that have a value; none where something else is asked for.
    fn found(&self, index: &str, query: &Value) -> Vec<(&String, &Value)> {
        let documents = self.indices[index].iter();
        documents.map(|(id, kept)| (id, &kept.source)).filter(|(_, of)| has(of, query)).collect()
    }

    fn search(&self, index: &str, body: &Value) -> Answer {
        let columns: Vec<&str> = body["docvalue_fields"]
            .as_array()
            .map(|columns| columns.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let values = |value: &Value| match value {
            Value::Null => Value::Array(Vec::new()),
            Value::Array(values) => Value::Array(values.clone()),
            value => json!([value]),
        };
        let hit = |(id, source): (&String, &Value)| {
            let fields = columns.iter().map(|name| ((*name).to_owned(), values(&source[*name])));
            json!({"_id": id, "fields": fields.collect::<Map<_, _>>(), "sort": [id]})
        };
        let hits: Vec<Value> = self.found(index, &body["query"]).into_iter().map(hit).collect();
        let total = json!({"value": hits.len(), "relation": "eq"});
        let shards = json!({"total": 1, "successful": 1, "failed": 0});
        (
            200,
            json!({"timed_out": false, "_shards": shards, "hits": {"total": total, "hits": hits}}),
        )
    }
}

/// Tells whether a document has the value, or one of the values, that is asked for.
fn has(source: &Value, query: &Value) -> bool {
    let asked =
        ["term", "terms"].into_iter().find_map(|kind| query[kind].as_object()?.iter().next());
    let Some((field, wanted)) = asked else { return false };
    let one = std::slice::from_ref(wanted);
    let wanted = wanted.as_array().map_or(one, Vec::as_slice);
    let held = match &source[field] {
        Value::Object(tied) => &tied["name"],
        held => held,
    };
    wanted.contains(held)
}

fn about() -> Answer {
    (200, json!({"version": {"distribution": "opensearch", "number": "2.19.1"}}))
}

fn not_found() -> Answer {
    refusal(404, "index_not_found_exception", "there is nothing of that name")
}
