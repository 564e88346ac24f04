/** Lint, and the rooms: which folder may import which. The table is the architecture; an import that is not in it is an error. */
import tseslint from "typescript-eslint";

/** An entry `room/file` opens that file alone: lab and agent judge for themselves, and share only how names and lines are written. */
const ROOMS = {
  domain: [],
  identity: ["domain"],
  guide: ["domain"],
  checks: ["domain", "identity"],
  remediations: ["domain", "identity"],
  triage: ["domain", "identity", "guide", "checks", "remediations"],
  report: ["domain", "identity", "triage", "facts/scrub/known", "facts/scrub/scrubber", "facts/scrub/visit"],
  intents: ["domain", "identity", "triage"],
  cards: ["domain", "triage", "report", "intents"],
  ports: ["domain"],
  facts: ["domain", "identity", "ports", "triage"],
  approvals: ["domain", "identity", "ports"],
  cases: ["domain", "identity", "ports", "triage", "checks", "remediations", "facts", "approvals", "report"],
  graph: ["domain", "ports"],
  relay: ["domain"],
  proof: ["domain", "ports"],
  premises: ["domain", "ports", "relay"],
  agent: ["domain", "premises", "relay", "identity/dn", "store/line-file"],
  store: ["domain", "ports"],
  bot: ["domain", "ports", "triage", "report", "intents", "cards", "cases"],
  lab: ["domain", "identity/dn", "identity/anchor", "ports", "premises", "agent", "relay"],
};
/** The commands that run worlds; no other file of cli/ may know the lab. All else cli/ may import: it wires. */
const RUNS_WORLDS = /[\\/]src[\\/]cli[\\/](lab[^\\/]*|triage|scenarios|neighbours)\.ts$/;
/** The one opening of a pure room to the platform: a hash of a value is a value, and bot and agent must come to the same one. */
const OPENED = { "domain/digest": ["node:crypto"] };
const PURE = ["domain", "identity", "guide", "checks", "remediations", "triage", "report", "intents", "cards", "ports"];

/** The first folder of a path below src/, as a room. */
const roomOf = (path) => /[\\/]src[\\/]([^\\/.]+)/.exec(path)?.[1];
const rooms = {
  meta: {
    type: "problem",
    messages: {
      room: "{{from}}/ may not import {{to}} (see ROOMS in eslint.config.mjs)",
      pure: "{{from}}/ is pure: no {{what}} here",
    },
  },
  create(context) {
    const from = roomOf(context.filename);
    const look = (node, source) => {
      if (from === undefined || typeof source !== "string") return;
      const here = /[\\/]src[\\/](.+?)\.ts$/.exec(context.filename)?.[1]?.replaceAll("\\", "/");
      if (PURE.includes(from) && /^node:/.test(source) && !OPENED[here]?.includes(source))
        context.report({ node, messageId: "pure", data: { from, what: source } });
      if (!source.startsWith(".") || (ROOMS[from] === undefined && from !== "cli")) return;
      const parts = context.filename.split(/[\\/]/).slice(0, -1);
      for (const s of source.split("/")) {
        if (s === "..") parts.pop();
        else if (s !== ".") parts.push(s);
      }
      const path = `/${parts.join("/").replace(/^\//, "")}`,
        to = roomOf(path);
      if (to === undefined || to === from) return;
      const file = /[\\/]src[\\/](.+?)(\.ts)?$/.exec(path)?.[1]?.replaceAll("\\", "/") ?? to;
      const opened = (room) => room === to || room === file;
      const allowed = from === "cli" ? to !== "lab" || RUNS_WORLDS.test(context.filename) : ROOMS[from].some(opened);
      if (!allowed) context.report({ node, messageId: "room", data: { from, to: file } });
    };
    return {
      ImportDeclaration: (n) => look(n, n.source.value),
      ExportAllDeclaration: (n) => look(n, n.source.value),
      ExportNamedDeclaration: (n) => look(n, n.source?.value),
      ImportExpression: (n) => look(n, n.source.value),
    };
  },
};
const clean = {
  "no-restricted-globals": ["error", "process", "console", "setTimeout", "setInterval", "fetch"],
  "no-restricted-syntax": [
    "error",
    {
      selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
      message: "A pure room has no random.",
    },
    {
      selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
      message: "Time comes in as a value.",
    },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time comes in as a value." },
  ],
};

export default tseslint.config(
  { ignores: ["dist/**", "dist-agent/**", "node_modules/**", "devTools/**", "var/**"] },
  ...tseslint.configs.recommended,
  {
    plugins: { rooms: { rules: { rooms } } },
    rules: {
      "rooms/rooms": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "anywhere" }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-explicit-any": "off",
      "no-control-regex": "off",
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  { files: PURE.flatMap((r) => [`src/${r}/**/*.ts`, `src/${r}.ts`]), rules: clean },
  { files: ["**/*.mjs", "**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
