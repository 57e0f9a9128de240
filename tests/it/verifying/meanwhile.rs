//! An index that is published into while it is read is sound.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use zhengsou::engine::error::EngineError;
use zhengsou::ingest::IngestError;
use zhengsou::upkeep::verify::verify;

use crate::support::house::{House, body};
use crate::support::library::notice;

/// How often something is published.
const PUBLICATIONS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_published_and_received() {
    let house = House::new().await;
    let index = house.site.served.index_folder();
    let is_over = Arc::new(AtomicBool::new(false));
    let reads_on = Arc::clone(&is_over);
    let reader = thread::spawn(move || {
        let mut read = 0;
        while !reads_on.load(Ordering::Relaxed) {
            match verify(&index) {
                Ok(found) => assert_eq!(found.damages, []),
                // It gave up on an index that went on changing.
                Err(IngestError::Engine(EngineError::Locked { .. })) => continue,
                Err(error) => panic!("{error}"),
            }
            read += 1;
        }
        read
    });
    let bearer = format!("Bearer {}", house.key.reveal());
    let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    for at in 0..PUBLICATIONS {
        let key = format!("wx-{}", at % 2);
        let text = notice("望溪市", 7, &format!("第{at}号浮桥养护"));
        let path = format!("/api/v1/notices/{key}");
        assert!(house.site.send_by("PUT", &path, &headers, text).await.status.is_success());
        assert!(house.put("wx-9", &body(&format!("第{at}号灯塔检修"))).await.status.is_success());
        if at % 4 == 3 {
            house.site.served.index_with(true).await;
        } else {
            house.site.publish();
        }
    }
    is_over.store(true, Ordering::Relaxed);
    assert!(reader.join().unwrap() > 0);
}
