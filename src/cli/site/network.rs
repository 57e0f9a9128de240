//! Where the site is served, who stands in front of it, and how it ends.

use std::net::{IpAddr, SocketAddr};

use clap::Args;
use ipnet::IpNet;

use crate::cli::site::quantity::{Time, some};
use crate::web::Ending;
use crate::web::client::{AddressHeader, Proxies};
use crate::web::limits::LimitOptions;
use crate::web::server::ServerOptions;
use crate::web::site::SiteAddress;

/// Where the site is served, who stands in front of it, and how it ends.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Network")]
pub(in crate::cli) struct NetworkOptions {
    /// Address and port to serve on, such as `[::]:8080` for all of IPv6 and IPv4; several may be
    /// given.
    #[arg(
        long,
        value_name = "ADDR",
        default_value = "127.0.0.1:8080",
        env = "ZHENGSOU_LISTEN",
        value_delimiter = ',',
        value_parser = address
    )]
    pub(in crate::cli) listen: Vec<SocketAddr>,
    /// Address and port on which `/metrics` is served, such as `127.0.0.1:9180`; figures are not
    /// for the public, and are served nowhere by default.
    #[arg(long, value_name = "ADDR", env = "ZHENGSOU_METRICS_LISTEN", value_parser = address)]
    pub(in crate::cli) metrics_listen: Option<SocketAddr>,
    /// Network of a proxy in front, such as `127.0.0.0/8`; several may be given. What it says of the
    /// address of the reader and of the number of a request is believed.
    #[arg(
        long,
        value_name = "CIDR",
        env = "ZHENGSOU_TRUSTED_PROXY",
        value_delimiter = ',',
        value_parser = network
    )]
    trusted_proxy: Vec<IpNet>,
    /// Header in which trusted proxies name the address of the reader: `X-Forwarded-For`,
    /// `Forwarded`, or that of your proxy, such as `X-Real-IP`. Others are not believed.
    #[arg(
        long,
        value_name = "NAME",
        default_value = "X-Forwarded-For",
        env = "ZHENGSOU_ADDRESS_HEADER"
    )]
    address_header: AddressHeader,
    /// Origin whose pages may read the API, the feeds and the search box with scripts, such as
    /// `https://www.example.cn`; several may be given. Without one, pages of every origin may: what
    /// they read is public, and no cookie has a say in it.
    #[arg(long = "origin", value_name = "URL", env = "ZHENGSOU_ORIGIN", value_delimiter = ',')]
    pub(in crate::cli) origins: Vec<SiteAddress>,
    /// Connections that are held at once; a process may usually open 1024 files, and needs some for
    /// the index.
    #[arg(long, value_name = "N", default_value_t = 900, env = "ZHENGSOU_CONNECTIONS", value_parser = some)]
    connections: usize,
    /// Longest that a sender may take for the head of a request, and that an idle connection is
    /// kept; longer than a proxy keeps its own.
    #[arg(long, value_name = "TIME", default_value = "30s", env = "ZHENGSOU_HEAD_TIME")]
    head_time: Time,
    /// How long requests are still taken after `/readyz` has begun to say that the site ends; twice
    /// the interval in which a load balancer asks.
    #[arg(long, value_name = "TIME", default_value = "0s", env = "ZHENGSOU_DRAIN_TIME")]
    drain_time: Time,
    /// Longest that requests which have begun may take once the site ends: more than one may take.
    #[arg(long, value_name = "TIME", default_value = "15s", env = "ZHENGSOU_SHUTDOWN_TIME")]
    shutdown_time: Time,
}

impl NetworkOptions {
    /// Returns the proxies in front.
    pub(in crate::cli) fn proxies(&self) -> Proxies {
        Proxies { trusted: self.trusted_proxy.clone(), header: self.address_header.clone() }
    }

    /// Returns how connections are held, where requests are held to limits.
    pub(in crate::cli) fn server(&self, limits: &LimitOptions) -> ServerOptions {
        ServerOptions {
            connections: self.connections,
            head_time: self.head_time.0,
            // Up to the limits a request is refused with a problem; beyond, it is not even read.
            head: (limits.address + limits.headers).saturating_mul(2),
        }
    }

    /// Returns how the end is gone about.
    pub(in crate::cli) fn ending(&self) -> Ending {
        Ending { notice: self.drain_time.0, grace: self.shutdown_time.0 }
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.trim().parse().map_err(|_| {
        "expected an address and a port, such as 127.0.0.1:8080 or [::]:8080".to_owned()
    })
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let single = || text.parse::<IpAddr>().ok().map(IpNet::from);
    text.parse().ok().or_else(single).ok_or_else(|| {
        "expected a network or an address, such as 10.0.0.0/8 or fd00::/8".to_owned()
    })
}
