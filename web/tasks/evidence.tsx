import { useQuery } from '@tanstack/react-query';
import { Facts } from '../kit/facts';
import { Read } from '../kit/notices';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';

/** What was handed in never changes: whoever hands in again makes another one. */
export function useEvidence(evidenceId: string) {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['evidence', evidenceId],
    staleTime: Infinity,
    meta: { still: true },
    queryFn: ({ signal }) => api.get('/v1/evidence/{id}', { path: { id: evidenceId }, signal }),
  });
}

/** What somebody handed in when they completed a step: the text or link of each field. */
export function Evidence({ evidenceId }: { evidenceId: string }) {
  const evidence = useEvidence(evidenceId);
  return (
    <Read query={evidence} what="the evidence">
      {({ fields, by, at }) => (
        <Facts
          items={[
            ...Object.entries(fields).map(
              ([name, value]) => [words(name), <FieldValue key={name} value={value} />] as const,
            ),
            ['Handed in', `${by ?? 'by somebody'}, ${minuteText(at.ms)}`],
          ]}
        />
      )}
    </Read>
  );
}

/** A link is one only if it is a web address: nothing else is worth a click. */
function FieldValue({ value }: { value: string }) {
  if (!/^https?:\/\/\S+$/.test(value)) return <>{value}</>;
  return (
    <a href={value} target="_blank" rel="noreferrer">
      {value}
    </a>
  );
}
