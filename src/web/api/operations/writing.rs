//! Operations that write notices.

use serde_json::json;

use crate::received::upload;
use crate::received::version::HIGHEST;
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::parameter::{Parameter, switch};
use crate::web::api::writing;
use crate::web::writing::bulk::{self, BulkAnswer, BulkLine};
use crate::web::writing::content::NoticeBody;
use crate::web::writing::params::FIELDS;
use crate::web::writing::receipt::ReceiptBody;

/// Statuses of refusals: no key, not this key, another version, no room.
const REFUSALS: [u16; 4] = [401, 403, 409, 507];

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::put("/api/v1/notices/{id}", writing::put)
            .named(Tag::Writing, "put_notice", "Keeps a notice under a key.")
            .details(
                "It lies in the library before it is acknowledged, and is found after the next \
                 publish, of which `visible_after` tells the time. The same version with the same \
                 content changes nothing; a lower one is refused with 409. The body is JSON or a file \
                 (HTML, Word, PDF, plain text), of which parameters say what it does not say itself.",
            )
            .with(written())
            .with(FIELDS.map(beside_a_file))
            .body::<NoticeBody>(
                r#"{"title": "清泽市人民政府关于浮桥的通知", "text": "一、浮桥要检修。"}"#,
            )
            .or_files(&upload::MEDIA)
            .answers::<ReceiptBody>()
            .creates()
            .guarded()
            .fails_with(&REFUSALS),
        Operation::delete("/api/v1/notices/{id}", writing::delete)
            .named(Tag::Writing, "delete_notice", "Takes a notice back that was put.")
            .details("What is late, of a lower version, does not bring it back.")
            .with(written())
            .answers::<ReceiptBody>()
            .guarded()
            .fails_with(&REFUSALS)
            .fails_with(&[413]),
        Operation::post("/api/v1/notices", writing::bulk)
            .named(Tag::Writing, "write_notices", "Keeps many notices and takes others back.")
            .details(
                "The body has one a line, of the shape that is told; so has the answer, in the same \
                 order, each as soon as the notice is on the disk. A line that is refused refuses \
                 nothing else, and the status is 200: look for `problem` in each line.",
            )
            .with([dry_run()])
            .lines::<BulkLine>(
                &bulk::MEDIA,
                concat!(
                    r#"{"key": "wx-7", "version": 1, "title": "望溪市人民政府关于浮桥的通知", "text": "一、浮桥要检修。"}"#,
                    "\n",
                    r#"{"key": "wx-3", "version": 2, "delete": true}"#,
                ),
            )
            .answers_as::<BulkAnswer>(bulk::MEDIA[0])
            .guarded()
            .fails_with(&[401, 403]),
    ]
}

fn written() -> [Parameter; 2] {
    [
        Parameter::new(
            "version",
            "Version of the notice, greater for what is later; the next one without it.",
            json!({ "type": "integer", "minimum": 1, "maximum": HIGHEST }),
        ),
        dry_run(),
    ]
}

/// Describes a field that stands in the address where the body is a file.
fn beside_a_file(name: &'static str) -> Parameter {
    let says = match name {
        "title" => "Title of a notice that comes as a file; read out of the file without it.",
        "url" => "Address of the page that published it.",
        _ => "A labelled value of a notice that comes as a file, as in a body of JSON.",
    };
    Parameter::new(name, says, json!({ "type": "string" }))
}

fn dry_run() -> Parameter {
    Parameter::new("dry_run", "Whether it is read alone, and nothing is kept.", switch(false))
}
