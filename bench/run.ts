import { fork } from 'node:child_process';
import { once } from 'node:events';
import { consoleReadsBench } from './console-reads';
import { lifecycleCostBench } from './lifecycle-cost';
import { decisionBench } from './decision';
import type { Ground } from './kit/ground';
import { onGround } from './kit/ground';
import { machineText } from './kit/machine';
import { writeSection } from './kit/page';
import type { Report } from './kit/report';
import { reportMarkdown } from './kit/report';
import { millionEventsBench } from './million-events';
import { payoutRunBench } from './payout-run';
import { pricingBench } from './pricing';
import { startRateBench } from './start-rate';
import { workerBench } from './worker';

/** Every bench by name, in the order of running. */
const BENCHES: Record<string, (ground: Ground) => Promise<Report>> = {
  'start-rate': startRateBench,
  'lifecycle-cost': lifecycleCostBench,
  pricing: pricingBench,
  'million-events': millionEventsBench,
  'payout-run': payoutRunBench,
  decision: decisionBench,
  'console-reads': consoleReadsBench,
  worker: workerBench,
};

const HELP = `npm run bench [-- --only=<name>,… --print]

Runs the benches one after another, each in a process and on servers of its own, and writes what they find into
docs/bench.md, with the machine and the day. Ratios are of one run on one server; run it while the machine has
nothing else to do.

  --only=<name>,…   only these: ${Object.keys(BENCHES).join(', ')}
  --print           prints only, leaves docs/bench.md as it is
`;

/** What the process of one bench tells. */
interface Found {
  report: Report;
  servers: Ground['servers'];
}

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return void process.stdout.write(HELP);
  const one = valueOf(args, '--bench');
  if (one !== undefined) return measure(one);
  const names = valueOf(args, '--only')?.split(',') ?? Object.keys(BENCHES);
  const unknown = [
    ...names.filter((name) => !(name in BENCHES)),
    ...args.filter((arg) => !/^--(only=|print$)/.test(arg)),
  ];
  if (unknown.length > 0) throw new Error(`Nothing here is called ${unknown.join(', ')}.\n\n${HELP}`);
  const missed: string[] = [];
  for (const name of names) {
    process.stdout.write(`\n${name} …\n\n`);
    const { report, servers } = await inOwnProcess(name);
    const section = `${reportMarkdown(report)}\n\n${machineText(servers)}`;
    process.stdout.write(`${section}\n`);
    if (!args.includes('--print')) await writeSection(name, section);
    missed.push(...report.verdicts.filter(({ met }) => !met).map(({ what }) => what));
  }
  process.stdout.write(missed.length > 0 ? `\nMissed: ${missed.join('; ')}\n` : '\nEverything promised was met.\n');
}

/** Memory and start-up of one bench are nothing of the next one's. */
async function inOwnProcess(name: string): Promise<Found> {
  const child = fork(__filename, [`--bench=${name}`]);
  const found = once(child, 'message') as Promise<[Found]>;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const first = await Promise.race([found, ended]);
  if (typeof first[0] !== 'object' || first[0] === null) throw new Error(`The bench ${name} has failed.`);
  await ended;
  return first[0];
}

async function measure(name: string): Promise<void> {
  const found = await onGround(async (ground) => ({ report: await BENCHES[name]!(ground), servers: ground.servers }));
  process.send!(found);
  process.disconnect();
}

function valueOf(args: string[], name: string): string | undefined {
  return args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
