import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import { createActivities } from '../activities';
import type { Activities } from '../activities';
import type { Deps, Lifecycles } from '../activities/shared/deps';
import { methodsOf } from '../activities/payouts/payout-submission';
import type { Payments } from '../activities/payouts/payout-submission';
import { webhookChat } from '../connectors/chat/webhook';
import { readCsv } from '../connectors/csv/csv';
import { smtpMail } from '../connectors/mail/smtp';
import { dataConverterOf } from '../connectors/payloads/data-converter';
import { manualRail } from '../connectors/payment-rails/manual';
import { providerRail } from '../connectors/payment-rails/provider';
import { sepaRail } from '../connectors/payment-rails/sepa';
import { scimProvisioning } from '../connectors/provisioning/scim';
import { httpScreening } from '../connectors/screening/screening';
import { checkDatabase } from '../database/check';
import { createAppDataSource, poolOf } from '../database/data-source';
import { accountVault } from '../database/intake/account-vault';
import { actorProofs } from '../database/intake/actor-proof';
import { DecisionLinks } from '../database/intake/decision-links';
import { IntakeStore } from '../database/intake/intake-store';
import { OneTimeCodes } from '../database/intake/one-time-codes';
import { transaction } from '../database/sql';
import { PayeesRepository } from '../database/repositories/payees';
import { PaymentReportOrders } from '../database/repositories/payment-report-orders';
import { PayoutRunOrders } from '../database/repositories/payout-run-orders';
import { PeopleRepository } from '../database/repositories/people';
import { ProgramsRepository } from '../database/repositories/programs';
import { ProgramsView } from '../database/views/programs';
import { lifecycleId } from '../domain/ids';
import { zoneTable } from '../programs/calendar-table';
import { renewedCalendars } from '../programs/publish';
import { factsArrived, peopleChanged } from '../workflows/partner-lifecycle.messages';
import { absenceLives } from './absences';
import { certificates } from './certificates';
import { Herald } from './herald';
import { Housekeeper } from './housekeeper';
import { payoutSchedules, payoutStarter } from './payout-schedules';
import { repositories } from './repositories';
import type { WorkerSettings } from './settings';
import { lifecycleStarter } from './starter';

/** The activities over the real things, and how to let go of these. */
export interface Composed {
  activities: Activities;
  databaseAnswers(): Promise<boolean>;
  /** Begins to call people's workflows when there is something to be told. */
  startHerald(onTrouble: (error: unknown) => void): Herald;
  /** Begins to drop what was staged and never came to be, and to tell of dated roles when they begin or end. */
  startHousekeeper(onTrouble: (error: unknown) => void): Housekeeper;
  close(): Promise<void>;
}

/** What a test may put in the place of the real thing. */
export interface Replaced {
  /** Skipped-time tests read the test environment's time. */
  clock?: Deps['clock'];
  client?: Client;
}

/** Wires settings → connections → dependencies → activities: the only place where all of them meet. */
export async function compose(settings: WorkerSettings, replaced: Replaced = {}): Promise<Composed> {
  await checkDatabase(settings.databaseUrl);
  const dataSource = await createAppDataSource({
    url: settings.databaseUrl,
    name: 'partner-lifecycle-worker',
  }).initialize();
  const pool = poolOf(dataSource);
  const own = replaced.client ? undefined : await connect(settings);
  const client = replaced.client ?? own!.client;
  const clock = replaced.clock ?? { now: () => Date.now() };
  const proofs = actorProofs(settings.actorKey);
  const intake = new IntakeStore(pool, proofs);
  const published = new ProgramsView(pool);
  const payments = paymentsBy(settings);
  const people = new PeopleRepository(pool, intake, bootstrapAdmin(settings.bootstrapAdmin));
  const activities = createActivities({
    ...repositories,
    db: pool,
    transaction: (work) => transaction(pool, work),
    clock,
    verifyActor: proofs.verify,
    codes: new OneTimeCodes(pool),
    links: new DecisionLinks(pool),
    intake,
    trustTemporalUi: settings.trustTemporalUi,
    published,
    renewedCalendars,
    screening: httpScreening({ baseUrl: settings.screeningUrl }),
    provisioning: scimProvisioning({ baseUrl: settings.scimUrl }),
    reach: reachBy(settings),
    zoneTable,
    readCsv,
    lifecycles: notifier(client),
    absenceLives: absenceLives(client, settings.taskQueue),
    payoutSchedules: payoutSchedules(client, settings.taskQueue),
    payoutStarter: payoutStarter(client, settings.taskQueue),
    starter: lifecycleStarter(client, {
      taskQueue: settings.taskQueue,
      published,
      consoleUrl: settings.notices?.publicUrl,
    }),
    certificates: certificates(client, settings.taskQueue),
    people,
    payees: new PayeesRepository(pool, intake, people),
    payoutOrders: new PayoutRunOrders(pool, intake, people, methodsOf(payments)),
    reportOrders: new PaymentReportOrders(pool, intake, people),
    payments,
    programs: new ProgramsRepository(pool, intake, people),
  });
  return {
    activities,
    databaseAnswers: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    startHousekeeper: (onTrouble) =>
      new Housekeeper({
        ...{ intake, client, clock, onTrouble },
        findTurned: (span) => repositories.concerned.findTurned(pool, span),
        tellPeopleChanged: (telling) => activities.tellPeopleChanged(telling),
      }),
    startHerald: (onTrouble) => new Herald({ pool, client, taskQueue: settings.taskQueue, onTrouble }),
    close: async () => {
      await own?.connection.close();
      await dataSource.destroy();
    },
  };
}

/** Nobody is paid without the keys of bank details; with them finance can always pay by hand. */
function paymentsBy({ paymentProvider, sepaDebtor, accountKeys }: WorkerSettings): Payments | null {
  if (accountKeys === undefined) return null;
  return {
    provider: paymentProvider ? providerRail(paymentProvider) : null,
    files: { manual: manualRail(), ...(sepaDebtor && { sepa: sepaRail(sepaDebtor) }) },
    vault: accountVault(accountKeys),
  };
}

/** A laptop's chats may be programs of its own. */
function reachBy({ notices, trustTemporalUi }: WorkerSettings): Deps['reach'] {
  if (notices === undefined) return null;
  const { publicUrl, mail } = notices;
  return { publicUrl, mail: mail ? smtpMail(mail) : null, chat: webhookChat({ allowLoopback: trustTemporalUi }) };
}

async function connect(settings: WorkerSettings): Promise<{ connection: Connection; client: Client }> {
  const { address, namespace, tls, apiKey } = settings.temporal;
  const connection = await Connection.connect({ address, tls: tls || undefined, apiKey });
  const dataConverter = dataConverterOf(settings.payloadCodec);
  return { connection, client: new Client({ connection, namespace, dataConverter }) };
}

/** A lifecycle that has ended, or has not begun, needs no note: stages read rows. */
function notifier(client: Client): Lifecycles {
  const tell = async <Note>(partnerId: string, signal: SignalDefinition<[Note]>, note: Note): Promise<void> => {
    try {
      await client.workflow.getHandle(lifecycleId(partnerId)).signal(signal, note);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  };
  return {
    notify: (partnerId, note) => tell(partnerId, factsArrived, note),
    peopleChanged: (partnerId, note) => tell(partnerId, peopleChanged, note),
  };
}

function bootstrapAdmin(text: string | undefined): { issuer: string; subject: string } | null {
  const [issuer, subject] = text?.split('|') ?? [];
  return issuer && subject ? { issuer, subject } : null;
}
