//! What the value must be like that a question asks for: a rise or a level, a bound, for what.

use std::sync::LazyLock;

use regex::Regex;

use crate::precedent::facts::distinction::{Mention, mentions};
use crate::search::answer::text::tail;

/// Whether a value is added or is what comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// 上浮20%
    Rise,
    /// 提高至120万元
    Level,
}

/// What a value bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// 不少于
    Lower,
    /// 不超过
    Upper,
}

/// The span of time that an amount is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    /// 每月
    Month,
    /// 每年
    Year,
}

/// What a value loses that is a rise where a level is asked for, or the other way round.
const OTHER_DIRECTION: f32 = 0.1;

/// What one loses that bounds the other side.
const OTHER_BOUND: f32 = 0.1;

/// What one loses that is given for another measure or span of time: 元/平方米, 每年.
const OTHER_RATE: f32 = 0.3;

/// What a multiple or a number of points loses beside a share.
const OTHER_SHARE: f32 = 0.1;

/// What one gains or loses by a lesser sign that it is meant.
const SIGN: f32 = 0.05;

/// Characters before a value that tell what it is.
const BEFORE: usize = 14;

/// Characters before an amount that tell for which span of time it is.
const BEFORE_PERIOD: usize = 24;

static ASKS_RISE: LazyLock<Regex> =
    LazyLock::new(|| pattern("上浮|增加|提高|额外|上调|另加|追加|下浮|下调"));
static ASKS_LEVEL: LazyLock<Regex> = LazyLock::new(|| pattern("最高|限额|上限|额度|每月|每年"));
static IS_RISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:上浮|增加|提高|上调|另加|追加|加|补助|额外补贴|下浮)[^,。至到为]{0,5}$")
});
static IS_LEVEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:[至到为]|可达|贷款额度|限额|不超过|不高于|封顶|上限)[^,。]{0,4}$")
});
static ASKS_UPPER: LazyLock<Regex> = LazyLock::new(|| pattern("上限|最高|最长|最多|不超过|封顶"));
static ASKS_LOWER: LazyLock<Regex> = LazyLock::new(|| pattern("最低|下限|至少|不少于|不低于|最少"));
static IS_UPPER: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:不得?超过|最高|最长|最多|上限)[^,。]{0,4}$"));
static IS_LOWER: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:不得?[低少]于|至少|最低|下限)[^,。]{0,4}$"));
static PER_AREA: LazyLock<Regex> = LazyLock::new(|| pattern("/(?:平方|㎡|平米|m2|亩)"));
static PER_AREA_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern("每(?:平方米|㎡|平米|平方|亩)[^,。]{0,6}$"));
static MONTHLY: LazyLock<Regex> = LazyLock::new(|| pattern("每月|/月|月(?:提取|最高|租)"));
static YEARLY: LazyLock<Regex> = LazyLock::new(|| pattern("每年|/年|年(?:提取|度)"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a literal pattern")
}

/// What a value must be like.
#[derive(Debug)]
pub(super) struct Wish {
    direction: Option<Direction>,
    bound: Option<Bound>,
    period: Option<Period>,
    per_area: bool,
    household: bool,
    /// Which of several cases is meant: 二孩, 首套.
    pub(super) cases: Vec<Mention>,
}

impl Wish {
    /// Reads a folded question; `text` is the question without what stands in brackets.
    pub(super) fn read(question: &str, text: &str) -> Self {
        let direction = if ASKS_RISE.is_match(question) {
            Some(Direction::Rise)
        } else {
            ASKS_LEVEL.is_match(question).then_some(Direction::Level)
        };
        let bound = match (ASKS_UPPER.is_match(question), ASKS_LOWER.is_match(question)) {
            (true, false) => Some(Bound::Upper),
            (false, true) => Some(Bound::Lower),
            _ => None,
        };
        let period = match (text.contains("每月"), text.contains("每年")) {
            (true, false) => Some(Period::Month),
            (false, true) => Some(Period::Year),
            _ => None,
        };
        Self {
            direction,
            bound,
            period,
            per_area: question.contains("面积") || question.contains("平方米"),
            household: question.contains("家庭") || question.contains('户'),
            cases: mentions(question),
        }
    }

    /// Returns what a quantity gains or loses; `before` stands before it in its sentence,
    /// `since_last` since the quantity before it. `is_money` tells amounts of money.
    pub(super) fn fits(&self, before: &str, since_last: &str, value: &str, is_money: bool) -> f32 {
        let near = tail(before, BEFORE);
        let is_level = IS_LEVEL.is_match(near);
        let is_rise = !is_level && IS_RISE.is_match(near);
        let mut gain = match self.direction {
            Some(Direction::Rise) if is_level => -OTHER_DIRECTION,
            Some(Direction::Level) if is_rise => -OTHER_DIRECTION,
            Some(Direction::Rise) if is_rise => SIGN,
            Some(Direction::Level) if is_level => SIGN,
            _ => 0.0,
        };
        gain -= match self.bound {
            Some(Bound::Upper) if IS_LOWER.is_match(near) => OTHER_BOUND,
            Some(Bound::Lower) if IS_UPPER.is_match(near) => OTHER_BOUND,
            _ => 0.0,
        };
        if value.ends_with(['倍', '点']) {
            gain -= OTHER_SHARE;
        }
        if is_money {
            gain += self.fits_rate(near, tail(since_last, BEFORE_PERIOD), value);
        }
        gain
    }

    fn fits_rate(&self, near: &str, since_last: &str, value: &str) -> f32 {
        let mut gain = 0.0;
        let is_per_area = PER_AREA.is_match(value) || PER_AREA_BEFORE.is_match(near);
        if is_per_area != self.per_area {
            gain -= OTHER_RATE;
        }
        let (monthly, yearly) = (&MONTHLY, &YEARLY);
        let says = |period: &Regex| period.is_match(value) || period.is_match(since_last);
        gain += match self.period {
            Some(Period::Month) if says(monthly) => SIGN,
            Some(Period::Year) if says(yearly) => SIGN,
            Some(Period::Month) if says(yearly) => -OTHER_RATE,
            Some(Period::Year) if says(monthly) => -OTHER_RATE,
            _ => 0.0,
        };
        if self.household && value.ends_with("/户") {
            gain += SIGN;
        } else if self.household && value.ends_with("/人") {
            gain -= SIGN;
        }
        gain
    }
}
