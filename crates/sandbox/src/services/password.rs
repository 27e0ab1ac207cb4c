//! `instancePasswordUpdate`: a password made here and told once, or a hash made by the caller.

use base64ct::{Base64, Encoding};
use serde::Serialize;

use super::update;
use crate::{
    Sandbox,
    body::{self, Item},
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
};

/// Bytes of a SHA-256.
const SHA256: usize = 32;
/// Hexadecimal digits of a double SHA-1.
const DOUBLE_SHA1_DIGITS: usize = 40;

#[derive(Serialize)]
struct NewPassword {
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

pub(super) fn set(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.service_id(call)?;
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let hashed = body
        .read("newPasswordHash", |item| check_sha256(&item))?
        .is_some();
    // Without the first hash the second is ignored, whatever it holds.
    if hashed {
        body.read("newDoubleSha1Hash", |item| check_double_sha1(&item))?;
    }
    update::refuse_change(sandbox.services.get(id)?)?;
    let password = (!hashed).then(|| sandbox.random.password());
    sandbox.record(call, "service_update_password", Some(id));
    Ok(call.answer(&NewPassword { password }))
}

fn check_sha256(item: &Item<'_>) -> Result<(), Refusal> {
    match Base64::decode_vec(item.text()?) {
        Ok(bytes) if bytes.len() == SHA256 => Ok(()),
        _ => Err(item.wrong("Must be the base64 of a SHA-256 hash")),
    }
}

fn check_double_sha1(item: &Item<'_>) -> Result<(), Refusal> {
    let text = item.text()?;
    let fits =
        text.len() == DOUBLE_SHA1_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then_some(())
        .ok_or_else(|| item.wrong("Must be the hexadecimal double SHA-1 hash"))
}
