import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { csv, download } from '../kit/csv';
import { Icon } from '../kit/icons';
import { say } from '../kit/toast';
import { counted } from '../kit/words';
import { useConsole } from '../shell/context';
import type { PartnerRow } from './partner-table';

/** The largest page that the API gives. */
const PAGE = 200;
const COLUMNS = [
  'Partner id',
  'Name',
  'Stages',
  'State',
  'Tier',
  'Type',
  'Region',
  'Country',
  'City',
  'Applied',
  'In stage since',
  'Next due',
  'Open steps',
];

/** All partners of the filter as a CSV file. */
export function ExportButton({ filter }: { filter: Record<string, string> }) {
  const { api } = useConsole();
  const exporting = useMutation({
    mutationFn: async () => {
      const rows: PartnerRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await api.get('/v1/partners', { query: { ...filter, limit: PAGE, cursor } });
        rows.push(...page.items);
        cursor = page.nextCursor;
      }
      return rows;
    },
    onSuccess: (rows) => {
      download('partners.csv', csv(COLUMNS, rows.map(line)));
      say(`Exported: ${counted(rows.length, 'partner')}`);
    },
    onError: (error) => say(`The export failed: ${error.message}`, 'bad'),
  });
  return (
    <Button
      variant="default"
      leftSection={<Icon name="down" size={16} />}
      onClick={() => exporting.mutate()}
      loading={exporting.isPending}
    >
      Export CSV
    </Button>
  );
}

function line(row: PartnerRow): (string | number)[] {
  const { partnerId, name, stages, mode, tier, type, region, country, city, applied, since, nextDue, openSteps } = row;
  return [
    partnerId,
    name,
    stages.join(' '),
    mode,
    tier ?? '',
    type,
    region,
    country,
    city ?? '',
    applied.at,
    since?.at ?? '',
    nextDue?.at ?? '',
    openSteps,
  ];
}
