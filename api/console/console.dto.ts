import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** What the console must know before anybody has signed in. */
export class ConsoleDto extends createZodDto(
  z.strictObject({
    issuer: z.string().describe('The OpenID Connect issuer; its discovery document names the rest'),
    clientId: z.string().describe('A public client: authorization code with PKCE'),
    scope: z.string(),
  }),
) {}
