//! The loop: takes messages, lints, answers.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{CancelParams, NumberOrString, Uri};
use serde_json::{Value, json};

use super::client::Client;
use super::lifecycle::{Stage, initialize_result, watch_files};
use super::progress::{self, Progress};
use super::session::Session;
use super::transport::{Incoming, Outgoing};
use super::{Options, log, notifications, parent, requests, uri};
use crate::config::Configs;
use crate::files::Files;
use crate::rules;
use crate::workspace::{Keep, Workspace};

const PANICKED: &str = "coderlint panicked; this is a bug in coderlint, please report it";

/// How many messages are taken before those that came are looked at.
const MAX_TAKEN: usize = 1000;

/// How long the first lint waits for leave to show progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// The request for leave to show progress, and that to watch files.
const PROGRESS: i32 = 1;
const WATCH: i32 = 2;

/// A server with its editor.
pub(super) struct Server {
    options: Options,
    out: Outgoing,
    /// Where messages come from.
    editor: Sender<Incoming>,
    stage: Stage,
    /// From `initialize` on.
    pub(super) session: Option<Session>,
    /// What was asked and is not answered, with the version of its document.
    asked: VecDeque<(Request, Option<i32>)>,
    /// Whether something may have to be linted.
    is_dirty: bool,
    /// Until when the first lint waits for leave to show progress.
    waits: Option<Instant>,
    shows_progress: bool,
    /// The number of the last request to the editor.
    last_id: i32,
    /// Why it is over, if it is.
    end: Option<End>,
}

/// Why a server ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The editor has said `exit`: nothing more is answered.
    Told,
    /// The editor is gone.
    Alone,
}

impl Server {
    pub(super) fn new(out: Outgoing, editor: Sender<Incoming>, options: Options) -> Self {
        Self {
            options,
            out,
            editor,
            stage: Stage::New,
            session: None,
            asked: VecDeque::new(),
            is_dirty: false,
            waits: None,
            shows_progress: false,
            last_id: WATCH,
            end: None,
        }
    }

