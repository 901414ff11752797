import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './processes';
import type { Stack } from './stack';
import { untilSignal } from './signals';
import { startStack } from './stack';
import { ApiClient } from './demo/http';
import { STAGES } from '../domain/program';
import type { StageName } from '../domain/program';
import type { Page, StageAnswer } from './demo/answers';
import { Screen } from './demo/screen';
import type { Told } from './demo/story';
import { DEMO_DAY, tellStory } from './demo/story';

const HELP = `Brings everything up and takes one partner through all eight stages, through the public HTTP API only.

  npm run demo               stays up at the end until Ctrl-C
  npm run demo -- --exit     ends when the story has been told
`;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(HELP);
  const screen = new Screen();
  const interrupted = untilSignal();
  const startedMs = Date.now();
  // A demo has data of its own: its people apply for the first time, every time.
  const dataDir = demoFolder();
  const stack = await startStack({
    dataDir,
    onProgress: (what) => screen.say(`starting ${what} …`),
    onCrash: (message) => screen.say(message),
  });
  try {
    screen.say(`ready after ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
    const told = await Promise.race([tellStory(stack, screen), interrupted]);
    if (!told) return;
    await summarize(stack, screen, told);
    if (args.includes('--exit')) return;
    screen.say(
      `\nEverything stays up until Ctrl-C. The demo's clock runs on, a day in ${DEMO_DAY}, and nobody acts any more:`,
    );
    screen.say('what waits soon becomes overdue, and periods pass. `npm start` brings up one whose days are days.');
    await interrupted;
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function demoFolder(): string {
  const folder = join(projectRoot(), '.data');
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, 'demo-'));
}

function inStoryOrder(a: StageAnswer, b: StageAnswer): number {
  return a.cycle - b.cycle || STAGES.indexOf(a.stage as StageName) - STAGES.indexOf(b.stage as StageName);
}

interface Payout {
  period: string;
  amount: { amount: string; currency: string };
  state: string;
}

async function summarize(stack: Stack, screen: Screen, { partner, tookMs }: Told): Promise<void> {
  const fiona = new ApiClient(stack.apiUrl, () => stack.tokenFor('fiona'));
  const { items: payouts } = await fiona.get<Page<Payout>>(`/v1/partners/${partner.partnerId}/payouts`);
  screen.heading(
    `${partner.name}: through eight stages and into cycle ${partner.cycle} in ${(tookMs / 1000).toFixed(0)} s`,
  );
  for (const { stage, cycle, outcome, steps } of [...partner.stageRuns].sort(inStoryOrder)) {
    const done = steps.filter(({ state }) => state === 'done').length;
    screen.say(
      `  ${stage.padEnd(12)} cycle ${cycle}   ${String(outcome ?? 'open').padEnd(10)} ${done} of ${steps.length} steps done`,
    );
  }
  screen.say(`  tier         ${partner.tier ?? '–'}`);
  screen.say(`  activation   ${partner.activation ?? '–'}`);
  for (const { period, amount, state } of payouts)
    screen.say(`  payout       ${period}: ${amount.amount} ${amount.currency}, ${state}`);
  screen.heading('Look around');
  screen.say(`  this partner in the console       ${stack.apiUrl}/partners/${partner.partnerId}   (sign in as Pam)`);
  screen.say(`  this partner in the Temporal UI   ${partner.temporalUrl}`);
  if (stack.mailboxUrl) screen.say(`  what people were told             ${stack.mailboxUrl}`);
  screen.say(`  the API, described                ${stack.apiUrl}/docs`);
  screen.say(
    `  this partner in the API           curl -H "authorization: Bearer $(npm run -s token -- pam)" ${stack.apiUrl}/v1/partners/${partner.partnerId}`,
  );
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
