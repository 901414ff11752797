import { createZodDto } from 'nestjs-zod';
import type { z } from 'zod';

/** A DTO whose schema is a union: a class cannot extend one, so it is a value and, beside it, a type of the same name. */
export function unionDto<Schema extends z.ZodType>(name: string, schema: Schema) {
  const dto = createZodDto(schema);
  Object.defineProperty(dto, 'name', { value: name });
  return dto;
}
