//! Files by their URIs (RFC 8089).

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

/// What stays as it is in a path (RFC 3986, section 3.3).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The path of a file's URI; `None` for other schemes and other machines.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let text = uri.as_str();
    let (scheme, rest) = text.split_at_checked("file://".len())?;
    if !scheme.eq_ignore_ascii_case("file://") {
        return None;
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let at = rest[..end].find('/')?;
    let (host, encoded) = rest[..end].split_at(at);
    if !(host.is_empty() || host.eq_ignore_ascii_case("localhost")) {
        return None;
    }
    let decoded: Vec<u8> = percent_decode_str(encoded).collect();
    if decoded.contains(&0) {
        return None;
    }
    Some(from_bytes(decoded))
}

/// The URI of a file.
pub(super) fn of(path: &Path) -> Option<Uri> {
    let bytes = path.as_os_str().as_encoded_bytes();
    let encoded = percent_encode(bytes, ENCODED).to_string();
    #[cfg(windows)]
    let encoded = format!("/{}", encoded.replace("%5C", "/"));
    format!("file://{encoded}").parse().ok()
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// `/c:/a` is `c:\a`.
#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> PathBuf {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match text.as_bytes() {
        [b'/', drive, b':', ..] if drive.is_ascii_alphabetic() => PathBuf::from(&text[1..]),
        _ => PathBuf::from(text),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_and_uris_are_each_others() {
        for (text, expected) in [
            ("file:///a/b%20c/main.tf", Some("/a/b c/main.tf")),
            ("FILE://localhost/a%3Ab", Some("/a:b")),
            ("file:///%C3%BC#x", Some("/ü")),
            ("file://server/a", None),
            ("git:/a/main.tf", None),
            ("untitled:main.tf", None),
            ("file:///a%00b", None),
        ] {
            let uri: Uri = text.parse().expect("is a URI");
            assert_eq!(path(&uri).as_deref(), expected.map(Path::new), "{text}");
        }
        let uri = of(Path::new("/a b/ü#?%.tf")).expect("has one");
        assert_eq!(uri.as_str(), "file:///a%20b/%C3%BC%23%3F%25.tf");
        assert_eq!(path(&uri).as_deref(), Some(Path::new("/a b/ü#?%.tf")));
    }
}
