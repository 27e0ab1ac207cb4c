//! The console's files: types, encodings, caching, policy, and pages that are no files.

use axum::http::StatusCode;
use base64ct::{Base64, Encoding};
use relay::{Error, Files};
use sha2::{Digest, Sha256};

use crate::support::{DOCUMENT, dist, get, header, options, send, text};

const NOWHERE: &str = "http://127.0.0.1:1";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

fn serving(files: &[(&str, &str)]) -> (tempfile::TempDir, axum::Router) {
    let folder = dist(files);
    let app = relay::app(options(folder.path(), NOWHERE));
    (folder, app)
}

#[tokio::test]
async fn each_file_has_its_type_and_only_hashed_ones_are_kept() {
    let kinds = [
        (
            "app-0123456789abcdef.js",
            "text/javascript; charset=utf-8",
            FOR_EVER,
        ),
        ("app-0123456789abcdef_bg.wasm", "application/wasm", FOR_EVER),
        (
            "all-0123456789abcdef.css",
            "text/css; charset=utf-8",
            FOR_EVER,
        ),
        ("icons-0123456789abcdef.svg", "image/svg+xml", FOR_EVER),
        ("favicon.svg", "image/svg+xml", "no-cache"),
        ("config.json", "application/json", "no-cache"),
        ("about/index.html", "text/html; charset=utf-8", "no-cache"),
        ("app.wasm", "application/wasm", "no-cache"),
    ];
    let files: Vec<(&str, &str)> = kinds.iter().map(|(name, ..)| (*name, *name)).collect();
    let (_folder, app) = serving(&files);
    for (name, media, kept) in kinds {
        let response = get(&app, &format!("/{name}"), &[]).await;
        assert_eq!(response.status(), StatusCode::OK, "{name}");
        assert_eq!(header(&response, "content-type"), media);
        assert_eq!(header(&response, "cache-control"), kept);
        assert_eq!(header(&response, "vary"), "Accept-Encoding");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert_eq!(text(response).await, name);
    }
}

