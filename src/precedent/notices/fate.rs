//! What became of a clause between two notices.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

/// What became of a clause between the baseline and the other notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Both have it word for word; its number may differ.
    Kept,
    /// The other one words it anew.
    Reworded,
    /// Only the other one has it.
    Added,
    /// Only the baseline has it.
    Dropped,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 4] = [Self::Kept, Self::Reworded, Self::Added, Self::Dropped];

    /// Returns the name in parameters and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Reworded => "reworded",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }

    /// Returns the word that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Kept => "保留",
            Self::Reworded => "改写",
            Self::Added => "新增",
            Self::Dropped => "删除",
        }
    }
}

impl FromStr for Fate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|fate| fate.name() == text)
            .ok_or_else(|| format!("expected one of {}", Self::ALL.map(Self::name).join(", ")))
    }
}

/// How many clauses have each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FateCounts {
    /// 保留
    pub kept: usize,
    /// 改写
    pub reworded: usize,
    /// 新增
    pub added: usize,
    /// 删除
    pub dropped: usize,
}

impl FateCounts {
    /// Returns how many have a fate.
    pub fn of(&self, fate: Fate) -> usize {
        match fate {
            Fate::Kept => self.kept,
            Fate::Reworded => self.reworded,
            Fate::Added => self.added,
            Fate::Dropped => self.dropped,
        }
    }

    /// Counts a fate.
    pub(super) fn count(&mut self, fate: Fate) {
        *match fate {
            Fate::Kept => &mut self.kept,
            Fate::Reworded => &mut self.reworded,
            Fate::Added => &mut self.added,
            Fate::Dropped => &mut self.dropped,
        } += 1;
    }

    /// Says them in words.
    ///
    /// Example: 保留3条，改写12条，新增4条，删除2条
    pub fn said(&self) -> String {
        Fate::ALL.map(|fate| format!("{}{}条", fate.label(), self.of(fate))).join("，")
    }
}
