import { DomainError } from '../../domain/errors';
import { rowId } from '../../domain/ids';
import type { CancelAbsenceContent, EnterAbsenceContent } from '../../domain/people/absence';
import { checkAbsence } from '../../domain/people/absence';
import { auditActor } from '../../domain/people/person-change';
import type { Queryable } from '../sql';
import { execute, queryOne, toSafeNumber } from '../sql';
import type { ChangeContext, Effect } from './change-context';
import type { PersonRow } from './person-rows';
import { personById, roleVocabulary } from './person-rows';

/** Tells whether an absence was cancelled; one that is not there counts as cancelled. */
export async function isCancelled(db: Queryable, absenceId: string): Promise<boolean> {
  const row = await queryOne<{ cancelled: boolean }>(
    db,
    'SELECT cancelled_wall IS NOT NULL AS cancelled FROM absence WHERE absence_id = $1',
    [absenceId],
  );
  return row?.cancelled ?? true;
}

/** Enters an absence of the person. @throws REQUEST.RULE, PERSON.UNKNOWN */
export async function enterAbsence(
  context: ChangeContext,
  person: PersonRow,
  content: EnterAbsenceContent,
): Promise<Effect> {
  const { client, record, actor, atWallMs } = context;
  const personId = person.person_id;
  checkAbsence(content, { personId, nowWallMs: atWallMs, known: await roleVocabulary(client) });
  if (content.delegateId) await checkDelegate(client, person, content.delegateId);
  const { workflowId } = record.origin;
  const { fromWallMs, toWallMs } = content;
  const absenceId = rowId('abs', workflowId);
  await execute(
    client,
    `INSERT INTO absence (absence_id, person_id, delegate_id, role, region, subject_type, from_wall, to_wall, entered_by, workflow_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      absenceId,
      personId,
      content.delegateId ?? null,
      content.role ?? null,
      content.region ?? null,
      content.subjectType ?? null,
      fromWallMs,
      toWallMs,
      auditActor(actor),
      workflowId,
    ],
  );
  return { partnerId: person.partner_id, absence: { absenceId, personId, fromWallMs, toWallMs } };
}

/** Whoever stands in works on the same side: one of us for one of us, the partner's people for each other. */
async function checkDelegate(db: Queryable, person: PersonRow, delegateId: string): Promise<void> {
  const delegate = await personById(db, delegateId);
  const fits = delegate?.kind === 'person' && delegate.status === 'active' && delegate.partner_id === person.partner_id;
  const message = `${delegateId} cannot stand in: name an active person of the same side.`;
  if (!fits)
    throw new DomainError('REQUEST.RULE', message, [{ pointer: '/delegateId', code: 'REQUEST.RULE', message }]);
}

/** Ends an absence now, or before it begins. One that is cancelled or over stays as it is. @throws PERSON.ABSENCE_UNKNOWN */
export async function cancelAbsence(
  { client, atWallMs }: ChangeContext,
  person: PersonRow,
  { absenceId }: CancelAbsenceContent,
): Promise<Effect> {
  const row = await queryOne<{ toWall: string; cancelled: boolean }>(
    client,
    `SELECT to_wall AS "toWall", cancelled_wall IS NOT NULL AS cancelled FROM absence
     WHERE absence_id = $1 AND person_id = $2 FOR UPDATE`,
    [absenceId, person.person_id],
  );
  if (row === null)
    throw new DomainError('PERSON.ABSENCE_UNKNOWN', `There is no absence ${absenceId} of ${person.person_id}.`);
  const partnerId = person.partner_id;
  if (row.cancelled || toSafeNumber(row.toWall) <= atWallMs) return { partnerId, changed: false };
  await execute(client, 'UPDATE absence SET cancelled_wall = $2 WHERE absence_id = $1', [absenceId, atWallMs]);
  return { partnerId, cancelledAbsence: absenceId };
}
