//! Messages as they go over the wire (LSP 3.17, "Base Protocol").

use std::io::{self, BufRead, Read as _, Write};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde_json::{Value, json};

/// The largest message that is read, in bytes: a file of the size that is linted,
/// with every byte of it escaped.
const MAX_CONTENT: u64 = 64 * 1024 * 1024;
/// The longest header line that is read, in bytes.
const MAX_HEADER: u64 = 4096;

/// What was read.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A message.
    Message(Message),
    /// Something other than a message, with its id if it has one.
    Malformed {
        /// What the answer says.
        code: ErrorCode,
        /// Of the message, or null.
        id: Value,
        /// What is wrong.
        reason: String,
    },
    /// What needs no answer.
    Ignored,
    /// The editor is gone.
    End,
}

/// Reads one message; `None` at the end of the input.
///
/// # Errors
///
/// Those of reading, and headers after which nobody knows where the next message
/// begins.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = read_headers(input)? else {
        return Ok(None);
    };
    if length > MAX_CONTENT {
        io::copy(&mut input.take(length), &mut io::sink())?;
        let reason = format!("{length} bytes are too many: the limit is {MAX_CONTENT}");
        return Ok(Some(malformed(Value::Null, reason)));
    }
    let mut content = Vec::new();
    input.take(length).read_to_end(&mut content)?;
    if (content.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(parsed(&content)))
}

fn malformed(id: Value, reason: String) -> Incoming {
    let code = ErrorCode::ParseError;
    Incoming::Malformed { code, id, reason }
}

fn parsed(content: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(content) {
        Ok(value) => value,
        Err(error) => return malformed(Value::Null, format!("not JSON: {error}")),
    };
    let id = value.get("id").cloned();
    // An id of another kind would make a notification of a request.
    let is_id = |id: &Value| id.is_string() || id.as_i64().is_some_and(is_integer);
    let invalid = |id: Option<Value>, reason: &str| Incoming::Malformed {
        code: ErrorCode::InvalidRequest,
        id: id.unwrap_or_default(),
        reason: reason.to_owned(),
    };
    match &id {
        // The answer to an answer: what the server sent could not be read.
        Some(Value::Null) if value.get("method").is_none() && value.get("error").is_some() => {
            return Incoming::Ignored;
        }
        Some(id) if !is_id(id) => {
            return invalid(None, "the id is neither a string nor an integer");
        }
        _ => {}
    }
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => invalid(id, "neither a request, a response nor a notification"),
    }
}

fn is_integer(number: i64) -> bool {
    i32::try_from(number).is_ok()
}

/// The length that the headers of a message give.
fn read_headers(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let invalid = |reason: String| io::Error::new(io::ErrorKind::InvalidData, reason);
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.take(MAX_HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let Some(line) = line.strip_suffix("\r\n") else {
            return Err(invalid("a header doesn't end in a line break".to_owned()));
        };
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(invalid("a header without a colon".to_owned()));
        };
        if name.eq_ignore_ascii_case("Content-Length") {
            let parsed = value.trim().parse();
            length =
                Some(parsed.map_err(|_| invalid("Content-Length is not a number".to_owned()))?);
        }
    }
    match length {
        Some(length) => Ok(Some(length)),
        None => Err(invalid("no Content-Length".to_owned())),
    }
}

/// Where messages are written; clones write to the same place.
#[derive(Clone)]
pub(super) struct Outgoing {
    output: Arc<Mutex<Box<dyn Write + Send>>>,
    /// Hears where nobody reads what is written.
    server: Sender<Incoming>,
}

impl Outgoing {
    pub(super) fn new(output: impl Write + Send + 'static, server: Sender<Incoming>) -> Self {
        Self {
            output: Arc::new(Mutex::new(Box::new(output))),
            server,
        }
    }

    /// Answers a request.
    pub(super) fn respond(&self, response: Response) {
        self.write(&Message::Response(response));
    }

    /// Answers something other than a message.
    pub(super) fn refuse(&self, id: &Value, code: ErrorCode, reason: &str) {
        let error = json!({ "code": code as i32, "message": reason });
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "error": error }));
    }

    pub(super) fn notify(&self, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or_default();
        self.write(&Message::Notification(Notification {
            method: method.to_owned(),
            params,
        }));
    }

    pub(super) fn request(&self, id: RequestId, method: &str, params: impl Serialize) {
        let params = serde_json::to_value(params).unwrap_or_default();
        let method = method.to_owned();
        self.write(&Message::Request(Request { id, method, params }));
    }

    fn write(&self, message: &Message) {
        self.with_output(|output| message.write(&mut &mut *output));
    }

    fn send(&self, message: &Value) {
        let text = message.to_string();
        self.with_output(|output| {
            write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
            output.flush()
        });
    }

    fn with_output(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        if write(&mut **output).is_err() {
            // If it doesn't listen either, it has ended.
            let _ = self.server.send(Incoming::End);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<String> {
        let mut input = input;
        let mut found = Vec::new();
        loop {
            match read(&mut input) {
                Ok(None) => return found,
                Ok(Some(Incoming::Message(message))) => found.push(match message {
                    Message::Request(request) => format!("request {}", request.method),
                    Message::Notification(notified) => format!("notification {}", notified.method),
                    Message::Response(response) => format!("response {}", response.id),
                }),
                Ok(Some(Incoming::Malformed { code, id, .. })) => {
                    found.push(format!("{} {id}", code as i32));
                }
                Ok(Some(Incoming::Ignored | Incoming::End)) => {}
                Err(error) => {
                    found.push(error.to_string());
                    return found;
                }
            }
        }
    }

    fn framed(content: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{content}", content.len()).into_bytes()
    }

    #[test]
    fn what_is_no_message_stops_none_after_it() {
        let contents = [
            r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#,
            "{",
            r#"{"jsonrpc":"2.0","id":1.5,"method":"b"}"#,
            r#"{"jsonrpc":"2.0","id":7}"#,
            "[]",
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"?"}}"#,
            r#"{"jsonrpc":"2.0","method":"c","params":{}}"#,
        ];
        let input: Vec<u8> = contents
            .iter()
            .flat_map(|content| framed(content))
            .collect();
        assert_eq!(
            all(&input),
            [
                "request a",
                "-32700 null",
                "-32600 null",
                "-32600 7",
                "-32600 null",
                "notification c"
            ]
        );
    }

    #[test]
    fn headers_that_tell_no_length_end_it() {
        assert_eq!(
            all(b"Content-Length: x\r\n\r\n{}"),
            ["Content-Length is not a number"]
        );
        assert_eq!(all(b"X: 1\r\n\r\n{}"), ["no Content-Length"]);
        assert_eq!(all(b"nothing\r\n"), ["a header without a colon"]);
        assert_eq!(all(&[b'x'; 9000]), ["a header doesn't end in a line break"]);
        assert_eq!(all(b"Content-Length: 10\r\n\r\n{}"), [""; 0]);
    }
}
