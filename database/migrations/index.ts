import { Foundation1795000000000 } from './1795000000000-foundation';
import { Claims1796000000000 } from './1796000000000-claims';
import { SaleTimesAndCorrections1796050000000 } from './1796050000000-sale-times-and-corrections';
import { Console1796100000000 } from './1796100000000-console';
import { HumanTask1796200000000 } from './1796200000000-human-task';
import { Notices1796300000000 } from './1796300000000-notices';
import { ConsoleReads1796350000000 } from './1796350000000-console-reads';
import { Ledger1796400000000 } from './1796400000000-ledger';
import { Invitations1796420000000 } from './1796420000000-invitations';
import { CommissionEvents1796520000000 } from './1796520000000-commission-events';
import { Payees1796530000000 } from './1796530000000-payees';
import { EarningsOfEvents1796540000000 } from './1796540000000-earnings-of-events';
import { PayoutRuns1796550000000 } from './1796550000000-payout-runs';
import { StatementDisputes1796560000000 } from './1796560000000-statement-disputes';
import { Shown1796570000000 } from './1796570000000-shown';
import { ScheduledPayoutRuns1796600000000 } from './1796600000000-scheduled-payout-runs';
import { PaymentFiles1796610000000 } from './1796610000000-payment-files';
import { PayoutNotices1796620000000 } from './1796620000000-payout-notices';
import { DisputedPayouts1796630000000 } from './1796630000000-disputed-payouts';
import { Corrections1796640000000 } from './1796640000000-corrections';
import { PaymentsThatFailLater1796655000000 } from './1796655000000-payments-that-fail-later';
import { MissingResults1796656000000 } from './1796656000000-missing-results';
import { WithheldAndReserved1796660000000 } from './1796660000000-withheld-and-reserved';
import { WithholdingOfPayees1796670000000 } from './1796670000000-withholding-of-payees';
import { BooksOfPeople1796680000000 } from './1796680000000-books-of-people';
import { PeopleArePaid1796690000000 } from './1796690000000-people-are-paid';

/** Every migration, oldest first: the compiler sees them all, and no folder is searched at run time. */
export const MIGRATIONS = [
  Foundation1795000000000,
  Claims1796000000000,
  SaleTimesAndCorrections1796050000000,
  Console1796100000000,
  HumanTask1796200000000,
  Notices1796300000000,
  ConsoleReads1796350000000,
  Ledger1796400000000,
  Invitations1796420000000,
  CommissionEvents1796520000000,
  Payees1796530000000,
  EarningsOfEvents1796540000000,
  PayoutRuns1796550000000,
  StatementDisputes1796560000000,
  Shown1796570000000,
  ScheduledPayoutRuns1796600000000,
  PaymentFiles1796610000000,
  PayoutNotices1796620000000,
  DisputedPayouts1796630000000,
  Corrections1796640000000,
  PaymentsThatFailLater1796655000000,
  MissingResults1796656000000,
  WithheldAndReserved1796660000000,
  WithholdingOfPayees1796670000000,
  BooksOfPeople1796680000000,
  PeopleArePaid1796690000000,
];

/** Their names, as the table `schema_migration` holds them. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map((migration) => migration.name);

/** The table in which TypeORM keeps what was applied. */
export const MIGRATIONS_TABLE = 'schema_migration';
