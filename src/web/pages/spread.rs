//! How things spread over years, as a picture: a line for each thing, a circle for each year that
//! has some, its area by how many.

/// The width of a year, as wide as a finger.
const STEP: usize = 48;

/// The height of a line.
const LINE: usize = 48;

/// What stands above the first line: the years.
const HEAD: usize = 24;

/// The width of the names.
const NAMES: usize = 112;

/// The radius of the smallest and of the largest circle.
const RADIUS: (usize, usize) = (11, 22);

/// The largest circle holds at least so many, so that single ones do not look like crowds.
const FULL: usize = 4;

/// The most years that are drawn, the last ones.
const MOST: i16 = 20;

/// Lines over years.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) width: usize,
    pub(super) height: usize,
    /// The years, each with the middle of its column.
    pub(super) years: Vec<(usize, i16)>,
    pub(super) lines: Vec<Line>,
}

/// A thing over the years.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) name: String,
    /// The middle of the line.
    pub(super) y: usize,
    pub(super) circles: Vec<Circle>,
}

/// A year of a thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Circle {
    pub(super) x: usize,
    pub(super) radius: usize,
    pub(super) year: i16,
    pub(super) count: usize,
    /// Where what is counted is listed.
    pub(super) href: String,
}

/// What is drawn as a line: its name, and of each year how many there are and where they are listed.
pub(super) type Counted = (String, Vec<(i16, usize, String)>);

impl Spread {
    /// Draws things over the years that any of them has, without gaps; `None` where there is no
    /// second year.
    pub(super) fn new(things: Vec<Counted>) -> Option<Self> {
        let years = || things.iter().flat_map(|(_, years)| years.iter().map(|(year, ..)| *year));
        let last = years().max()?;
        let first = years().min()?.max(last - MOST + 1);
        let counts = things.iter().flat_map(|(_, years)| years.iter().map(|(_, count, _)| *count));
        let most = counts.max()?.max(FULL);
        if first == last {
            return None;
        }
        let column =
            |year: i16| NAMES + usize::from((year - first).unsigned_abs()) * STEP + STEP / 2;
        let lines: Vec<Line> = things
            .into_iter()
            .enumerate()
            .map(|(at, (name, years))| Line {
                name,
                y: HEAD + at * LINE + LINE / 2,
                circles: years
                    .into_iter()
                    .filter(|(year, count, _)| *year >= first && *count > 0)
                    .map(|(year, count, href)| Circle {
                        x: column(year),
                        radius: radius(count, most),
                        year,
                        count,
                        href,
                    })
                    .collect(),
            })
            .collect();
        Some(Self {
            width: column(last) + STEP / 2,
            height: HEAD + lines.len() * LINE,
            years: (first..=last).map(|year| (column(year), year)).collect(),
            lines,
        })
    }
}

/// Returns the radius at which areas are as counts.
fn radius(count: usize, most: usize) -> usize {
    let square = RADIUS.1 * RADIUS.1 * count / most;
    square.isqrt().max(RADIUS.0)
}

#[cfg(test)]
mod tests {
    use super::Spread;

    #[test]
    fn a_year_without_any_keeps_its_column() {
        let href = |year: i16| format!("#{year}");
        let drawn = Spread::new(vec![
            ("甲".to_owned(), vec![(2019, 1, href(2019)), (2022, 4, href(2022))]),
            ("乙".to_owned(), vec![(2020, 0, href(2020))]),
        ])
        .expect("several years");
        let years: Vec<i16> = drawn.years.iter().map(|(_, year)| *year).collect();
        assert_eq!(years, [2019, 2020, 2021, 2022]);
        let radii: Vec<usize> = drawn.lines[0].circles.iter().map(|one| one.radius).collect();
        assert_eq!((radii, drawn.lines[1].circles.len()), (vec![11, 22], 0));
        assert_eq!(drawn.lines[0].circles[1].x, drawn.years[3].0);
    }

    #[test]
    fn a_single_year_is_no_picture() {
        assert!(Spread::new(vec![("甲".to_owned(), vec![(2024, 3, String::new())])]).is_none());
        assert!(Spread::new(Vec::new()).is_none());
    }
}
