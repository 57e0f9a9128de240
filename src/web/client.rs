//! Tells the address of who asks, through the proxies that the operator trusts and no others.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, HeaderName};
use ipnet::IpNet;

/// The proxies in front, and the header in which they name who asked them.
///
/// A header is believed only where the connection comes from a trusted proxy, and only one header
/// is: a proxy passes on the others as the sender wrote them.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    /// Networks of the proxies; where there are none, who connects is who asks.
    pub trusted: Vec<IpNet>,
    /// The header that they set.
    pub header: AddressHeader,
}

/// A header in which proxies name addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressHeader {
    /// `Forwarded` (RFC 7239): elements with `for=`.
    Forwarded,
    /// Addresses parted by commas, each proxy adding that of its sender, such as `X-Forwarded-For`;
    /// or one address, such as `X-Real-IP`.
    List(HeaderName),
}

impl Default for AddressHeader {
    fn default() -> Self {
        Self::List(HeaderName::from_static("x-forwarded-for"))
    }
}

impl std::str::FromStr for AddressHeader {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let header: HeaderName =
            name.parse().map_err(|_| "expected the name of a header".to_owned())?;
        Ok(if header == "forwarded" { Self::Forwarded } else { Self::List(header) })
    }
}

impl Proxies {
    /// Tells whether a connection comes from a trusted proxy.
    pub(super) fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.trusted.iter().any(|network| network.contains(&peer))
    }

    /// Returns the address of who asks: the last named one that is no proxy of ours.
    ///
    /// Addresses are read from the last, which the nearest proxy has added, and as far as proxies
    /// are trusted. What is no address ends the reading there.
    pub(super) fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut asker = peer.to_canonical();
        if !self.trusts(asker) {
            return asker;
        }
        let named = match &self.header {
            AddressHeader::Forwarded => elements(headers, "forwarded", forwarded_for),
            AddressHeader::List(name) => elements(headers, name.as_str(), address_of),
        };
        for named in named.into_iter().rev() {
            let Some(named) = named else { break };
            asker = named;
            if !self.trusts(asker) {
                break;
            }
        }
        asker
    }
}

/// Who asks, as far as askers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Asker {
    /// Nobody knows; all of these count as one.
    Unknown,
    /// An address; of IPv6 the network, since one household has all of its addresses.
    Address(IpAddr),
    /// Who holds a key, by the number that is its id.
    Key(u32),
}

impl Asker {
    /// Bits of an IPv6 address that name a network.
    const NETWORK: u32 = 64;

    /// Makes the asker who holds a key, by its id.
    pub(super) fn holding(key: &str) -> Option<Self> {
        u32::from_str_radix(key, 16).ok().map(Self::Key)
    }

    /// Makes the asker of an address.
    pub(super) fn of(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => {
                let kept = u128::MAX << (u128::BITS - Self::NETWORK);
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & kept))
            }
        })
    }
}

/// Returns the address that a connection comes from, if it is known.
pub(super) fn peer(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical())
}

/// Reads the elements of every field of a header, in order; `None` for what names no address.
fn elements(
    headers: &HeaderMap,
    name: &str,
    read: fn(&str) -> Option<IpAddr>,
) -> Vec<Option<IpAddr>> {
    let fields = headers.get_all(name).iter();
    let texts = fields.map(|field| field.to_str().unwrap_or("?"));
    texts.flat_map(|text| text.split(',')).map(|element| read(element.trim())).collect()
}

/// Reads the address of an element such as `for="[2001:db8::1]:4711";proto=https`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    address_of(value.trim().trim_matches('"'))
}

/// Reads an address with or without a port.
fn address_of(text: &str) -> Option<IpAddr> {
    let bare = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || {
        let inner = text.strip_prefix('[')?.strip_suffix(']')?;
        inner.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
    };
    bare.or_else(with_port).or_else(bracketed).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::Proxies;

    fn proxies(header: &str) -> Proxies {
        let trusted = ["127.0.0.0/8", "10.1.0.0/16", "fd00::/8"];
        Proxies {
            trusted: trusted.map(|network| network.parse().expect("a network")).into(),
            header: header.parse().expect("a header"),
        }
    }

    fn asked(header: &str, peer: &str, fields: &[(&'static str, &'static str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        proxies(header).address(peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn an_address_is_taken_from_trusted_proxies_alone() {
        let list = "x-forwarded-for";
        for (peer, fields, expected, why) in [
            ("198.51.100.7", vec![(list, "203.0.113.1")], "198.51.100.7", "no proxy of ours"),
            ("127.0.0.1", vec![], "127.0.0.1", "nothing is named"),
            ("127.0.0.1", vec![(list, "203.0.113.1")], "203.0.113.1", "the proxy's word"),
            ("::ffff:127.0.0.1", vec![(list, "203.0.113.1")], "203.0.113.1", "mapped"),
            (
                "127.0.0.1",
                vec![(list, "192.0.2.9, 203.0.113.1")],
                "203.0.113.1",
                "the first is made up",
            ),
            ("127.0.0.1", vec![(list, "203.0.113.1, 10.1.2.3")], "203.0.113.1", "two proxies"),
            ("127.0.0.1", vec![(list, "10.1.9.9"), (list, "10.1.2.3")], "10.1.9.9", "two fields"),
            ("127.0.0.1", vec![(list, "203.0.113.1, nobody")], "127.0.0.1", "no address"),
            ("127.0.0.1", vec![(list, "[2001:db8::1]:443")], "2001:db8::1", "with a port"),
            ("fd00::1", vec![(list, "2001:db8::2")], "2001:db8::2", "IPv6"),
            ("127.0.0.1", vec![("forwarded", "for=203.0.113.1")], "127.0.0.1", "another header"),
        ] {
            assert_eq!(asked(list, peer, &fields), expected, "{why}");
        }
    }

    #[test]
    fn the_standard_header_is_read_as_the_standard_has_it() {
        for (value, expected) in [
            ("for=203.0.113.1;proto=https;by=10.1.0.1", "203.0.113.1"),
            ("proto=https;For=\"203.0.113.1:4711\"", "203.0.113.1"),
            ("for=\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("for=\"[2001:db8::1]\", for=10.1.2.3", "2001:db8::1"),
            ("for=unknown", "127.0.0.1"),
            ("for=_hidden, for=10.1.2.3", "10.1.2.3"),
        ] {
            assert_eq!(
                asked("Forwarded", "127.0.0.1", &[("forwarded", value)]),
                expected,
                "{value}"
            );
        }
    }
}
