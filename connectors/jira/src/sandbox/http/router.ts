import type { Route } from './route.ts';

export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Node {
  readonly fixed: Map<string, Node>;
  variable: { readonly name: string; readonly node: Node } | null;
  readonly routes: Map<string, Route>;
}

const newNode = (): Node => ({ fixed: new Map(), variable: null, routes: new Map() });

/** Finds the route for a method and path. A fixed segment wins over a variable one, as in Jira. */
export class Router {
  readonly #root = newNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  /** `null`: no such path. `'method'`: the path is there, the method is not. */
  find(method: string, path: string): Match | 'method' | null {
    const found = this.#descend(this.#root, path.split('/').filter(Boolean), 0, {});
    if (found === null) return null;
    const route = found.node.routes.get(method);
    return route ? { route, parameters: found.parameters } : 'method';
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const segment of route.template.split('/').filter(Boolean)) {
      const name = /^\{(.+)\}$/.exec(segment)?.[1];
      if (name === undefined) {
        const next = node.fixed.get(segment) ?? newNode();
        node.fixed.set(segment, next);
        node = next;
      } else {
        node.variable ??= { name, node: newNode() };
        node = node.variable.node;
      }
    }
    node.routes.set(route.method, route);
  }

  #descend(
    node: Node,
    segments: readonly string[],
    index: number,
    parameters: Readonly<Record<string, string>>,
  ): { node: Node; parameters: Readonly<Record<string, string>> } | null {
    const segment = segments[index];
    if (segment === undefined) return node.routes.size > 0 ? { node, parameters } : null;
    const fixed = node.fixed.get(segment);
    const found = fixed ? this.#descend(fixed, segments, index + 1, parameters) : null;
    if (found !== null || node.variable === null) return found;
    const { name, node: next } = node.variable;
    return this.#descend(next, segments, index + 1, { ...parameters, [name]: decode(segment) });
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
