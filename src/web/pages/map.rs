//! A map of the provinces as tiles of one size, each where it lies beside its neighbours.

use crate::search::response::FacetEntry;

/// The side of a tile and the gap behind it.
const STEP: usize = 52;

/// The provinces: the first two digits of the code, the short name, column and row.
const PLACES: [(&str, &str, usize, usize); 34] = [
    ("23", "黑", 7, 0),
    ("15", "蒙", 4, 1),
    ("22", "吉", 7, 1),
    ("65", "新", 0, 2),
    ("62", "甘", 1, 2),
    ("64", "宁", 2, 2),
    ("14", "晋", 3, 2),
    ("13", "冀", 4, 2),
    ("11", "京", 5, 2),
    ("12", "津", 6, 2),
    ("21", "辽", 7, 2),
    ("63", "青", 1, 3),
    ("61", "陕", 2, 3),
    ("41", "豫", 3, 3),
    ("37", "鲁", 4, 3),
    ("54", "藏", 0, 4),
    ("51", "川", 1, 4),
    ("50", "渝", 2, 4),
    ("42", "鄂", 3, 4),
    ("34", "皖", 4, 4),
    ("32", "苏", 5, 4),
    ("31", "沪", 6, 4),
    ("53", "滇", 1, 5),
    ("52", "黔", 2, 5),
    ("43", "湘", 3, 5),
    ("36", "赣", 4, 5),
    ("33", "浙", 5, 5),
    ("45", "桂", 2, 6),
    ("44", "粤", 3, 6),
    ("35", "闽", 4, 6),
    ("71", "台", 6, 6),
    ("46", "琼", 2, 7),
    ("82", "澳", 3, 7),
    ("81", "港", 4, 7),
];

/// A province on the map.
#[derive(Clone, Debug)]
pub(super) struct Tile {
    pub(super) x: usize,
    pub(super) y: usize,
    /// Its short name.
    pub(super) name: &'static str,
    /// Its whole name.
    pub(super) label: String,
    /// How many notices are from there.
    pub(super) count: u64,
    /// Their list; `None` where there are none.
    pub(super) href: Option<String>,
    /// How dark it is: `few`, `some` or `many`.
    pub(super) shade: &'static str,
}

/// The map.
#[derive(Clone, Debug)]
pub(super) struct TileMap {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) tiles: Vec<Tile>,
}

impl TileMap {
    /// Draws how many notices each province has; `None` where fewer than two have any.
    pub(super) fn new(
        regions: &[FacetEntry],
        href: impl Fn(&FacetEntry) -> String,
    ) -> Option<Self> {
        let most = regions.iter().map(|entry| entry.count).max().unwrap_or(0);
        let tiles: Vec<Tile> = PLACES
            .iter()
            .map(|(code, name, column, row)| {
                let entry = regions.iter().find(|entry| entry.value == format!("{code}0000"));
                Tile {
                    x: column * STEP,
                    y: row * STEP,
                    name,
                    label: entry.map_or_else(String::new, |entry| entry.label.clone()),
                    count: entry.map_or(0, |entry| entry.count),
                    href: entry.map(&href),
                    shade: shade(entry.map_or(0, |entry| entry.count), most),
                }
            })
            .collect();
        let held = tiles.iter().filter(|tile| tile.count > 0).count();
        let far = |at: fn(&(&str, &str, usize, usize)) -> usize| {
            PLACES.iter().map(at).max().map_or(0, |last| (last + 1) * STEP)
        };
        (held > 1).then(|| Self {
            width: far(|place| place.2),
            height: far(|place| place.3),
            tiles,
        })
    }
}

/// Returns how dark a tile is, in thirds of the most on a scale of roots: most provinces have few.
fn shade(count: u64, most: u64) -> &'static str {
    let share = (count as f64 / most.max(1) as f64).sqrt();
    match share {
        share if share > 2.0 / 3.0 => "many",
        share if share > 1.0 / 3.0 => "some",
        _ => "few",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{PLACES, TileMap};
    use crate::search::response::FacetEntry;

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        let codes: BTreeSet<_> = PLACES.iter().map(|place| place.0).collect();
        let tiles: BTreeSet<_> = PLACES.iter().map(|place| (place.2, place.3)).collect();
        assert_eq!((codes.len(), tiles.len()), (34, 34));
    }

    #[test]
    fn a_map_needs_two_provinces() {
        let entry = |value: &str, count| FacetEntry {
            value: value.to_owned(),
            label: value.to_owned(),
            count,
            selected: false,
            children: Vec::new(),
        };
        let href = |entry: &FacetEntry| entry.value.clone();
        assert!(TileMap::new(&[entry("330000", 3)], href).is_none());
        let map = TileMap::new(&[entry("330000", 90), entry("110000", 1)], href).expect("a map");
        let zhejiang = map.tiles.iter().find(|tile| tile.name == "浙").expect("a tile");
        assert_eq!((zhejiang.count, zhejiang.shade), (90, "many"));
        assert_eq!(map.tiles.iter().filter(|tile| tile.href.is_some()).count(), 2);
    }
}
