import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { startApi } from '../api/server';
import { projectRoot } from './processes';

/** Nobody listens there: describing itself takes the API neither Postgres nor Temporal nor an issuer. */
const NOBODY = '127.0.0.1:9';
const HEAD = `// Written by \`npm run api-types\` from the API's own description; do not edit.\n\n`;

/** The console's types of the API, as text. */
async function apiTypes(): Promise<string> {
  const api = await startApi({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: `postgres://nobody@${NOBODY}/none`,
    temporal: { address: NOBODY, namespace: 'none', tls: false },
    taskQueue: 'none',
    oidc: { issuer: `http://${NOBODY}`, audience: 'none' },
    console: { clientId: 'console', scope: 'openid', folder: 'none' },
    actorKey: 'nobody is signed for'.repeat(2),
    temporalUiUrl: `http://${NOBODY}`,
    trustProxyHops: 0,
    rateLimits: { principalPerMinute: 0, addressPerMinute: 0, delicatePerMinute: 0 },
    logLevel: 'silent',
  });
  try {
    const description = await fetch(`${api.url}/openapi.json`);
    return HEAD + astToString(await openapiTS(await description.text(), { alphabetize: true }));
  } finally {
    await api.close();
  }
}

async function main(args: string[]): Promise<void> {
  const file = join(projectRoot(), 'web', 'api', 'schema.d.ts');
  const types = await apiTypes();
  if (!args.includes('--check')) writeFileSync(file, types);
  else if (readFileSync(file, 'utf8') !== types) throw new Error('web/api/schema.d.ts is old: run npm run api-types.');
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    process.exit(1);
  },
);
