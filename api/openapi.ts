import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';
import { describeNullables } from './openapi-nullables';

/** Where the description lies, and where people read it. */
export const OPENAPI_PATH = 'openapi.json';
/** See {@link OPENAPI_PATH}. */
export const DOCS_PATH = 'docs';

const DESCRIPTION = `Partner lifecycles, decided by people, run by workflows.

Every POST takes an \`Idempotency-Key\`: the same key and body give the same answer and one effect. Errors are
\`application/problem+json\` (RFC 9457) with a stable \`code\`. Answers about running things carry \`temporalUrl\`.`;

/** Serves the OpenAPI 3.1 description and its page. */
export function describe(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Partner Lifecycle Engine')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = completed(cleanupOpenApiDoc(SwaggerModule.createDocument(app, config), { version: '3.1' }));
  describeNullables(app, document);
  SwaggerModule.setup(DOCS_PATH, app, document, { jsonDocumentUrl: OPENAPI_PATH, yamlDocumentUrl: 'openapi.yaml' });
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'instance', 'code', 'traceId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    traceId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    allowedActions: { type: 'array', items: { type: 'string' } },
  },
};

/** Adds what holds for every operation: problems as the default answer, the key of a POST. */
function completed(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components ??= {}).schemas as Record<string, unknown> | undefined;
  document.components.schemas = { ...schemas, Problem: PROBLEM_SCHEMA } as never;
  for (const path of Object.values(document.paths))
    for (const [method, operation] of Object.entries(path as Record<string, Operation>))
      completeOperation(method, operation);
  return document;
}

function completeOperation(method: string, operation: Operation): void {
  operation.responses['default'] = {
    description: 'A problem (RFC 9457).',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  if (method !== 'post') return;
  operation.parameters ??= [];
  operation.parameters.push({
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key and body give the same answer and one effect.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
}
