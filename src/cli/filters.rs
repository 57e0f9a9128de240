//! Options that narrow what is found, the same in every command that finds.

use clap::Args;
use jiff::civil::Date;

use crate::notice::doc_number::DocNumber;
use crate::query::facet::FacetField;
use crate::query::request::Filters;

/// What narrows the results. Repeated options are alternatives, different ones narrow each other.
#[derive(Clone, Debug, Args)]
pub(super) struct FilterOptions {
    /// Place, by its code.
    #[arg(long)]
    region: Vec<String>,
    /// national, province, city, county or township.
    #[arg(long)]
    level: Vec<String>,
    /// Issuing body.
    #[arg(long)]
    issuer: Vec<String>,
    /// Functional department that a clause names.
    #[arg(long)]
    department: Vec<String>,
    /// Unit as a clause writes it.
    #[arg(long)]
    unit: Vec<String>,
    /// Top heading without its label.
    #[arg(long)]
    section: Vec<String>,
    /// 主动公开, 依申请公开 or 不予公开.
    #[arg(long)]
    openness: Vec<String>,
    /// Year that the notice is about.
    #[arg(long)]
    year: Vec<String>,
    /// Kind, such as 通知.
    #[arg(long)]
    kind: Vec<String>,
    /// Topic class.
    #[arg(long)]
    topic: Vec<String>,
    /// Validity: `in_force`, amended, expired, repealed, unknown or any; ended ones are hidden by
    /// default.
    #[arg(long)]
    validity: Vec<String>,
    /// Month of a deadline, such as 2024-10.
    #[arg(long)]
    deadline_month: Vec<String>,
    /// Earliest date.
    #[arg(long)]
    date_from: Option<Date>,
    /// Latest date.
    #[arg(long)]
    date_to: Option<Date>,
    /// Latest deadline.
    #[arg(long)]
    deadline_before: Option<Date>,
    /// A document number that must be cited.
    #[arg(long)]
    cites: Option<String>,
}

impl FilterOptions {
    /// Makes filters of the options; a value that cannot be used is named.
    pub(super) fn filters(&self) -> anyhow::Result<Filters> {
        let mut filters = Filters {
            date_from: self.date_from,
            date_to: self.date_to,
            deadline_before: self.deadline_before,
            ..Filters::default()
        };
        let given = [
            (FacetField::Region, &self.region),
            (FacetField::Level, &self.level),
            (FacetField::Issuer, &self.issuer),
            (FacetField::Department, &self.department),
            (FacetField::Unit, &self.unit),
            (FacetField::Section, &self.section),
            (FacetField::Openness, &self.openness),
            (FacetField::Year, &self.year),
            (FacetField::Kind, &self.kind),
            (FacetField::Topic, &self.topic),
            (FacetField::Validity, &self.validity),
            (FacetField::DeadlineMonth, &self.deadline_month),
        ];
        for (field, values) in given {
            for value in values {
                filters.add(field, value).map_err(|expected| {
                    anyhow::anyhow!("--{} {value}: {expected}", field.name().replace('_', "-"))
                })?;
            }
        }
        if let Some(number) = &self.cites {
            let number = DocNumber::parse_loosely(number);
            filters.cites =
                Some(number.ok_or_else(|| anyhow::anyhow!("--cites: expected a document number"))?);
        }
        Ok(filters)
    }
}
