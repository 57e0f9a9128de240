//! `PUT` and `DELETE` of `/api/v1/notices/{key}`, and many of both in one `POST`.

use axum::extract::{Request, State};
use axum::response::Response;

use crate::access::audit::Action;
use crate::web::desk::OfApi;
use crate::web::error::ApiError;
use crate::web::params::extract::ApiPath;
use crate::web::state::AppState;
use crate::web::writing::bulk::Bulk;
use crate::web::writing::letter::Letter;
use crate::web::writing::params::{BulkParams, PutParams, WriteParams};
use crate::web::writing::receipt::answer;

/// Keeps a notice.
pub(in crate::web) async fn put(
    State(app): State<AppState>,
    key: ApiPath,
    OfApi(params): OfApi<PutParams>,
    request: Request,
) -> Result<Response, ApiError> {
    let dry_run = params.write.dry_run;
    let letter = Letter::open(&app, Action::Put, &key.0, request).await?;
    let order = letter.into_put(params)?;
    Ok(answer(app.reception()?.receive(order).await?, dry_run))
}

/// Takes a notice back.
pub(in crate::web) async fn delete(
    State(app): State<AppState>,
    key: ApiPath,
    OfApi(params): OfApi<WriteParams>,
    request: Request,
) -> Result<Response, ApiError> {
    let letter = Letter::open(&app, Action::Delete, &key.0, request).await?;
    let order = letter.into_delete(params);
    Ok(answer(app.reception()?.receive(order).await?, params.dry_run))
}

/// Keeps many notices and takes others back.
pub(in crate::web) async fn bulk(
    State(app): State<AppState>,
    OfApi(params): OfApi<BulkParams>,
    request: Request,
) -> Result<Response, ApiError> {
    let bulk = Bulk::open(&app, request).await?;
    Ok(bulk.answer(app.shared_reception()?, params.dry_run))
}
