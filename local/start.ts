import { DEMO_IDENTITIES } from './identities';
import { publishShippedProgram } from './publish';
import { untilSignal } from './signals';
import { signInStaff } from './staff';
import { startStack } from './stack';
import type { Stack } from './stack';

const HELP = `Brings up everything for daily work: Postgres, Temporal with its UI, worker and API. Ctrl-C ends it; data stays.

  npm start                     embedded servers, data under .data (PLE_DATA=folder for another place)
  npm start -- --workers=2      more workers

Replace a part by its address: DATABASE_URL (+ DATABASE_OWNER_URL to migrate), TEMPORAL_ADDRESS (+ TEMPORAL_NAMESPACE,
TEMPORAL_TLS, TEMPORAL_API_KEY, TEMPORAL_UI_URL), OIDC_ISSUER (+ OIDC_AUDIENCE), SCREENING_URL, SCIM_URL,
SMTP_URL (+ MAIL_FROM), PUBLIC_URL, PORT.
`;

async function main(): Promise<void> {
  if (process.argv.includes('--help')) return say(HELP);
  const startedMs = Date.now();
  const workers = Number(
    process.argv.find((argument) => argument.startsWith('--workers='))?.slice('--workers='.length) ?? 1,
  );
  if (!Number.isInteger(workers) || workers < 1 || workers > 16)
    throw new Error('--workers takes a whole number from 1 to 16.');
  // Whoever interrupts the start gets what is already up ended in order; a second signal ends this process at once.
  const ended = untilSignal();
  const stack = await startStack({
    workers,
    onProgress: (what) => say(`starting ${what} …`),
    onCrash: (message) => say(message),
  });
  try {
    const program = await Promise.race([prepare(stack), ended]);
    if (program) say(welcome(stack, program, Date.now() - startedMs));
    await ended;
    say('stopping; running lifecycles go on at the next start …');
  } finally {
    await stack.stop();
  }
}

/** Publishes the shipped program and lets our people sign in. @returns what runs, in words */
async function prepare(stack: Stack): Promise<string> {
  const program = await publishShippedProgram(stack);
  await signInStaff(stack);
  return program;
}

function welcome(stack: Stack, program: string, tookMs: number): string {
  const { namespace } = stack.temporal;
  return `
Ready after ${(tookMs / 1000).toFixed(1)} s.

  console          ${stack.apiUrl}
  API              ${stack.apiUrl}/docs
  Temporal UI      ${stack.temporalUiUrl}/namespaces/${namespace}/workflows
${stack.mailboxUrl && `  mailbox          ${stack.mailboxUrl}\n`}  program          ${program}
  a token          npm run -s token -- pam      (${DEMO_IDENTITIES.map(({ name }) => name).join(', ')})

Try: open the console as Ana, apply; in another browser (or a private window) open it as Pam and approve.
Or by hand:
  TOKEN=$(npm run -s token -- ana)
  curl -s ${stack.apiUrl}/v1/partners -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\
    -d '{"name":"Acme Cycles","type":"reseller","country":"US"}'

Ctrl-C ends it.`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
