import { setTimeout as sleep } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { assert } from './world.ts';

type Item = { readonly json: Record<string, unknown> };
type Condition = {
  readonly leftValue: string;
  readonly rightValue: string;
  readonly operator: { readonly operation: string };
};
type Node = {
  readonly name: string;
  readonly type: string;
  readonly parameters: {
    readonly method?: string;
    readonly url?: string;
    readonly jsonBody?: string;
    readonly jsCode?: string;
    readonly headerParameters?: {
      readonly parameters: readonly { readonly name: string; readonly value: string }[];
    };
    readonly conditions?: {
      readonly combinator: 'and' | 'or';
      readonly conditions: readonly Condition[];
    };
    readonly assignments?: { readonly assignments: readonly { readonly name: string }[] };
  };
};
export type Workflow = {
  readonly nodes: readonly Node[];
  readonly connections: Readonly<
    Record<string, { readonly main: readonly (readonly { readonly node: string }[])[] }>
  >;
};
type Options = {
  /** Replaces the values of the node `Settings`, as a user does. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the credential of the requests adds. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gets each item that reaches the node without an effect, which a user replaces. */
  store(item: Item['json']): void;
  readonly stopped: AbortSignal;
};
type Scope = Readonly<Record<string, unknown>>;

const MAX_STEPS = 500;
const WAIT_MS = 500;

/** Runs the workflow from its trigger. Resolves with how often each node ran. */
export function createWorkflowRun(workflow: Workflow, options: Options) {
  const nodes = new Map(workflow.nodes.map((node) => [node.name, node]));
  assertConnected(workflow, nodes);
  // Kept between the runs of an active workflow.
  const staticData = {};
  return async (): Promise<ReadonlyMap<string, number>> => {
    const outputs = new Map<string, readonly Item[]>();
    const counts = new Map<string, number>();
    const trigger = workflow.nodes[0];
    const queue = trigger ? [{ node: trigger, items: [{ json: {} }] as readonly Item[] }] : [];
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const { node, items } = step;
      const ran = (counts.get(node.name) ?? 0) + 1;
      assert(ran < MAX_STEPS, `The node ${node.name} runs without an end`);
      counts.set(node.name, ran);
      const branches = await runNode(node, items, { ...options, outputs, staticData });
      outputs.set(node.name, branches.flat());
      for (const [n, found] of branches.entries()) {
        const targets = workflow.connections[node.name]?.main[n] ?? [];
        if (found.length === 0) continue;
        for (const target of targets) {
          queue.push({ node: nodes.get(target.node) as Node, items: found });
        }
      }
    }
    return counts;
  };
}

function assertConnected(workflow: Workflow, nodes: ReadonlyMap<string, Node>): void {
  assert(nodes.size === workflow.nodes.length, 'Two nodes have one name');
  const targets = Object.values(workflow.connections).flatMap(({ main }) => main.flat());
  const names = new Set(targets.map(({ node }) => node));
  for (const name of [...names, ...Object.keys(workflow.connections)]) {
    assert(nodes.has(name), `A connection names ${name}, which does not exist`);
  }
  const unreached = workflow.nodes.slice(1).filter(({ name }) => !names.has(name));
  assert(unreached.length === 0, `Nothing leads to ${unreached.map(({ name }) => name).join()}`);
}

type Context = Options & {
  readonly outputs: ReadonlyMap<string, readonly Item[]>;
  readonly staticData: object;
};

async function runNode(node: Node, items: readonly Item[], context: Context): Promise<Item[][]> {
  const { parameters } = node;
  switch (node.type.replace('n8n-nodes-base.', '')) {
    case 'scheduleTrigger':
      return [[{ json: {} }]];
    case 'set':
      for (const { name } of parameters.assignments?.assignments ?? []) {
        assert(name in context.settings, `The workflow has an unknown setting ${name}`);
      }
      return [[{ json: context.settings }]];
    case 'wait':
      await sleep(WAIT_MS, undefined, { signal: context.stopped });
      return [[...items]];
    case 'httpRequest':
      return [await Promise.all(items.map((item) => sendRequest(node, item, context)))];
    case 'if':
      return splitItems(node, items, context);
    case 'noOp':
      for (const { json } of items) context.store(json);
      return [[...items]];
    case 'code': {
      const code = `(() => { ${parameters.jsCode} })()`;
      return [runInNewContext(code, scopeOf(items, context)) as Item[]];
    }
    default:
      throw new Error(`The stand-in for n8n does not know ${node.type}`);
  }
}

function scopeOf(items: readonly Item[], { outputs, staticData }: Context): Scope {
  const listOf = (all: readonly Item[]) => ({ first: () => all[0], last: () => all.at(-1) });
  return {
    $json: items[0]?.json,
    $input: listOf(items),
    $: (name: string) => listOf(outputs.get(name) ?? []),
    $getWorkflowStaticData: () => staticData,
    $execution: { id: crypto.randomUUID() },
    encodeURIComponent,
  };
}

/** An expression begins with `=`. Alone in its braces it keeps its type. */
function evaluate(text: string, scope: Scope): unknown {
  if (!text.startsWith('=')) return text;
  const [, alone] = /^=\{\{((?:(?!\}\}).)+)\}\}$/.exec(text) ?? [];
  if (alone !== undefined) return runInNewContext(alone, scope);
  const fill = (_: string, code: string) => String(runInNewContext(code, scope));
  return text.slice(1).replaceAll(/\{\{(.+?)\}\}/g, fill);
}

async function sendRequest(node: Node, item: Item, context: Context): Promise<Item> {
  const { method = 'GET', url = '', jsonBody, headerParameters } = node.parameters;
  const scope = scopeOf([item], context);
  const added = (headerParameters?.parameters ?? []).map(({ name, value }) => [
    name,
    String(evaluate(value, scope)),
  ]);
  const response = await fetch(String(evaluate(url, scope)), {
    method,
    headers: {
      ...context.headers,
      ...Object.fromEntries(added),
      ...(jsonBody !== undefined && { 'content-type': 'application/json' }),
    },
    ...(jsonBody !== undefined && { body: jsonBody }),
    signal: context.stopped,
  });
  const json = (await response.json()) as Item['json'];
  assert(response.ok, `${node.name} got ${response.status}: ${JSON.stringify(json)}`);
  return { json };
}

function splitItems(node: Node, items: readonly Item[], context: Context): Item[][] {
  const { combinator = 'and', conditions = [] } = node.parameters.conditions ?? {};
  const isTrue = (item: Item) => {
    const scope = scopeOf([item], context);
    const results = conditions.map(({ leftValue, rightValue, operator }) => {
      const left = evaluate(leftValue, scope);
      return operator.operation === 'true' ? left === true : left === rightValue;
    });
    return combinator === 'and' ? results.every(Boolean) : results.some(Boolean);
  };
  return [items.filter(isTrue), items.filter((item) => !isTrue(item))];
}
