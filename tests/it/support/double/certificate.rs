//! A CA of a test's own, and the certificates that it signs.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A CA, and the certificate of one host that it signed.
pub(crate) struct Authority {
    /// The certificate of the CA, as PEM.
    pub(crate) pem: String,
    config: Arc<ServerConfig>,
}

impl Authority {
    /// Makes a CA that signs for a host.
    pub(crate) fn of(host: &str) -> Arc<Self> {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let host_key = KeyPair::generate().unwrap();
        let signed = CertificateParams::new(vec![host.to_owned()]).unwrap();
        let signed = signed.signed_by(&host_key, &issuer).unwrap();
        let secret = PrivateKeyDer::try_from(host_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![signed.der().clone()], secret)
            .unwrap();
        Arc::new(Self { pem, config: Arc::new(config) })
    }

    /// Returns what speaks TLS with the certificate.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }
}
