//! Serves the built console from its folder.
//!
//! Files are read when they are asked for, so that a rebuild is seen without a restart; the policy
//! of a document is made from the very bytes that are sent.

mod encoding;
mod kind;
mod policy;

use std::path::{Path, PathBuf};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use sha2::{Digest, Sha256};

use self::encoding::Encoding;
use crate::{Error, headers};

const DOCUMENT: &str = "/index.html";
const CONFIGURATION: &str = "/config.json";

/// The folder of a built console, and the configuration that stands in for the one in it.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    configuration: Option<PathBuf>,
    /// Stands in the configuration that is sent unless the file says otherwise.
    settings: serde_json::Map<String, serde_json::Value>,
}

/// What is sent for a path: the file, and the folder's copies of it that are compressed already.
struct File {
    path: PathBuf,
    /// Decides the media type and how long the file is kept.
    name: String,
    may_be_compressed: bool,
}

impl Files {
    /// Fails when the folder holds no built console, or the configuration is no JSON object.
    pub fn open(folder: PathBuf, configuration: Option<PathBuf>) -> Result<Self, Error> {
        if !folder.join("index.html").is_file() {
            return Err(Error::NotBuilt(folder));
        }
        if let Some(file) = &configuration {
            let refused = |reason: String| Error::Configuration(file.clone(), reason);
            let bytes = std::fs::read(file).map_err(|error| refused(error.to_string()))?;
            serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&bytes)
                .map_err(|error| refused(format!("it is not a JSON object ({error})")))?;
        }
        Ok(Self {
            folder,
            configuration,
            settings: serde_json::Map::new(),
        })
    }

    /// Adds a setting to the console's configuration, for what the server at hand can do.
    #[must_use]
    pub fn with_setting(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.settings.insert(name.to_owned(), value.into());
        self
    }

    /// Answers a decoded path that has been found safe.
    pub(crate) async fn answer(
        &self,
        path: &str,
        method: &Method,
        request: &HeaderMap,
    ) -> Response {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return headers::plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET and HEAD are answered here.",
            );
        }
        let path = if path == "/" { DOCUMENT } else { path };
        let asked = match self.find(path).await {
            Some(file) => self.read(&file, request).await,
            None => None,
        };
        let found = match asked {
            Some(response) => Some(response),
            // Every page of the console has an address that is no file.
            None if is_page(path, request) => match self.find(DOCUMENT).await {
                Some(file) => self.read(&file, request).await,
                None => None,
            },
            None => None,
        };
        match found {
            Some(response) if *method == Method::HEAD => without_body(response),
            Some(response) => response,
            None => headers::plain(StatusCode::NOT_FOUND, "There is no such file."),
        }
    }

    async fn find(&self, path: &str) -> Option<File> {
        let name = path.rsplit('/').next()?.to_owned();
        if path == CONFIGURATION
            && let Some(file) = &self.configuration
        {
            return Some(File {
                path: file.clone(),
                name,
                may_be_compressed: false,
            });
        }
        // Hidden files are never part of a build.
        if path.contains("/.") {
            return None;
        }
        let file = self.folder.join(path.trim_start_matches('/'));
        let is_file = tokio::fs::metadata(&file)
            .await
            .is_ok_and(|found| found.is_file());
        is_file.then_some(File {
            path: file,
            name,
            may_be_compressed: true,
        })
    }

    async fn read(&self, file: &File, request: &HeaderMap) -> Option<Response> {
        let (encoding, bytes) =
            if file.name == CONFIGURATION.trim_start_matches('/') && !self.settings.is_empty() {
                let own = tokio::fs::read(&file.path).await.ok()?;
                (Encoding::Identity, self.with_settings(own))
            } else {
                read_best(file, request).await?
            };
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        let policy = match (kind::is_document(&file.name), encoding) {
            (false, _) => None,
            (true, Encoding::Identity) => Some(policy::of(&bytes)),
            (true, _) => Some(policy::of(&tokio::fs::read(&file.path).await.ok()?)),
        };
        headers::protect_file(headers, policy);
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(kind::media(&file.name)),
        );
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if kind::is_hashed(&file.name) {
            let for_ever = HeaderValue::from_static("public, max-age=31536000, immutable");
            headers.insert(header::CACHE_CONTROL, for_ever);
        } else {
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            let tag = tag(&bytes);
            let unchanged = is_known(request, &tag);
            headers.insert(header::ETAG, tag);
            if unchanged {
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                return Some(response);
            }
        }
        *response.body_mut() = Body::from(bytes);
        Some(response)
    }
}

impl Files {
    /// The configuration with our settings; one that is no object is left as it is.
    fn with_settings(&self, own: Vec<u8>) -> Vec<u8> {
        let read = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&own);
        let Ok(read) = read else { return own };
        let mut all = self.settings.clone();
        all.extend(read);
        serde_json::to_vec(&all).unwrap_or(own)
    }
}

async fn read_best(file: &File, request: &HeaderMap) -> Option<(Encoding, Vec<u8>)> {
    if file.may_be_compressed {
        for encoding in encoding::accepted(request) {
            let path = with_suffix(&file.path, encoding.suffix());
            if let Ok(bytes) = tokio::fs::read(path).await {
                return Some((encoding, bytes));
            }
        }
    }
    let bytes = tokio::fs::read(&file.path).await.ok()?;
    Some((Encoding::Identity, bytes))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(suffix);
    path.into()
}

/// A page's last segment has no dot: what has one is a file, and a missing file must not look like a
/// document to whoever asked for a script.
fn is_page(path: &str, request: &HeaderMap) -> bool {
    let is_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    !is_file && accepts_html(request)
}

fn accepts_html(request: &HeaderMap) -> bool {
    let mut ranges = request
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|range| range.split(';').next().unwrap_or_default().trim())
        .peekable();
    ranges.peek().is_none() || ranges.any(|range| matches!(range, "text/html" | "text/*" | "*/*"))
}

/// A tag of the bytes as they are sent, so each encoding has its own.
fn tag(bytes: &[u8]) -> HeaderValue {
    let digest = Base64UrlUnpadded::encode_string(&Sha256::digest(bytes)[..12]);
    HeaderValue::from_str(&format!("\"{digest}\"")).expect("base64 is a header value")
}

/// Proxies that compress mark a tag as weak; for reading that makes no difference (RFC 9110 13.1.2).
fn is_known(request: &HeaderMap, tag: &HeaderValue) -> bool {
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let length = axum::body::HttpBody::size_hint(&body).exact();
    if let Some(length) = length.filter(|_| parts.status == StatusCode::OK) {
        parts
            .headers
            .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}
