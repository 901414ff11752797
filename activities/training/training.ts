import type { CertificateStanding } from '../../domain/enable/certificate';
import type { JsonObject } from '../../domain/hash';
import type { Activities, TrainingStanding } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import type { CertificateDeps } from './certificates';
import { followCertificates, issueCertificates } from './certificates';

/** What training needs. */
export type TrainingDeps = CertificateDeps & Pick<Deps, 'recorded' | 'lifecycles'>;

type TrainingActivities = Pick<
  Activities,
  'checkTraining' | 'completeTraining' | 'certifyLearner' | 'journalCertificate' | 'announceCertificate'
>;

/** Training: how many people hold what a track asks for, and the life of their certificates. */
export function training(deps: TrainingDeps, programs: ProgramReader): TrainingActivities {
  const standing: Activities['checkTraining'] = async ({
    partnerId,
    track,
    tier,
    programId,
    programVersion,
    nowMs,
  }) => {
    const { document } = await programs(programId, programVersion);
    const { certification, people, role } = document.tracks[track]!;
    const wanted = { partnerId, certification, role, nowMs, wallMs: deps.clock.now() };
    const certified = await deps.training.countHolders(deps.db, wanted);
    return { certification, certified, needed: people[tier] ?? 0 };
  };
  return {
    /** Idempotent by being a pure read. */
    checkTraining: standing,

    /** Idempotent by business key: the first standing is the one on record. Undo: none, it is what was so. */
    async completeTraining(input) {
      const { origin, businessKey, partnerId, track, programId, programVersion, nowMs } = input;
      const now = await standing(input);
      return deps.transaction(async (tx) => {
        await deps.recorded.lockRecording(tx, businessKey);
        const known = await deps.recorded.findRecorded(tx, businessKey);
        if (known && 'outcome' in known) return known.outcome as unknown as TrainingStanding;
        const details: JsonObject = { track, outcome: { ...now } };
        const entries = [
          { action: 'training.completed', actor: 'system:workflow', subject: `track/${track}`, details },
        ];
        const programVersionText = `${programId}@${programVersion}`;
        await deps.audit.insertAudit(tx, {
          origin,
          businessKey,
          partnerId,
          atMs: nowMs,
          programVersion: programVersionText,
          entries,
        });
        return now;
      });
    },

    /** Idempotent by certificate: the same statements issue nothing twice, and a note may come twice. */
    async certifyLearner({ origin, personId }) {
      const partnerId = await deps.transaction(async (tx) => {
        await issueCertificates(deps, tx, { personIds: [personId], origin });
        return (await deps.training.findLearners(tx, [personId]))[0]?.partnerId ?? null;
      });
      if (partnerId === null) return;
      await followCertificates(deps, [personId]);
      await deps.lifecycles.notify(partnerId, { importId: origin.workflowId, count: 1 });
    },

    /** Idempotent by (certificate id, moment). */
    async journalCertificate({ origin, certificateId, moment, nowMs }) {
      return deps.transaction(async (tx) => {
        const state = await deps.training.findCertificateState(tx, certificateId);
        const found: CertificateStanding =
          state === null
            ? 'unknown'
            : state.withdrawn
              ? 'withdrawn'
              : !state.stays
                ? 'left'
                : state.superseded
                  ? 'superseded'
                  : 'valid';
        if (found !== 'valid' || !moment || moment.what === 'begin') return { standing: found };
        const { partnerId, programVersion, certification } = state!;
        const action = moment.what === 'lapse' ? 'certificate.lapsed' : 'certificate.reminded';
        const entry = {
          action,
          actor: 'system:timer',
          reason: moment.label,
          subject: `certificate/${certificateId}`,
          details: { certification },
        };
        const businessKey = `${action}/${certificateId}/${moment.atMs}`;
        await deps.audit.insertAudit(tx, {
          origin,
          businessKey,
          partnerId,
          atMs: nowMs,
          programVersion,
          entries: [entry],
        });
        return { standing: found };
      });
    },

    /** Idempotent by the lifecycle: a note may come twice. */
    async announceCertificate({ origin, partnerId }) {
      await deps.lifecycles.notify(partnerId, { importId: origin.workflowId, count: 1 });
    },
  };
}
