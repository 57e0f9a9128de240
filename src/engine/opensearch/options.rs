//! Where a cluster is, who asks it, and how an index lies on it.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use hyper::Uri;

/// The address of one node, without a path.
///
/// Example: `https://search-1.example.cn:9200`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeAddress(String);

impl FromStr for NodeAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let expected = || "expected an address such as https://search.example.cn:9200".to_owned();
        let uri: Uri = text.trim().trim_end_matches('/').parse().map_err(|_| expected())?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
        let is_bare = uri.path() == "/" && uri.query().is_none();
        match uri.authority() {
            Some(authority) if authority.as_str().contains('@') => {
                Err("give user and password by their own options".to_owned())
            }
            Some(_) if is_web && is_bare => Ok(Self(uri.to_string().trim_end_matches('/').into())),
            _ => Err(expected()),
        }
    }
}

impl fmt::Display for NodeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of an index on the cluster: that of an alias, and how the indices behind it begin.
///
/// Example: `zhengsou`, which stands for `zhengsou-000003`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexName(String);

impl IndexName {
    /// The most characters, so that the names made of it stay below the 255 bytes of a cluster.
    const LONGEST: usize = 100;

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for IndexName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if begins && text.chars().all(is_fit) && text.len() <= Self::LONGEST {
            Ok(Self(text.to_owned()))
        } else {
            Err("expected small letters, digits, `-` and `_`, such as zhengsou".to_owned())
        }
    }
}

impl Default for IndexName {
    fn default() -> Self {
        Self("zhengsou".to_owned())
    }
}

/// Who asks.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A user with a password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
    /// A key, as the header `Authorization: ApiKey …` carries it.
    ApiKey(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Basic { user, .. } => write!(f, "Basic({user})"),
            Self::ApiKey(_) => f.write_str("ApiKey"),
        }
    }
}

/// Where a cluster is and how it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterOptions {
    /// Its nodes, or what stands before them; never empty.
    pub nodes: Vec<NodeAddress>,
    /// The name of the index.
    pub name: IndexName,
    /// Who asks.
    pub credentials: Option<Credentials>,
    /// Certificates that nodes may be signed by in place of those of the system, as PEM.
    pub ca: Option<Vec<u8>>,
    /// How long an answer to a search may take; writing may take ten times that.
    pub timeout: Duration,
    /// Primary shards of a new index.
    pub shards: u32,
    /// Copies of each shard.
    pub replicas: u32,
    /// Earlier generations that are kept behind the one that is searched.
    pub keep: usize,
}

impl ClusterOptions {
    /// How long an answer may take by default.
    pub const TIMEOUT: Duration = Duration::from_secs(10);

    /// Makes options for some nodes, everything else as it is by default.
    pub fn at(nodes: Vec<NodeAddress>) -> Self {
        Self {
            nodes,
            name: IndexName::default(),
            credentials: None,
            ca: None,
            timeout: Self::TIMEOUT,
            shards: 1,
            replicas: 0,
            keep: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{IndexName, NodeAddress};

    #[test]
    fn addresses_are_of_the_web_and_bare() {
        for (text, sound) in [
            ("http://127.0.0.1:9200", true),
            ("https://search.example.cn/", true),
            ("search.example.cn:9200", false),
            ("ftp://search.example.cn", false),
            ("https://search.example.cn/path", false),
            ("https://user:word@search.example.cn", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<NodeAddress>().is_ok(), sound, "{text}");
        }
    }

    #[test]
    fn names_are_those_that_a_cluster_takes() {
        for (text, sound) in
            [("zhengsou", true), ("a-1_b", true), ("Upper", false), ("-a", false), ("政搜", false)]
        {
            assert_eq!(text.parse::<IndexName>().is_ok(), sound, "{text}");
        }
    }
}
