import type { PartnerAnswer, StageAnswer, StepAnswer } from './answers';

const MARKS: Record<string, string> = {
  done: '✔',
  skipped: '»',
  not_applicable: '·',
  rejected: '✘',
  failed: '✘',
  expired: '⌛',
  carried: '→',
  lapsed: '◌',
  cancelled: '◌',
};
const BOLD = '\u001b[1m';
const DIM = '\u001b[2m';
const PLAIN = '\u001b[0m';
const CLEAR_LINE = '\r\u001b[2K';

/** Shows the story as it goes: each stage and step once it changes, who acted, and in the last line what it waits for. */
export class Screen {
  private readonly shown = new Set<string>();
  private waiting = '';

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  /** A line that stays. */
  say(text: string): void {
    this.out.write(`${this.out.isTTY ? CLEAR_LINE : ''}${text}\n`);
    this.drawWaiting();
  }

  heading(text: string): void {
    this.say(`\n${this.style(BOLD, text)}`);
  }

  acted(who: string, what: string): void {
    this.say(`      ${this.style(DIM, `${who} ${what}`)}`);
  }

  show(partner: PartnerAnswer): void {
    for (const stage of partner.stageRuns) this.showStage(stage);
    const waits = partner.waitingFor.map(
      ({ title, waitingFor, due }) => `${title}: ${waitingFor ?? 'open'}${due ? `, due ${due.at.slice(0, 10)}` : ''}`,
    );
    this.waiting = waits.length > 0 ? `  waits for ${waits.join(' | ')}` : '';
    this.drawWaiting();
  }

  private showStage(stage: StageAnswer): void {
    const name = `${stage.stage}/${stage.cycle}.${stage.attempt}`;
    this.once(name, () =>
      this.heading(
        `${title(stage)}   ${this.style(DIM, `${stage.started.at.slice(0, 10)}${stage.period ? `, period ${stage.period}` : ''}`)}`,
      ),
    );
    for (const step of stage.steps)
      if (MARKS[step.state] && step.state !== 'not_applicable')
        this.once(`${name}/${step.key}`, () => this.showStep(step));
    if (stage.outcome)
      this.once(`${name}/end`, () =>
        this.say(`  ${this.style(BOLD, `${stage.stage} ${stage.outcome}`)} ${stage.ended?.at.slice(0, 10) ?? ''}`),
      );
  }

  private showStep({ state, title: words, ended, reason, result }: StepAnswer): void {
    const facts = factsOf(result);
    this.say(
      `  ${MARKS[state]} ${words}${state === 'done' ? '' : ` (${state}${reason ? `: ${reason}` : ''})`}   ${this.style(DIM, [ended?.at.slice(0, 10), facts].filter(Boolean).join('  '))}`,
    );
  }

  private once(key: string, show: () => void): void {
    if (this.shown.has(key)) return;
    this.shown.add(key);
    show();
  }

  private drawWaiting(): void {
    if (this.out.isTTY && this.waiting)
      this.out.write(`${CLEAR_LINE}${this.style(DIM, this.waiting.slice(0, (this.out.columns ?? 100) - 1))}`);
  }

  private style(code: string, text: string): string {
    return this.out.isTTY ? `${code}${text}${PLAIN}` : text;
  }
}

function title({ stage, cycle }: StageAnswer): string {
  return `${stage[0]!.toUpperCase()}${stage.slice(1)}${cycle > 0 ? ` (cycle ${cycle})` : ''}`;
}

/** The few facts of a step's result that a reader of the demo wants to see. */
function factsOf(result: Record<string, unknown> | null): string {
  if (!result) return '';
  const amount = result['amount'] as { amount?: string; currency?: string } | undefined;
  const told = [
    typeof result['score'] === 'number' ? `score ${String(result['score'])}` : '',
    typeof result['screening'] === 'string' ? `screening ${result['screening']}` : '',
    typeof result['certified'] === 'number'
      ? `${String(result['certified'])} of ${String(result['needed'])} certified`
      : '',
    typeof result['proposedTier'] === 'string' ? `proposed tier ${result['proposedTier']}` : '',
    amount?.amount ? `${amount.amount} ${amount.currency ?? ''}` : '',
  ];
  return told.filter(Boolean).join(', ');
}