    /// Serves until the end; whether it came as it should.
    pub(super) fn run(mut self, incoming: &Receiver<Incoming>) -> bool {
        loop {
            let first = match self.waits {
                Some(until) => {
                    incoming.recv_timeout(until.saturating_duration_since(Instant::now()))
                }
                None => incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match first {
                Ok(first) => {
                    self.take(first);
                    for next in incoming.try_iter().take(MAX_TAKEN) {
                        self.take(next);
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.waits = None,
                Err(RecvTimeoutError::Disconnected) => self.take(Incoming::End),
            }
            if self.end == Some(End::Told) {
                break;
            }
            if self.waits.is_none() || !self.asked.is_empty() {
                self.settle();
            }
            while let Some((request, version)) = self.asked.pop_front() {
                self.answer(request, version);
            }
            if self.end.is_some() {
                break;
            }
        }
        self.stage == Stage::ShutDown
    }

    fn log(&self, message: impl FnOnce() -> String) {
        if self.options.logs {
            log(&message());
        }
    }

    /// Takes a message. What it changes is changed at once; what it asks is
    /// answered later.
    pub(super) fn take(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Ignored => {}
            Incoming::End => self.end = Some(End::Alone),
            Incoming::Malformed { code, id, reason } => {
                self.log(|| format!("malformed message: {reason}"));
                self.out.refuse(&id, code, &reason);
            }
            Incoming::Message(Message::Request(request)) => self.take_request(request),
            Incoming::Message(Message::Response(response)) => {
                let is_granted = response.response_result.is_ok();
                if response.id == RequestId::from(PROGRESS) {
                    self.shows_progress = is_granted;
                    self.waits = None;
                } else if response.id == RequestId::from(WATCH)
                    && let Some(session) = &mut self.session
                {
                    session.client.watches &= is_granted;
                }
            }
            Incoming::Message(Message::Notification(notification)) => {
                let method = notification.method.clone();
                let taken = catch_unwind(AssertUnwindSafe(|| self.take_notification(notification)));
                if taken.is_err() {
                    self.log(|| format!("panicked at `{method}`; please report it"));
                }
            }
        }
    }

    fn take_request(&mut self, request: Request) {
        let refuse = |code: ErrorCode, message: &str| {
            let response = Response::new_err(request.id.clone(), code as i32, message.to_owned());
            self.out.respond(response);
        };
        match (self.stage, request.method.as_str()) {
            (Stage::New, "initialize") => match request.params.get("capabilities") {
                Some(Value::Object(_)) => self.initialize(request),
                _ => refuse(ErrorCode::InvalidParams, "there are no `capabilities`"),
            },
            (Stage::New, _) => refuse(ErrorCode::ServerNotInitialized, "`initialize` comes first"),
            (Stage::Running, "initialize") => {
                refuse(ErrorCode::InvalidRequest, "`initialize` has come already");
            }
            (Stage::ShutDown, _) => refuse(ErrorCode::InvalidRequest, "the server is shut down"),
            (Stage::Running, "shutdown") => {
                self.stage = Stage::ShutDown;
                self.out.respond(Response::new_ok(request.id, Value::Null));
            }
            (Stage::Running, _) => {
                let version = self.version_for(&request);
                self.asked.push_back((request, version));
            }
        }
    }

    fn initialize(&mut self, request: Request) {
        let parent = request.params["processId"].as_i64();
        if let Some(parent) = parent.and_then(|id| id.try_into().ok()) {
            parent::watch(parent, self.editor.clone());
        }
        let client = Client::of(&request.params["capabilities"]);
        self.stage = Stage::Running;
        let folders = folders_of(&request.params);
        let here = folders.first().unwrap_or(&self.options.working_directory);
        let configs = Configs::new(
            rules::infos(),
            self.options.lookup.clone(),
            self.options.overrides.clone(),
            here,
        );
        let workspace = Workspace::new(Files::default(), configs, here, Keep::Texts);
        let mut session = Session::new(client, workspace, self.out.clone());
        session.set_folders(folders, &[]);
        self.session = Some(session);
        let result = initialize_result(&client);
        self.out.respond(Response::new_ok(request.id, result));
    }

    fn take_notification(&mut self, notification: Notification) {
        let method = notification.method.as_str();
        if method == "exit" {
            self.end = Some(End::Told);
            return;
        }
        if self.stage != Stage::Running {
            return;
        }
        let params = notification.params;
        match method {
            "initialized" => self.start(),
            "$/cancelRequest" => self.cancel(params),
            _ => {
                let Some(session) = &mut self.session else {
                    return;
                };
                match notifications::apply(session, method, params) {
                    Ok(is_change) => {
                        self.is_dirty |= is_change;
                    }
                    Err(error) => self.log(|| format!("wrong parameters: {error}")),
                }
            }
        }
    }

    /// The editor is ready: what is to be watched is said, and the tree looked
    /// through.
    fn start(&mut self) {
        let Some(session) = &mut self.session else {
            return;
        };
        self.is_dirty = true;
        watch_files(&session.client, &self.out, RequestId::from(WATCH));
        if session.client.progress && session.scan() >= progress::MIN_MODULES {
            progress::create(&self.out, RequestId::from(PROGRESS));
            self.waits = Some(Instant::now() + PATIENCE);
        }
    }

    fn cancel(&mut self, params: Value) {
        let Ok(params) = serde_json::from_value::<CancelParams>(params) else {
            return;
        };
        let id = match params.id {
            NumberOrString::Number(number) => RequestId::from(number),
            NumberOrString::String(text) => RequestId::from(text),
        };
        let before = self.asked.len();
        self.asked.retain(|(request, _)| request.id != id);
        if self.asked.len() < before {
            let code = ErrorCode::RequestCanceled as i32;
            let response = Response::new_err(id, code, "canceled".to_owned());
            self.out.respond(response);
        }
    }

    /// Lints what has changed.
    pub(super) fn settle(&mut self) {
        if !std::mem::take(&mut self.is_dirty) {
            return;
        }
        self.waits = None;
        let Some(session) = &mut self.session else {
            return;
        };
        let begun = Instant::now();
        let shows = std::mem::take(&mut self.shows_progress);
        let total = session.scan();
        let out = self.out.clone();
        let progress = shows.then(|| Progress::begin(&out, total));
        let settled = catch_unwind(AssertUnwindSafe(|| {
            session.settle(&|| {
                if let Some(progress) = &progress {
                    progress.advance();
                }
            })
        }));
        if let Some(progress) = &progress {
            progress.end();
        }
        let refreshes = session.client.refreshes;
        let Ok(settled) = settled else {
            let params = json!({ "type": 1, "message": PANICKED });
            return self.out.notify("window/logMessage", params);
        };
        let elapsed = begun.elapsed();
        self.log(|| format!("linted {} modules in {elapsed:?}", settled.linted));
        if settled.is_refresh_due && refreshes {
            self.last_id += 1;
            let id = RequestId::from(self.last_id);
            self.out
                .request(id, "workspace/diagnostic/refresh", Value::Null);
        }
    }

    /// The version of the document that a request is about.
    fn version_for(&self, request: &Request) -> Option<i32> {
        let uri = request.params.pointer("/textDocument/uri")?;
        let path = uri::path(&uri.as_str()?.parse().ok()?)?;
        self.session.as_ref()?.version(&path)
    }

    fn answer(&mut self, request: Request, version: Option<i32>) {
        let id = request.id.clone();
        // Positions in it are those of a text that is gone.
        let is_outdated =
            version != self.version_for(&request) && request.method != "textDocument/diagnostic";
        let Some(session) = &mut self.session else {
            return;
        };
        let answered = if is_outdated {
            let message = "the text has changed since this was asked";
            Ok(Err((ErrorCode::ContentModified, message.to_owned())))
        } else {
            catch_unwind(AssertUnwindSafe(|| requests::answer(session, request)))
        };
        self.out.respond(match answered {
            Ok(Ok(result)) => Response::new_ok(id, result),
            Ok(Err((code, message))) => Response::new_err(id, code as i32, message),
            Err(_) => Response::new_err(id, ErrorCode::InternalError as i32, PANICKED.to_owned()),
        });
    }
}

/// The folders that `initialize` names.
fn folders_of(params: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| uri::path(&uri.as_str()?.parse::<Uri>().ok()?);
    match params["workspaceFolders"].as_array() {
        Some(folders) => folders
            .iter()
            .filter_map(|folder| path(&folder["uri"]))
            .collect(),
        None => path(&params["rootUri"])
            .or_else(|| params["rootPath"].as_str().map(PathBuf::from))
            .into_iter()
            .collect(),
    }
}
