//! Nodes that speak TLS, with certificates of a CA of their own.

use zhengsou::engine::error::EngineError;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::engine::opensearch::options::ClusterOptions;

use super::{engine, index, library, published};
use crate::support::double::{Authority, Double};
use crate::support::program::run;

/// The host of nodes in tests.
const HOST: &str = "127.0.0.1";

fn trusting(authority: &Authority, options: ClusterOptions) -> ClusterOptions {
    ClusterOptions { ca: Some(authority.pem.clone().into_bytes()), ..options }
}

#[tokio::test]
async fn nodes_are_trusted_by_the_ca_that_is_named() {
    let authority = Authority::of(HOST);
    let double = Double::signed_by(&authority);
    let library = library(trusting(&authority, double.options()));
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    assert!(published(&double).is_some());
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_refused_at_once_and_said() {
    let signed_for_another = Authority::of("search.example.cn");
    let stranger = Authority::of(HOST);
    for (authority, trusted, said) in [
        (Authority::of(HOST), None, "signed by a CA that is not known"),
        (Authority::of(HOST), Some(&stranger), "signed by a CA that is not known"),
        (signed_for_another.clone(), Some(&signed_for_another), "that of another host"),
    ] {
        let double = Double::signed_by(&authority);
        let options = double.options();
        let options = match trusted {
            Some(trusted) => trusting(trusted, options),
            None => options,
        };
        let error = engine(options).status().await.unwrap_err();
        assert!(matches!(error, EngineError::Untrusted { .. }), "{error}");
        assert!(error.to_string().contains(said), "{error}");
        assert!(error.to_string().contains(&double.url()), "{error}");
        assert!(double.asked().is_empty(), "nothing is sent to it");
    }
}

#[tokio::test]
async fn where_no_tls_is_spoken_the_address_is_told_to_be_wrong() {
    let double = Double::start();
    let node = double.url().replace("http://", "https://").parse().unwrap();
    let error = engine(ClusterOptions::at(vec![node])).status().await.unwrap_err();
    assert!(error.to_string().contains("it speaks no TLS there; is it http:// ?"), "{error}");
}

#[test]
fn a_file_without_certificates_is_no_ca() {
    let double = Double::start();
    for (pem, said) in
        [("", "no certificate in the file"), ("-----BEGIN CERTIFICATE-----\n", "the CA")]
    {
        let options = ClusterOptions { ca: Some(pem.into()), ..double.options() };
        let error = open::open(&EngineOptions::on(options)).unwrap_err();
        assert!(matches!(error, EngineError::Unusable { .. }), "{error}");
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn the_program_says_which_option_names_the_ca() {
    let authority = Authority::of(HOST);
    let double = Double::signed_by(&authority);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ca.pem"), &authority.pem).unwrap();
    std::fs::create_dir(folder.path().join("corpus")).unwrap();
    let url = double.url();
    let common = ["index", "corpus", "--engine", "opensearch", "--opensearch-url", &url];
    let options = ["--opensearch-replicas", "0"];
    let untrusting = run(folder.path(), &[&common[..], &options].concat());
    assert_eq!(untrusting.code, Some(2), "{}", untrusting.err);
    assert!(untrusting.err.contains("--opensearch-ca"), "{}", untrusting.err);
    let trusting =
        run(folder.path(), &[&common[..], &options, &["--opensearch-ca", "ca.pem"]].concat());
    assert_eq!(trusting.code, Some(0), "{}", trusting.err);
}