#[tokio::test]
async fn settings_of_the_server_stand_in_the_configuration_unless_the_file_says_otherwise() {
    let folder = dist(&[("config.json", r#"{"environment":"TEST"}"#)]);
    let configured = |text: &'static str| {
        let folder = folder.path().to_owned();
        async move {
            std::fs::write(folder.join("config.json"), text).unwrap();
            let files = Files::open(folder.clone(), None).unwrap();
            let mut options = options(&folder, NOWHERE);
            options.files = files.with_setting("extendedBackups", true);
            text_of(&relay::app(options)).await
        }
    };
    assert_eq!(
        configured(r#"{"environment":"TEST"}"#).await,
        r#"{"environment":"TEST","extendedBackups":true}"#
    );
    assert_eq!(
        configured(r#"{"extendedBackups":false}"#).await,
        r#"{"extendedBackups":false}"#
    );
    assert_eq!(configured("[]").await, "[]");
}

async fn text_of(app: &axum::Router) -> String {
    text(get(app, "/config.json", &[("accept-encoding", "br")]).await).await
}

#[tokio::test]
async fn the_smallest_copy_that_the_browser_reads_is_sent() {
    let (_folder, app) = serving(&[
        ("app.js", "plain"),
        ("app.js.br", "brotli"),
        ("app.js.gz", "gzip"),
        ("old.js", "plain"),
        ("old.js.gz", "gzip"),
    ]);
    for (path, accepted, encoding, sent) in [
        ("/app.js", "gzip, deflate, br", "br", "brotli"),
        ("/app.js", "gzip", "gzip", "gzip"),
        ("/app.js", "br;q=0, gzip", "gzip", "gzip"),
        ("/app.js", "identity", "", "plain"),
        ("/old.js", "gzip, br", "gzip", "gzip"),
        ("/old.js", "br", "", "plain"),
    ] {
        let response = get(&app, path, &[("accept-encoding", accepted)]).await;
        assert_eq!(
            header(&response, "content-encoding"),
            encoding,
            "{path} {accepted}"
        );
        assert_eq!(
            header(&response, "content-type"),
            "text/javascript; charset=utf-8"
        );
        assert_eq!(text(response).await, sent);
    }
}

#[tokio::test]
async fn a_document_that_has_not_changed_is_not_sent_again() {
    let (folder, app) = serving(&[("index.html.br", "brotli")]);
    let tag = header(&get(&app, "/", &[]).await, "etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() > 12, "{tag}");
    let weak = format!("\"other\", W/{tag}");
    for known in [tag.as_str(), weak.as_str(), "*"] {
        let response = get(&app, "/", &[("if-none-match", known)]).await;
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header(&response, "etag"), tag);
        assert_eq!(header(&response, "cache-control"), "no-cache");
        assert_eq!(text(response).await, "");
    }
    let other_encoding = [("if-none-match", tag.as_str()), ("accept-encoding", "br")];
    assert_eq!(
        get(&app, "/", &other_encoding).await.status(),
        StatusCode::OK
    );
    std::fs::write(folder.path().join("index.html"), "changed").unwrap();
    let response = get(&app, "/", &[("if-none-match", &tag)]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(response).await, "changed");
}

#[tokio::test]
async fn every_page_of_the_console_answers_with_the_document() {
    let (_folder, app) = serving(&[("assets/app.js", "x"), (".hidden", "x")]);
    for path in [
        "/",
        "/index.html",
        "/organizations/1/services",
        "/sign-in",
        "/assets",
    ] {
        for accepted in ["text/html,application/xhtml+xml;q=0.9", "*/*"] {
            let response = get(&app, path, &[("accept", accepted)]).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(
                header(&response, "content-type"),
                "text/html; charset=utf-8"
            );
            assert_eq!(text(response).await, DOCUMENT);
        }
    }
    for (path, accepted) in [
        ("/missing.js", "*/*"),
        ("/organizations/missing.css", "text/html"),
        ("/.hidden", "text/html"),
        ("/organizations", "application/json"),
    ] {
        let response = get(&app, path, &[("accept", accepted)]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header(&response, "cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_head_is_a_get_without_the_body() {
    let (_folder, app) = serving(&[]);
    let response = send(&app, "HEAD", "/sign-in", &[]).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(
        header(&response, "content-length"),
        DOCUMENT.len().to_string()
    );
    assert_eq!(text(response).await, "");
    let response = send(&app, "DELETE", "/sign-in", &[]).await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(header(&response, "allow"), "GET, HEAD");
}

fn hash(block: &str) -> String {
    format!(
        "'sha256-{}'",
        Base64::encode_string(&Sha256::digest(block.as_bytes()))
    )
}

#[tokio::test]
async fn the_policy_allows_the_blocks_of_the_document_that_is_sent_and_nothing_foreign() {
    let (folder, app) = serving(&[("index.html.gz", "gzip")]);
    let expected = |script: &str, base: &str| {
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {}; style-src 'self' {}; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
             base-uri {base}; form-action 'none'; object-src 'none'; frame-src 'none'; \
             frame-ancestors 'none'",
            hash(script),
            hash("p{}")
        )
    };
    for path in ["/", "/organizations/1"] {
        for accepted in ["gzip", "identity"] {
            let response = get(&app, path, &[("accept-encoding", accepted)]).await;
            let policy = header(&response, "content-security-policy");
            assert_eq!(policy, expected("boot()", "'none'"));
        }
    }
    let rebuilt = "<base href=/><style>p{}</style><script>\nboot2()</script>";
    std::fs::write(folder.path().join("index.html"), rebuilt).unwrap();
    let response = get(&app, "/", &[]).await;
    let policy = header(&response, "content-security-policy");
    assert_eq!(policy, expected("\nboot2()", "'self'"));
}

#[tokio::test]
async fn every_answer_about_files_is_hardened() {
    let (_folder, app) = serving(&[("app.js", "x")]);
    for path in ["/", "/app.js", "/missing.js", "/healthz"] {
        let response = get(&app, path, &[]).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(&response, name), value, "{path}");
        }
        let permissions = header(&response, "permissions-policy");
        assert!(
            permissions.contains("clipboard-write=(self)"),
            "{permissions}"
        );
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; "),
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn a_configuration_of_ones_own_stands_in_for_the_built_one() {
    let folder = dist(&[("config.json", "{}"), ("config.json.br", "brotli")]);
    let file = folder.path().join("mine.json");
    std::fs::write(&file, r#"{"mine":true}"#).unwrap();
    let mut options = options(folder.path(), NOWHERE);
    options.files = Files::open(folder.path().to_owned(), Some(file.clone())).unwrap();
    let response = get(
        &relay::app(options),
        "/config.json",
        &[("accept-encoding", "br")],
    )
    .await;
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(header(&response, "cache-control"), "no-cache");
    assert_eq!(header(&response, "content-encoding"), "");
    assert_eq!(text(response).await, r#"{"mine":true}"#);

    for wrong in ["{", "[]", ""] {
        std::fs::write(&file, wrong).unwrap();
        let refused = Files::open(folder.path().to_owned(), Some(file.clone()));
        assert!(matches!(refused, Err(Error::Configuration(..))), "{wrong}");
    }
}
