import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import type { DescribedRoute, Operation } from './openapi-answers';
import { describeAnswers, problemComponents } from './openapi-answers';

/** Where the description lies, and where people read it. */
export const OPENAPI_PATH = 'openapi.json';
/** See {@link OPENAPI_PATH}. */
export const DOCS_PATH = 'docs';

const DESCRIPTION = `Partner lifecycles, decided by people, run by workflows.

A POST takes an \`Idempotency-Key\`, and what moves money needs one: the same key and body give the same answer and one
effect. What is not answered within ten seconds is 202: the same key asks again. Errors are
\`application/problem+json\` (RFC 9457) with a stable \`code\`. Answers about running things carry \`temporalUrl\`.`;

/** Serves the OpenAPI 3.1 description and its page. */
export function describe(app: NestFastifyApplication, routes: readonly DescribedRoute[]): void {
  const config = new DocumentBuilder()
    .setTitle('Partner Lifecycle Engine')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const written = (): OpenAPIObject => {
    const described = cleanupOpenApiDoc(withNullables(SwaggerModule.createDocument(app, config)), { version: '3.1' });
    return completed(described, routes);
  };
  let document: OpenAPIObject | undefined;
  // When somebody asks for it, not before: it takes a second, by which an API that was killed is back sooner. The routes with
  // their rules are registered by then.
  SwaggerModule.setup(DOCS_PATH, app, () => (document ??= written()), {
    jsonDocumentUrl: OPENAPI_PATH,
    yamlDocumentUrl: 'openapi.yaml',
  });
}

/** What nestjs-zod writes at a property whose type is not one word. */
const NO_ONE_TYPE = 'x-nestjs_zod-empty-type';

interface Property {
  type?: unknown;
  items?: { type?: unknown };
  [NO_ONE_TYPE]?: boolean;
}

/** Nest takes the list of types of a text or number that may be null, `["string", "null"]`, for an array of the first. */
function withNullables(document: OpenAPIObject): OpenAPIObject {
  const schemas = Object.values(document.components?.schemas ?? {}) as { properties?: Record<string, Property> }[];
  for (const { properties = {} } of schemas)
    for (const [name, { type, items, ...rest }] of Object.entries(properties))
      if (rest[NO_ONE_TYPE] && type === 'array' && items) properties[name] = { ...rest, type: [items.type, 'null'] };
  return document;
}

/** Adds what the rules of the routes say: every status with its body, and the key of a POST. */
function completed(document: OpenAPIObject, routes: readonly DescribedRoute[]): OpenAPIObject {
  const { schemas, responses } = problemComponents();
  const components = (document.components ??= {});
  components.schemas = { ...components.schemas, ...schemas } as never;
  components.responses = responses as never;
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      const route = routes.find((one) => one.path === path && one.method === method.toUpperCase());
      if (!route) throw new Error(`The description has a route that the door does not know: ${method} ${path}.`);
      describeAnswers(operation, route, components.schemas as Record<string, unknown>);
    }
  return document;
}
