//! Answers on their way: at once or late, whole, piece by piece, trickling or broken off.

use std::{io, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::{StreamExt, stream};

use crate::ApiResponse;

/// In how many pieces a slow body trickles in.
const TRICKLES: usize = 16;

pub(super) async fn deliver(mut answer: ApiResponse) -> Response {
    if answer.delay_millis > 0 {
        tokio::time::sleep(Duration::from_millis(answer.delay_millis)).await;
    }
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = std::mem::take(&mut answer.headers);
    let (body, length) = body(answer);
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    if let Some(length) = length {
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// The body and its length, if that is known before it is made.
fn body(mut answer: ApiResponse) -> (Body, Option<usize>) {
    if !answer.cut
        && answer.slow_millis == 0
        && let Some(rest) = answer.rest.take()
    {
        let pieces = std::iter::once(answer.body).chain(rest);
        let pieces = pieces.map(|piece| Ok::<_, io::Error>(Bytes::from(piece)));
        return (Body::from_stream(stream::iter(pieces)), None);
    }
    answer.gather();
    let length = answer.body.len();
    let mut bytes = Bytes::from(answer.body);
    if answer.cut {
        bytes.truncate(length / 2);
    }
    let body = match (answer.slow_millis, answer.cut) {
        (0, false) => Body::from(bytes),
        (0, true) => broken([bytes]),
        (millis, cut) => trickling(&bytes, millis, cut),
    };
    (body, Some(length))
}

/// Ends in an error: the connection is closed before the promised length is there.
fn broken(pieces: impl IntoIterator<Item = Bytes, IntoIter: Send + 'static>) -> Body {
    let error = io::Error::from(io::ErrorKind::ConnectionAborted);
    let pieces = pieces.into_iter().map(Ok).chain([Err(error)]);
    Body::from_stream(stream::iter(pieces))
}

fn trickling(bytes: &Bytes, millis: u64, cut: bool) -> Body {
    let size = bytes.len().div_ceil(TRICKLES).max(1);
    let pieces: Vec<Bytes> = (0..bytes.len())
        .step_by(size)
        .map(|start| bytes.slice(start..bytes.len().min(start + size)))
        .collect();
    let count = u64::try_from(pieces.len()).unwrap_or(1).max(1);
    let pause = Duration::from_millis(millis) / u32::try_from(count).unwrap_or(1);
    let end = cut.then(|| Err(io::Error::from(io::ErrorKind::ConnectionAborted)));
    let pieces = stream::iter(pieces).then(move |piece| async move {
        tokio::time::sleep(pause).await;
        Ok(piece)
    });
    Body::from_stream(pieces.chain(stream::iter(end)))
}
