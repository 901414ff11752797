import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { freshFolder } from './programs';

interface Response {
  $ref?: string;
  content?: Record<string, { schema?: object }>;
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
  components: { responses: Record<string, Response> };
}

/** An answer to hold to the description. */
export interface Given {
  method: string;
  /** With or without a query. */
  path: string;
  status: number;
  contentType: string | null;
  body: unknown;
}

const ID = 'api';
/** A segment of a path inside a JSON pointer inside a URI. */
const segment = (text: string): string => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The API's own description, and what answers are held to. */
export class Description {
  // Each schema is compiled once: written out at every place that refers to it, compiling takes longer than the tests.
  private readonly ajv = addFormats(
    new Ajv2020({ strict: false, allErrors: true, logger: false, inlineRefs: false, code: { optimize: false } }),
  );
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly paths: { path: string; pattern: RegExp }[];

  constructor(private readonly document: Document) {
    this.ajv.addSchema({ ...document, $id: ID });
    // What is written out comes before what is a parameter: `/v1/people/me` is no `/v1/people/{id}`.
    this.paths = Object.keys(document.paths)
      .sort((a, b) => a.split('{').length - b.split('{').length)
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`) }));
  }

  /** The description of a running API. All APIs of a run are described alike, so the first one that is asked tells it for all. */
  static async of(url: string): Promise<Description> {
    const path = join(process.env['TEST_FOLDER'] ?? freshFolder('described'), 'openapi.json');
    if (!existsSync(path)) {
      const text = await (await fetch(`${url}/openapi.json`)).text();
      const part = `${path}.${process.pid}.part`;
      writeFileSync(part, text);
      renameSync(part, path);
    }
    return new Description(JSON.parse(readFileSync(path, 'utf8')) as Document);
  }

  /** What is wrong with an answer of a described route, or nothing. */
  faultOf({ method, path: address, status, contentType, body }: Given): string | undefined {
    const path = this.paths.find(({ pattern }) => pattern.test(address.split('?', 1)[0]!))?.path;
    const operation = path === undefined ? undefined : this.document.paths[path]![method.toLowerCase()];
    if (path === undefined || !operation) return undefined;
    const described = operation.responses[status];
    const name = `${method} ${path}`;
    if (!described) return `${name} answers ${status}, which is not described: ${JSON.stringify(body)}`;
    const place = described.$ref ?? `#/paths/${segment(path)}/${method.toLowerCase()}/responses/${status}`;
    const response = described.$ref
      ? this.document.components.responses[described.$ref.split('/').at(-1)!]!
      : described;
    if (!response.content) return body === '' ? undefined : `${name} answers ${status} with a body`;
    const type = contentType?.split(';', 1)[0] ?? 'nothing';
    if (!response.content[type]?.schema) return `${name} answers ${status} as ${type}, which is not described`;
    const isDescribed = this.compile(`${ID}${place}/content/${segment(type)}/schema`);
    if (isDescribed(body)) return undefined;
    return `${name} answers ${status} otherwise than described: ${this.ajv.errorsText(isDescribed.errors)} in ${JSON.stringify(body)}`;
  }

  private compile($ref: string): ValidateFunction {
    const known = this.compiled.get($ref) ?? this.ajv.compile({ $ref });
    this.compiled.set($ref, known);
    return known;
  }
}
