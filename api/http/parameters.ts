import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { ZodObject } from 'zod';
import { ZodDefault, ZodOptional } from 'zod';

/**
 * Describes the parameters of an address that is read by one of several schemas, where Nest cannot see them. Needed is
 * what each of them needs.
 */
export function Parameters(...schemas: ZodObject[]): MethodDecorator {
  const names = new Set(schemas.flatMap(({ shape }) => Object.keys(shape)));
  const isNeeded = (name: string): boolean => schemas.every(({ shape }) => shape[name] && !mayBeLeftOut(shape[name]));
  return applyDecorators(...[...names].map((name) => ApiQuery({ name, required: isNeeded(name), type: 'string' })));
}

const mayBeLeftOut = (schema: object): boolean => schema instanceof ZodOptional || schema instanceof ZodDefault;
