import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

/** Where Nest's Swagger keeps what a handler answers. */
const RESPONSES = 'swagger/apiResponse';

interface Dto {
  name: string;
  schema?: z.ZodType;
}

interface Described {
  properties?: Record<string, { type?: string | string[] }>;
}

/**
 * Nest's Swagger takes `type: ['string', 'null']` of an answer's own member for "an array of strings". Here those
 * members are described again, as their schema says it.
 */
export function describeNullables(app: NestFastifyApplication, document: OpenAPIObject): void {
  for (const { name, schema } of answersOf(app)) {
    const described = document.components?.schemas?.[name] as Described | undefined;
    if (!schema || !described?.properties) continue;
    const { properties = {} } = z.toJSONSchema(schema, { io: 'output' }) as Described;
    for (const [member, real] of Object.entries(properties))
      if (Array.isArray(real.type) && described.properties[member]) described.properties[member] = real;
  }
}

/** The DTOs of all answers. */
function answersOf(app: NestFastifyApplication): Dto[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as { prototype: Record<string, object> }).prototype;
    return Object.getOwnPropertyNames(prototype).flatMap((method) => {
      const responses = Reflect.getMetadata(RESPONSES, prototype[method]!) as
        Record<string, { type?: Dto }> | undefined;
      return Object.values(responses ?? {}).flatMap(({ type }) => (type ? [type] : []));
    });
  });
}
