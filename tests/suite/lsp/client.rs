//! A strict editor: what the server sends has to be what the protocol says.

use std::collections::BTreeMap;
use std::io::{BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::Folder;

/// No answer takes that long.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Value>,
    root: PathBuf,
    next_id: i64,
    /// The last list of each file, by its URI.
    published: BTreeMap<String, Value>,
    /// All that was published, in order: the URI and the version.
    pub(crate) publishes: Vec<(String, Value)>,
    /// What the server asked for, in order.
    pub(crate) asked: Vec<Value>,
    pub(crate) notified: Vec<Value>,
    /// Whether the server's requests are answered with an error.
    pub(crate) refuses: bool,
}

/// What most editors can do.
pub(crate) fn capabilities() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "source"] } },
                "isPreferredSupport": true,
            },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
        },
        "workspace": {
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
        },
    })
}

impl Client {
    /// Starts the server, and sends it nothing yet.
    pub(crate) fn spawn(folder: &Folder, arguments: &[&str]) -> Self {
        Self::spawn_in(folder.path(), arguments)
    }

    fn spawn_in(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_coderlint"))
            .arg("--lsp")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, incoming) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            stdin,
            incoming,
            root: std::fs::canonicalize(folder).unwrap(),
            next_id: 100,
            published: BTreeMap::new(),
            publishes: Vec::new(),
            asked: Vec::new(),
            notified: Vec::new(),
            refuses: false,
        }
    }

    /// Starts the server in a folder that is open.
    pub(crate) fn start(folder: &Folder, capabilities: &Value) -> Self {
        Self::start_in(folder.path(), capabilities)
    }

    pub(crate) fn start_in(folder: &Path, capabilities: &Value) -> Self {
        let mut client = Self::spawn_in(folder, &[]);
        let result = client.initialize(capabilities);
        assert_eq!(result["serverInfo"]["name"], "coderlint");
        client.notify("initialized", &json!({}));
        client.sync();
        client
    }

    pub(crate) fn initialize(&mut self, capabilities: &Value) -> Value {
        let root = self.uri("");
        let root = root.trim_end_matches('/');
        let params = json!({
            "processId": null,
            "rootUri": root,
            "workspaceFolders": [{ "uri": root, "name": "root" }],
            "capabilities": capabilities,
        });
        self.request("initialize", &params).unwrap()
    }

    pub(crate) fn uri(&self, file: &str) -> String {
        format!("file://{}", self.root.join(file).display())
    }

    pub(crate) fn document(&self, file: &str) -> Value {
        json!({ "uri": self.uri(file) })
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.send_raw(&framed(&message.to_string()));
    }

    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting for its answer.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The result of a request, or its error.
    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(&json!(id))
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer(&mut self, id: &Value) -> Result<Value, Value> {
        loop {
            let message = self.receive();
            if message.get("method").is_none() && message["id"] == *id {
                return match (message.get("result"), message.get("error")) {
                    (Some(result), None) => Ok(result.clone()),
                    (None, Some(error)) => {
                        assert!(error["code"].is_i64() && error["message"].is_string());
                        Err(error.clone())
                    }
                    _ => panic!("neither a result nor an error, or both: {message}"),
                };
            }
        }
    }

    /// Waits until all that was sent has been looked at.
    pub(crate) fn sync(&mut self) {
        let error = self.request("test/sync", &Value::Null).unwrap_err();
        assert_eq!(error["code"], -32601);
    }

    fn receive(&mut self) -> Value {
        let message = self.incoming.recv_timeout(PATIENCE).expect("an answer");
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        match (message.get("method"), message.get("id")) {
            (Some(_), Some(id)) => {
                self.asked.push(message.clone());
                let answer = if self.refuses {
                    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": -32601, "message": "no" } })
                } else {
                    json!({ "jsonrpc": "2.0", "id": id, "result": null })
                };
                self.send(&answer);
            }
            (Some(method), None) if method == "textDocument/publishDiagnostics" => {
                let params = &message["params"];
                let uri = params["uri"].as_str().unwrap().to_owned();
                let version = params.get("version").cloned().unwrap_or_default();
                self.publishes.push((uri.clone(), version));
                for diagnostic in params["diagnostics"].as_array().unwrap() {
                    assert_eq!(diagnostic["source"], "coderlint");
                    let range = &diagnostic["range"];
                    let at = |end: &str| {
                        let number = |part: &str| range[end][part].as_u64().unwrap();
                        (number("line"), number("character"))
                    };
                    assert!(at("start") <= at("end"), "{diagnostic}");
                }
                self.published.insert(uri, params["diagnostics"].clone());
            }
            (Some(_), None) => self.notified.push(message.clone()),
            (None, _) => {}
        }
        message
    }

    pub(crate) fn open(&mut self, file: &str, text: &str) {
        let params = json!({
            "textDocument": { "uri": self.uri(file), "languageId": "terraform", "version": 1, "text": text },
        });
        self.notify("textDocument/didOpen", &params);
    }

    pub(crate) fn change(&mut self, file: &str, version: i64, changes: &Value) {
        let params = json!({
            "textDocument": { "uri": self.uri(file), "version": version },
            "contentChanges": changes,
        });
        self.notify("textDocument/didChange", &params);
    }

    pub(crate) fn close(&mut self, file: &str) {
        let params = json!({ "textDocument": self.document(file) });
        self.notify("textDocument/didClose", &params);
    }

    /// Takes whatever comes next.
    pub(crate) fn answer_any(&mut self) -> Value {
        self.receive()
    }

    /// What is shown of a file, as `line:character code`.
    pub(crate) fn shown(&mut self, file: &str) -> Vec<String> {
        self.sync();
        let list = self.published.get(&self.uri(file));
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.map(place_and_code).collect()
    }

    /// The lists of all files, by their URIs.
    pub(crate) fn all(&self) -> Vec<(String, Value)> {
        self.published.clone().into_iter().collect()
    }

    /// The whole list of a file.
    pub(crate) fn list(&mut self, file: &str) -> Value {
        self.sync();
        self.published
            .get(&self.uri(file))
            .cloned()
            .unwrap_or_default()
    }

    /// How the server ends once it is told to, and what it said on standard error.
    pub(crate) fn finish(mut self) -> (i32, String) {
        let result = self.request("shutdown", &Value::Null).unwrap();
        assert_eq!(result, Value::Null);
        self.notify("exit", &Value::Null);
        self.wait()
    }

    /// How the server ends once its input does.
    pub(crate) fn wait(mut self) -> (i32, String) {
        drop(self.stdin.take());
        let mut stderr = String::new();
        let mut pipe = self.child.stderr.take().unwrap();
        pipe.read_to_string(&mut stderr).unwrap();
        (self.child.wait().unwrap().code().unwrap(), stderr)
    }

    /// Reads nothing any more, as an editor that is gone.
    pub(crate) fn stop_reading(&mut self) {
        self.incoming = channel().1;
    }

    /// How the server ends by itself, while its input is open.
    pub(crate) fn wait_open(&mut self) -> i32 {
        let question = framed(r#"{"jsonrpc":"2.0","id":1,"method":"test/question"}"#);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap();
            }
            // It may end right now.
            let _ = self.stdin.as_mut().unwrap().write_all(&question);
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server goes on");
    }

    /// What the server holds in memory, in KiB; the benchmark asks.
    #[cfg(target_os = "linux")]
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A server that ends by itself leaves its coverage behind.
        drop(self.stdin.take());
        for _ in 0..200 {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn place_and_code(diagnostic: &Value) -> String {
    let start = &diagnostic["range"]["start"];
    let code = diagnostic["code"].as_str().unwrap_or("-");
    format!("{}:{} {code}", start["line"], start["character"])
}

pub(crate) fn framed(content: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{content}", content.len()).into_bytes()
}

fn read(input: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.strip_suffix("\r\n").expect("nothing but protocol");
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").expect("a header");
        if name == "Content-Length" {
            length = Some(value.parse().unwrap());
        }
    }
    let mut content = vec![0; length.expect("a length")];
    input.read_exact(&mut content).ok()?;
    Some(serde_json::from_slice(&content).expect("JSON"))
}
