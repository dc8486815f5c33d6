-- Drives a headless Neovim from 0.7 on: opens `main.tf` in the working directory
-- with coderlint as its language server, applies the quick fix, then all fixes,
-- and writes the files. Says on standard output what it saw.

local PATIENCE = 20000

local function say(text)
  io.stdout:write(text .. "\n")
end

local function fail(text)
  say(text)
  vim.cmd("cquit")
end

local function codes()
  local codes = vim.tbl_map(function(diagnostic)
    return diagnostic.code or diagnostic.user_data.lsp.code
  end, vim.diagnostic.get(0))
  return table.concat(codes, " ")
end

local function wait_for(what, condition)
  if not vim.wait(PATIENCE, condition, 20) then
    fail(what .. ": not in time, but: " .. codes())
  end
end

local function request(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, PATIENCE) or {}) do
    return answer.result
  end
end

-- Applies the first code action of a kind at the first finding.
local function apply(kind)
  local first = vim.diagnostic.get(0)[1]
  local action = (request("textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(),
    range = {
      start = { line = first.lnum, character = first.col },
      ["end"] = { line = first.end_lnum, character = first.end_col },
    },
    context = { diagnostics = {}, only = { kind } },
  }) or {})[1]
  if not action then
    fail("no action of the kind " .. kind)
  end
  say(action.title)
  local edit = action.edit or request("codeAction/resolve", action).edit
  vim.lsp.util.apply_workspace_edit(edit, "utf-16")
end

-- Files that a fix changes are buffers too, and the server has to hear of them.
local client
vim.api.nvim_create_autocmd("BufReadPost", {
  pattern = { "*.tf", "README.md" },
  callback = function(event)
    client = client
      or (vim.lsp.start or vim.lsp.start_client)({
        name = "coderlint",
        cmd = { vim.env.CODERLINT, "--lsp" },
        root_dir = vim.fn.getcwd(),
        -- Nobody types here: what was changed is known at once.
        flags = { debounce_text_changes = 0 },
      })
    vim.lsp.buf_attach_client(event.buf, client)
  end,
})
vim.cmd("edit main.tf")

wait_for("a finding", function()
  return codes():find("masked_parameter") ~= nil
end)
say(codes())
apply("quickfix")
wait_for("the quick fix", function()
  return codes():find("masked_parameter") == nil
end)
if codes() ~= "" then
  apply("source.fixAll.coderlint")
  wait_for("all fixes", function()
    return codes() == ""
  end)
end
vim.cmd("wall")
vim.cmd("qall")
